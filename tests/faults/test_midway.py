"""A person or a rule that changes while a review runs: what was signed stays as signed, what is to come follows the change."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from articles.models import Person, Publication, Status, Version
from articles.refusals import Refusal
from tests.universe import Administrators, ask, change, sign
from workflows import actions
from workflows.models import ApprovalRule, Board, Review, SignOff
from workflows.quorum import Standing
from workflows.record.verification import CHECKS
from workflows.reviews.standing import standing_of


def faults() -> list[str]:
    return [str(fault) for check in CHECKS.values() for fault in check(lambda _count: None)]


def end_term(board: Board, person: Person, administrators: Administrators) -> None:
    row, yesterday = board.memberships.get(person=person), timezone.localdate() - datetime.timedelta(days=1)
    change(board, "member_ended", by=administrators, membership=row.pk, last_day=yesterday)


def edit_rule(rule: ApprovalRule, administrators: Administrators, **data: object) -> None:
    entry = {"rule": rule.pk, "name": rule.name, "data": data, "is_default": True}
    change(rule.board, "rule_changed", by=administrators, **entry)


def test_renamed_member_is_quoted_as_they_signed(review: Review, chair: Person, pharmacist: Person) -> None:
    first = sign(review, chair)
    chair.printed_name, chair.credentials = "Clara Married", "MD PhD"
    chair.save()

    sign(review, pharmacist)

    signers = Publication.objects.get().review_statement["signers"]
    assert [row["name"] for row in signers] == ["Clara Chair", "Paul Pharmacist"]
    assert SignOff.objects.get(pk=first.pk).signed["credentials"] == "MD"
    assert faults() == []


def test_member_who_signed_counts_after_their_account_was_closed(
    review: Review, chair: Person, pharmacist: Person
) -> None:
    sign(review, chair)
    chair.is_active = False
    chair.save()

    sign(review, pharmacist)

    assert Version.objects.get().status == Status.APPROVED
    assert actions.publish_due(Publication.objects.get().pk).is_live
    assert faults() == []


def test_member_who_signed_counts_after_their_term_ended(
    review: Review, board: Board, administrators: Administrators, chair: Person, pharmacist: Person
) -> None:
    sign(review, chair)
    end_term(board, chair, administrators)

    sign(review, pharmacist)

    assert Version.objects.get().status == Status.APPROVED
    assert actions.publish_due(Publication.objects.get().pk).is_live


def test_members_who_may_sign_no_more_make_the_rule_impossible_and_are_named_to_be_added(
    review: Review,
    board: Board,
    administrators: Administrators,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
) -> None:
    end_term(board, chair, administrators)
    pharmacist.is_active = False
    pharmacist.save()

    sign(review, lay_member)

    standing = standing_of(Review.objects.get())
    assert (standing.standing, standing.additions) == (Standing.IMPOSSIBLE, ("1 member",))
    assert Version.objects.get().status == Status.UNDER_REVIEW


def test_closed_account_is_not_asked_to_review(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    pharmacist.is_active = False
    pharmacist.save()

    with pytest.raises(Refusal) as refused:
        ask(submitted_version, managing_editor, board, chair, pharmacist)

    assert list(refused.value.details) == ["The account of Paul Pharmacist is not active."]
    assert not Review.objects.exists()


@pytest.mark.parametrize(("approvals", "status"), [(1, Status.UNDER_REVIEW), (3, Status.APPROVED)])
def test_rule_edited_meanwhile_is_for_the_next_review(
    approvals: int,
    status: Status,
    review: Review,
    rule: ApprovalRule,
    administrators: Administrators,
    chair: Person,
    pharmacist: Person,
) -> None:
    sign(review, chair)
    edit_rule(rule, administrators, approvals=approvals)

    if status == Status.APPROVED:
        sign(review, pharmacist)

    assert (Version.objects.get().status, Review.objects.get().rule.approvals) == (status, 2)
    assert faults() == []


def test_rule_edited_after_the_approval_does_not_hold_it_back(
    approved_version: Version, rule: ApprovalRule, administrators: Administrators
) -> None:
    edit_rule(rule, administrators, approvals=3)

    assert actions.publish_due(approved_version.publications.get().pk).is_live
