"""The table of transitions itself. `views/test_matrix.py` tries every pair of it, and every pair that it does not list."""

from __future__ import annotations

import pytest

from articles.models import Status
from workflows.transitions import EDGES, TABLE, Action, WrongStatus, next_status, transition


def test_edges_are_the_changes_of_status_that_the_table_lists() -> None:
    assert {(a.value, b.value) for a, b in EDGES} == {
        ("submitted", "under_review"),
        ("submitted", "withdrawn"),
        ("under_review", "withdrawn"),
        ("under_review", "approved"),
        ("under_review", "changes_requested"),
        ("approved", "under_review"),
        ("changes_requested", "under_review"),
    }


def test_only_signing_leads_to_approved_from_another_status() -> None:
    leading = {key for key, row in TABLE.items() if Status.APPROVED in row.to and key[0] is not Status.APPROVED}

    assert leading == {(Status.UNDER_REVIEW, Action.SIGN_OFF)}


def test_a_sign_off_cannot_lead_where_the_table_does_not() -> None:
    with pytest.raises(WrongStatus, match=r"^The table of transitions does not lead there\.$"):
        next_status(Status.UNDER_REVIEW, Action.SIGN_OFF, Status.WITHDRAWN)


def test_an_action_leads_where_the_table_says_and_to_what_is_chosen_of_it() -> None:
    assert next_status(Status.SUBMITTED, Action.START_REVIEW) is Status.UNDER_REVIEW
    assert next_status(Status.UNDER_REVIEW, Action.SIGN_OFF, Status.APPROVED) is Status.APPROVED


def test_refusal_says_the_action_and_the_status() -> None:
    with pytest.raises(WrongStatus) as refused:
        transition(Status.WITHDRAWN, Action.SIGN_OFF)

    assert str(refused.value) == "“Sign off” is not possible now: the version is withdrawn."


def test_refusal_says_that_nothing_was_submitted_yet() -> None:
    with pytest.raises(WrongStatus) as refused:
        transition(None, Action.SIGN_OFF)

    assert str(refused.value) == "“Sign off” is not possible now: the version is not submitted yet."
