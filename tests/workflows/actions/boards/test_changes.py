"""Changes of an open board, its rules and the signing keys: proposed by one administrator, decided by another."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles.models import Delivery, Event, Person
from articles.refusals import Refusal
from tests.universe import Administrators, change, sign
from workflows import actions, signing
from workflows.actions import CannotSign, OutOfDate, SecondPersonNeeded
from workflows.models import ApprovalRule, Board, BoardChange, Membership, Review, SigningKey


@pytest.fixture
def proposed(board: Board, administrator: Person, outsider: Person) -> BoardChange:
    return propose(board, administrator, "member_added", **joins(outsider))


def propose(board: Board | None, by: Person, kind: str, **data: Any) -> BoardChange:
    return actions.propose_change(board, by=by, kind=kind, data=data, reason="as the publisher wishes")


def joins(person: Person) -> dict[str, Any]:
    return {"person": person.pk, "role": "member", "term_from": timezone.localdate()}


def test_proposal_changes_nothing_and_tells_the_other_administrators(
    board: Board, second_administrator: Person, proposed: BoardChange
) -> None:
    assert proposed.is_waiting
    assert board.memberships.count() == 3
    assert [row.person for row in Delivery.objects.filter(kind="board_change")] == [second_administrator]


def test_confirmed_change_is_done_once_with_both_names_on_record(
    board: Board, proposed: BoardChange, second_administrator: Person, administrator: Person, outsider: Person
) -> None:
    actions.confirm_change(proposed, by=second_administrator)

    row = board.memberships.get(person=outsider)
    event = Event.objects.filter(stream=board.stream).latest("sequence")
    assert (row.role, row.history.get().history_user) == ("member", second_administrator)
    assert (event.kind, event.actor) == ("member.added", second_administrator)
    assert f'"proposed_by":{administrator.pk}' in event.body
    with pytest.raises(Refusal, match="decided already"):
        actions.confirm_change(proposed, by=second_administrator)


def test_nobody_decides_about_their_own_proposal(proposed: BoardChange, administrator: Person) -> None:
    with pytest.raises(SecondPersonNeeded):
        actions.confirm_change(proposed, by=administrator)
    with pytest.raises(SecondPersonNeeded):
        actions.decline_change(proposed, by=administrator, reason="no")


def test_nobody_confirms_what_is_about_themselves(
    board: Board, administrator: Person, second_administrator: Person
) -> None:
    joining = propose(board, administrator, "member_added", **joins(second_administrator))

    with pytest.raises(SecondPersonNeeded, match="about you"):
        actions.confirm_change(joining, by=second_administrator)


def test_editor_neither_proposes_nor_decides(
    board: Board, managing_editor: Person, outsider: Person, proposed: BoardChange
) -> None:
    with pytest.raises(PermissionDenied):
        propose(board, managing_editor, "member_added", **joins(outsider))
    with pytest.raises(PermissionDenied):
        actions.confirm_change(proposed, by=managing_editor)
    with pytest.raises(PermissionDenied):
        actions.take_back_change(proposed, by=managing_editor)


def test_declined_change_needs_a_reason_and_is_never_done(
    board: Board, proposed: BoardChange, second_administrator: Person
) -> None:
    with pytest.raises(Refusal, match="Say why"):
        actions.decline_change(proposed, by=second_administrator, reason=" ")
    declined = actions.decline_change(proposed, by=second_administrator, reason="not qualified")

    assert (declined.decision, board.memberships.count()) == ("declined", 3)
    with pytest.raises(Refusal, match="decided already"):
        actions.confirm_change(proposed, by=second_administrator)


def test_proposal_is_taken_back_by_its_author_alone(
    proposed: BoardChange, administrator: Person, second_administrator: Person
) -> None:
    with pytest.raises(PermissionDenied):
        actions.take_back_change(proposed, by=second_administrator)

    assert actions.take_back_change(proposed, by=administrator).decision == "taken_back"


def test_same_proposal_twice_waits_once(
    board: Board, proposed: BoardChange, administrator: Person, outsider: Person
) -> None:
    with pytest.raises(Refusal, match="already"):
        propose(board, administrator, "member_added", **joins(outsider))

    assert BoardChange.objects.count() == 1


def test_proposal_about_an_entry_that_changed_since_is_not_done(
    board: Board, administrators: Administrators, administrator: Person, second_administrator: Person, chair: Person
) -> None:
    membership = board.memberships.get(person=chair).pk
    first = propose(board, administrator, "member_changed", membership=membership, role="chair", specialty="Neurology")
    change(board, "member_changed", by=administrators, membership=membership, role="member", specialty="")

    with pytest.raises(OutOfDate):
        actions.confirm_change(first, by=second_administrator)


def test_entry_of_a_member_is_changed(board: Board, administrators: Administrators, pharmacist: Person) -> None:
    row = board.memberships.get(person=pharmacist)

    change(
        board,
        "member_changed",
        by=administrators,
        membership=row.pk,
        role="pharmacist",
        specialty="Paediatrics, oncology",
        shown_credentials="PharmD, PhD",
        most_open_reviews=2,
    )

    row = Membership.objects.get(pk=row.pk)
    assert row.specialties == ("Paediatrics", "oncology")
    assert (row.name_with_credentials, row.most_open_reviews) == ("Paul Pharmacist, PharmD, PhD", 2)


def test_identity_is_verified_by_who_proposed_it(board: Board, administrators: Administrators, chair: Person) -> None:
    row, today = board.memberships.get(person=chair), timezone.localdate()

    change(board, "identity_verified", by=administrators, membership=row.pk, on=today, how="passport, video call")

    row = Membership.objects.get(pk=row.pk)
    assert (row.identity_verified_by, row.identity_verified_on) == (administrators[0], today)


def test_statement_has_a_number_of_its_own(board: Board, administrators: Administrators) -> None:
    change(board, "statement", by=administrators, text="I read it all.")
    change(board, "statement", by=administrators, text="I read it all, twice.")

    assert [(row.number, row.text) for row in board.statements.all()] == [
        (2, "I read it all, twice."),
        (1, "I read it all."),
    ]


def test_rule_is_retired_but_never_the_last_resort(
    board: Board, administrators: Administrators, rule: ApprovalRule
) -> None:
    change(
        board, "rule_added", by=administrators, name="one", data={"approvals": 1}, is_default=False, classes=["minor"]
    )
    one = board.approval_rules.get(name="one")
    change(board, "rule_retired", by=administrators, rule=one.pk)

    assert ApprovalRule.objects.get(pk=one.pk).is_retired
    with pytest.raises(Refusal, match="another rule"):
        propose(board, administrators[0], "rule_retired", rule=rule.pk)


def test_new_default_takes_the_place_of_the_former(
    board: Board, administrators: Administrators, rule: ApprovalRule
) -> None:
    change(board, "rule_added", by=administrators, name="three", data={"approvals": 3}, is_default=True)

    assert [(row.name, row.is_default) for row in board.approval_rules.all()] == [("three", True), ("two", False)]


def test_description_is_changed(board: Board, administrators: Administrators) -> None:
    change(board, "description", by=administrators, description="Nerves.", pending_patient_text=True)

    board.refresh_from_db()
    assert (board.description, board.pending_patient_text) == ("Nerves.", True)


def test_second_factor_is_required_once_a_second_person_confirms_and_holds_in_an_open_review(
    review: Review, administrators: Administrators, chair: Person, pharmacist: Person
) -> None:
    sign(review, chair)
    proposed = propose(review.board, administrators[0], "second_factor", second_factor_required=True)
    before = Board.objects.get().second_factor_required

    actions.confirm_change(proposed, by=administrators[1])

    event = Event.objects.get(kind="board.second_factor")
    assert (before, Board.objects.get().second_factor_required) == (False, True)
    assert (event.actor, json.loads(event.body)["data"]) == (
        administrators[1],
        {"change": proposed.pk, "proposed_by": administrators[0].pk, "second_factor_required": True},
    )
    with pytest.raises(CannotSign, match="Set one up in your account first"):
        sign(review, pharmacist)


def test_second_factor_is_no_longer_required_the_same_way(board: Board, administrators: Administrators) -> None:
    change(board, "second_factor", by=administrators, second_factor_required=True)

    change(board, "second_factor", by=administrators, second_factor_required=False)

    assert Board.objects.get().second_factor_required is False


@pytest.mark.parametrize(
    ("kind", "data", "sentence"),
    [
        ("member_added", {"person": 0, "role": "member", "term_from": "2026-01-01"}, "active account"),
        ("member_changed", {"membership": 0, "role": "chair"}, "not on the board"),
        ("rule_added", {"name": "x", "data": {"approvals": 0}, "is_default": False}, "at least 1"),
        ("rule_added", {"name": "two", "data": {"approvals": 1}, "is_default": False}, "name of its own"),
        (
            "rule_added",
            {"name": "x", "data": {"approvals": 1}, "is_default": False, "classes": ["x"]},
            "does not exist",
        ),
        ("rule_added", {"name": "x", "data": {"approvals": 1}, "is_default": False, "topics": [9]}, "does not exist"),
        ("rule_added", {"name": "x", "data": {"approvals": 1}, "is_default": True, "classes": ["new"]}, "every change"),
        ("rule_retired", {"rule": 0}, "not in use"),
        ("statement", {"text": " "}, "differs"),
        ("description", {"description": "", "pending_patient_text": False}, "Nothing"),
        ("second_factor", {"second_factor_required": False}, "Nothing"),
        ("key_added", {"public_key": "x"}, "no such change"),
        ("sold", {}, "no such change"),
    ],
)
def test_impossible_change_is_refused_when_it_is_proposed(
    board: Board, administrator: Person, kind: str, data: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        propose(board, administrator, kind, **data)

    assert not BoardChange.objects.exists()


def test_impossible_days_are_refused(board: Board, administrator: Person, chair: Person, outsider: Person) -> None:
    today, row = timezone.localdate(), board.memberships.get(person=chair)
    tomorrow, long_ago = today + datetime.timedelta(days=1), today - datetime.timedelta(days=900)

    for kind, data in (
        ("member_added", {**joins(outsider), "term_until": long_ago}),
        ("member_added", joins(chair)),
        ("member_added", {**joins(outsider), "term_from": "soon"}),
        ("member_ended", {"membership": row.pk, "last_day": long_ago}),
        ("identity_verified", {"membership": row.pk, "on": tomorrow, "how": "passport"}),
    ):
        with pytest.raises(Refusal):
            propose(board, administrator, kind, **data)


def test_decided_change_cannot_be_written_over(proposed: BoardChange, second_administrator: Person) -> None:
    declined = actions.decline_change(proposed, by=second_administrator, reason="no")
    declined.decision = "confirmed"

    with pytest.raises(IntegrityError), transaction.atomic():
        declined.save()


def test_database_refuses_a_decision_of_the_proposer(proposed: BoardChange) -> None:
    proposed.decision, proposed.decided_by, proposed.decided_at = "confirmed", proposed.proposed_by, timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        proposed.save()


def test_new_signing_key_signs_once_two_administrators_took_it_into_use(
    review: Review, chair: Person, pharmacist: Person, administrators: Administrators, settings: Settings
) -> None:
    old = sign(review, chair).key
    settings.SIGNING_KEY = signing.new_private_key()
    public = signing.current_public_key()
    with pytest.raises(signing.KeyNotInUse):
        sign(review, pharmacist)

    proposer, second = administrators
    actions.confirm_change(propose(None, proposer, "key_added", public_key=public), by=second)
    actions.confirm_change(propose(None, proposer, "key_ended", key=old.key_id), by=second)

    assert sign(review, pharmacist).key.public_key == public
    assert SigningKey.objects.get(pk=old.pk).used_until is not None


def test_last_key_in_use_and_unknown_keys_are_not_ended(administrator: Person) -> None:
    key = signing.current_key()

    for data in ({"key": key.key_id}, {"key": "unknown"}):
        with pytest.raises(Refusal):
            propose(None, administrator, "key_ended", **data)
    for public in ("nonsense", key.public_key):
        with pytest.raises(Refusal):
            propose(None, administrator, "key_added", public_key=public)


def test_former_member_joins_again(board: Board, administrators: Administrators, lay_member: Person) -> None:
    row, today = board.memberships.get(person=lay_member), timezone.localdate()
    change(board, "member_ended", by=administrators, membership=row.pk, last_day=today - datetime.timedelta(days=1))

    again = add_member_again(board, lay_member, administrators)

    assert (again.pk == row.pk, again.term_from) == (False, today)


def add_member_again(board: Board, person: Person, administrators: Administrators) -> Membership:
    change(board, "member_added", by=administrators, **joins(person))
    return board.memberships.get(person=person, term_until=None)
