"""A clock that is set back: what came later counts as later all the same, and nothing that was decided comes undone."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article, Emergency, Person, Publication, Status, Version
from articles.refusals import Refusal
from tests.universe import ask, sign, write
from workflows import actions
from workflows.actions import CannotSign
from workflows.models import Answer, Board, Review, SignOff
from workflows.record.verification import CHECKS

TWO_HOURS = datetime.timedelta(hours=2)

SetBack = Callable[[], None]


@pytest.fixture
def set_back() -> Iterator[SetBack]:
    """The clock stands still; set it back by two hours. The last fixture, so that everything else is older."""
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2), tick=False) as clock:
        yield lambda: clock.shift(-TWO_HOURS)


def faults() -> list[str]:
    return [str(fault) for check in CHECKS.values() for fault in check(lambda _count: None)]


def review_again(version: Version, by: Person, *members: Person) -> None:
    """Reopened and approved by these."""
    due = timezone.localdate() + datetime.timedelta(days=14)
    again = actions.reopen(version, by=by, members=members, due_on=due, reason="look again")
    for person in members:
        actions.disclose(again, by=person, answer=Answer.NONE)
        sign(again, person)


def test_second_signature_with_an_earlier_time_approves(
    review: Review, chair: Person, pharmacist: Person, set_back: SetBack
) -> None:
    first = sign(review, chair)
    set_back()
    second = sign(review, pharmacist)

    actions.publish_due(Publication.objects.get().pk)

    assert second.signed_at == first.signed_at - TWO_HOURS
    assert Publication.objects.live().get().version.status == Status.APPROVED
    assert faults() == []


def test_later_statement_of_interests_counts_although_its_time_is_earlier(
    review: Review, chair: Person, set_back: SetBack
) -> None:
    actions.disclose(review, by=chair, answer=Answer.NONE)
    set_back()
    actions.disclose(review, by=chair, answer=Answer.YES, details="Shares of the maker.")

    with pytest.raises(CannotSign) as refused:
        sign(review, chair)

    assert list(refused.value.details) == [
        "You declared an interest; the chair has not decided yet whether you may sign."
    ]
    assert not SignOff.objects.exists()


def test_draft_saved_with_an_earlier_time_is_as_its_history_says(
    draft: Article, editor: Person, set_back: SetBack
) -> None:
    write(draft, "patient", "<p>First words.</p>", by=editor)
    set_back()
    write(draft, "patient", "<p>Second words.</p>", by=editor)

    assert faults() == []


def test_version_approved_after_its_removal_is_published_although_its_times_are_earlier(
    publication: Publication, managing_editor: Person, chair: Person, lay_member: Person, set_back: SetBack
) -> None:
    version = publication.version
    actions.remove(version, by=managing_editor, reason="danger")
    set_back()
    review_again(version, managing_editor, chair, lay_member)

    actions.publish_due(Publication.objects.planned().get().pk)

    assert Publication.objects.live().get().version == version


def test_review_that_began_before_the_removal_does_not_bring_it_back_whatever_its_time(
    publication: Publication, managing_editor: Person, chair: Person, lay_member: Person, set_back: SetBack
) -> None:
    version, due = publication.version, timezone.localdate()
    again = actions.reopen(version, by=managing_editor, members=[chair, lay_member], due_on=due, reason="look again")
    set_back()
    actions.remove(version, by=managing_editor, reason="danger")
    for person in (chair, lay_member):
        actions.disclose(again, by=person, answer=Answer.NONE)
        sign(again, person)

    held = actions.publish_due(Publication.objects.planned().get().pk)

    assert (held.is_live, held.held_why[:25]) == (False, "This version was removed.")


def test_emergency_is_not_lifted_by_a_review_that_began_before_it(
    publication: Publication, managing_editor: Person, chair: Person, lay_member: Person, set_back: SetBack
) -> None:
    version, due = publication.version, timezone.localdate()
    again = actions.reopen(version, by=managing_editor, members=[chair, lay_member], due_on=due, reason="look again")
    set_back()
    emergency = actions.warn(version, by=managing_editor, warning="page", reason="danger")
    actions.review_emergency(emergency, by=chair, was_right=True, note="Yes.")
    for person in (chair, lay_member):
        actions.disclose(again, by=person, answer=Answer.NONE)
        sign(again, person)

    with pytest.raises(Refusal, match="approve the version again"):
        actions.lift(emergency, by=managing_editor, reason="approved")

    assert Emergency.objects.get().stands


def test_approval_by_the_later_review_is_the_one_that_can_fall(
    publication: Publication, managing_editor: Person, chair: Person, lay_member: Person, set_back: SetBack
) -> None:
    set_back()
    review_again(publication.version, managing_editor, chair, lay_member)
    newest = Review.objects.latest("pk")

    actions.revoke(newest.sign_offs.get(person=chair), by=chair, reason="an old label")

    assert Version.objects.get().status == Status.UNDER_REVIEW


def test_planned_publication_waits_until_its_hour_comes_again(
    review: Review, chair: Person, pharmacist: Person, set_back: SetBack
) -> None:
    sign(review, chair)
    sign(review, pharmacist)
    set_back()

    actions.publish_due(Publication.objects.get().pk)

    assert not Publication.objects.live().exists()


@pytest.mark.usefixtures("review")
def test_the_clock_does_not_open_a_second_review(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person, set_back: SetBack
) -> None:
    set_back()

    with pytest.raises(Refusal):
        ask(submitted_version, managing_editor, board, chair)

    assert Review.objects.count() == 1
