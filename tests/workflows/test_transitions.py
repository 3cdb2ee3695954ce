"""The table of transitions against every pair of status and action."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Emergency, Notice, Person, Status, Version
from articles.refusals import Refusal
from tests.universe import sign
from workflows import actions
from workflows.models import Board
from workflows.transitions import EDGES, TABLE, Action, WrongStatus, next_status, transition

DECIDED = [Status.APPROVED, Status.CHANGES_REQUESTED, Status.WITHDRAWN]
FIXTURES = {
    Status.SUBMITTED: "submitted_version",
    Status.UNDER_REVIEW: "version_under_review",
    Status.APPROVED: "approved_version",
    Status.CHANGES_REQUESTED: "returned_version",
    Status.WITHDRAWN: "withdrawn_version",
}
SEARCH = actions.Search("PubMed", "leg pain", timezone.localdate(), 3, 1, "Nothing new.")
UNLISTED = [(status, action) for status in Status for action in Action if (status, action) not in TABLE]


def perform(action: Action, version: Version, by: Person, board: Board) -> None:
    """The action as somebody who has every right tries it."""
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    members = [membership.person for membership in board.memberships.all()]
    doing: dict[Action, Callable[[], object]] = {
        Action.SUBMIT: lambda: actions.submit(version.article, by=by, change_note="again"),
        Action.START_REVIEW: lambda: actions.start_review(
            version, by=by, board=board, members=members, due_on=tomorrow
        ),
        Action.SIGN_OFF: lambda: sign(version.reviews.first() or _review_of_another(version), members[0]),
        Action.REVOKE: lambda: _revoke_in(version),
        Action.WITHDRAW: lambda: actions.withdraw(version, by=by, reason="why not"),
        Action.PUBLISH: lambda: actions.publish(version, by=by, reason="why not"),
        Action.RETIRE: lambda: actions.retire(version, by=by, reason="why not"),
        Action.REMOVE: lambda: actions.remove(version, by=by, reason="why not"),
        Action.RETRACT: lambda: actions.retract(version, by=by, reason="why not", told="It was wrong."),
        Action.POST_NOTICE: lambda: actions.post_notice(
            version, by=by, kind="concern", sentence="We are checking it.", reason="why not"
        ),
        Action.END_NOTICE: lambda: actions.end_notice(Notice(version=version), by=by, reason="why not"),
        Action.HIDE_PASSAGE: lambda: actions.hide_passage(
            version, by=by, audience="patient", block="0", reason="why not"
        ),
        Action.WARN: lambda: actions.warn(version, by=by, warning="page", reason="why not"),
        Action.TAKE_DOWN: lambda: actions.take_down(version, by=by, reason="why not"),
        Action.LIFT: lambda: actions.lift(Emergency(version=version), by=by, reason="why not"),
        Action.RENEW: lambda: actions.renew(
            version, by=by, members=members, due_on=tomorrow, search=SEARCH, reason="why not"
        ),
        Action.REOPEN: lambda: actions.reopen(version, by=by, members=members, due_on=tomorrow, reason="why not"),
    }
    doing[action]()


def _revoke_in(version: Version) -> object:
    """Nobody has signed a version that was never under review."""
    transition(Status(version.status), Action.REVOKE)
    raise AssertionError("the table lists this pair")


def _review_of_another(version: Version) -> object:
    raise WrongStatus("there is no review to sign in")


@pytest.mark.parametrize(("status", "action"), UNLISTED)
def test_pair_that_the_table_does_not_list_is_refused(
    status: Status, action: Action, request: pytest.FixtureRequest, managing_editor: Person, board: Board
) -> None:
    version: Version = request.getfixturevalue(FIXTURES[status])

    with pytest.raises((Refusal, PermissionDenied)):
        perform(action, version, managing_editor, board)

    assert [v.status for v in Version.objects.all()] == [status]


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
    with pytest.raises(WrongStatus):
        next_status(Status.UNDER_REVIEW, Action.SIGN_OFF, Status.WITHDRAWN)


def test_refusal_says_the_action_and_the_status() -> None:
    with pytest.raises(WrongStatus) as refused:
        transition(Status.WITHDRAWN, Action.SIGN_OFF)

    assert str(refused.value) == "“Sign off” is not possible now: the version is withdrawn."
