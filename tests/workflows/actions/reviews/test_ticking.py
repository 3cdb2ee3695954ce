"""Ticking rows of a dose sheet: who may, from where, twice, and what stays on record."""

from __future__ import annotations

import json
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from articles.models import Event, Person, Version
from articles.refusals import Refusal
from tests.universe import ask, sign, write
from workflows import actions
from workflows.actions import CannotTick, NoSuchRow
from workflows.models import Answer, Board, DoseTick, Review
from workflows.reviews.dose_sheet import Row, dose_sheet
from workflows.reviews.dose_ticks import progress, standing, ticks_up_to


@pytest.fixture
def row(review: Review) -> Row:
    """Gabapentin, 300 mg."""
    return dose_sheet(review.version.content).doses[0]


def test_tick_keeps_the_row_as_it_was_shown_and_leaves_one_event(review: Review, pharmacist: Person, row: Row) -> None:
    tick = actions.tick_dose(review, by=pharmacist, row=row.key)

    assert (tick.person, tick.assignment.person, tick.is_ticked) == (pharmacist, pharmacist, True)
    assert (tick.row_key, tick.row) == (row.key, row.content)
    event = Event.objects.filter(kind="dose.ticked").get()
    assert json.loads(event.body)["data"] == {
        "review": review.pk,
        "tick": tick.pk,
        "row": "gabapentin, 300 mg",
        "row_key": row.key,
    }


def test_tick_twice_counts_once(review: Review, pharmacist: Person, row: Row) -> None:
    first = actions.tick_dose(review, by=pharmacist, row=row.key)

    assert actions.tick_dose(review, by=pharmacist, row=row.key) == first
    assert (DoseTick.objects.count(), Event.objects.filter(kind="dose.ticked").count()) == (1, 1)


def test_tick_that_is_taken_back_stays_on_record(review: Review, pharmacist: Person, row: Row) -> None:
    actions.tick_dose(review, by=pharmacist, row=row.key)

    back = actions.untick_dose(review, by=pharmacist, row=row.key)

    assert actions.untick_dose(review, by=pharmacist, row=row.key) == back
    assert list(DoseTick.objects.values_list("is_ticked", flat=True)) == [True, False]
    assert standing(ticks_up_to(review)) == {}
    assert Event.objects.filter(kind="dose.unticked").count() == 1


def test_nobody_takes_back_the_tick_of_another(review: Review, pharmacist: Person, chair: Person, row: Row) -> None:
    actions.tick_dose(review, by=pharmacist, row=row.key)

    with pytest.raises(Refusal, match="You have not ticked this row"):
        actions.untick_dose(review, by=chair, row=row.key)

    assert [tick.person for tick in standing(ticks_up_to(review))[row.key]] == [pharmacist]


def test_members_tick_each_for_themselves(review: Review, pharmacist: Person, chair: Person, row: Row) -> None:
    for person in (pharmacist, chair):
        actions.tick_dose(review, by=person, row=row.key)

    assert [tick.person for tick in standing(ticks_up_to(review))[row.key]] == [pharmacist, chair]


@pytest.mark.parametrize("person", ["editor", "managing_editor", "administrator", "auditor", "outsider"])
def test_who_sits_in_no_review_ticks_nothing(
    review: Review, row: Row, person: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        actions.tick_dose(review, by=request.getfixturevalue(person), row=row.key)

    assert DoseTick.objects.count() == 0


def test_member_declares_interests_before_ticking(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    review = ask(submitted_version, managing_editor, board, chair, pharmacist)
    key = dose_sheet(submitted_version.content).doses[0].key

    with pytest.raises(PermissionDenied):
        actions.tick_dose(review, by=pharmacist, row=key)


def test_member_with_an_undecided_interest_ticks_nothing(review: Review, pharmacist: Person, row: Row) -> None:
    actions.disclose(review, by=pharmacist, answer=Answer.YES, details="Shares.")

    with pytest.raises(CannotTick):
        actions.tick_dose(review, by=pharmacist, row=row.key)


def test_who_signed_ticks_no_more(review: Review, pharmacist: Person, row: Row) -> None:
    actions.tick_dose(review, by=pharmacist, row=row.key)
    sign(review, pharmacist)

    with pytest.raises(CannotTick):
        actions.untick_dose(review, by=pharmacist, row=row.key)

    assert DoseTick.objects.count() == 1


def test_ended_review_takes_no_ticks(review: Review, chair: Person, pharmacist: Person, row: Row) -> None:
    sign(review, chair, "changes_required", "The dose is too high.")

    with pytest.raises(Refusal, match="This review has ended"):
        actions.tick_dose(review, by=pharmacist, row=row.key)


@pytest.mark.parametrize("key", ["", "0" * 64, "x"])
def test_row_that_the_sheet_does_not_have_is_refused(review: Review, pharmacist: Person, key: str) -> None:
    with pytest.raises(NoSuchRow):
        actions.tick_dose(review, by=pharmacist, row=key)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_ticks_cannot_be_changed_or_deleted(review: Review, pharmacist: Person, row: Row, act: str) -> None:
    tick = actions.tick_dose(review, by=pharmacist, row=row.key)
    rows = DoseTick.objects.filter(pk=tick.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(is_ticked=False) if act == "update" else rows.delete()


@pytest.fixture
def next_review(
    review: Review,
    row: Row,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
) -> Review:
    """Of version 2, which has the same dose and another duration; the pharmacist had ticked both rows of version 1."""
    for old in dose_sheet(review.version.content).rows:
        actions.tick_dose(review, by=pharmacist, row=old.key)
    actions.withdraw(review.version, by=editor, reason="a mistake")
    article = review.version.article
    body = re.sub("6 weeks", "8 weeks", article.texts.get(audience="patient").body)
    write(article, "patient", body, by=editor)
    again = ask(actions.submit(article, by=editor, change_note="Longer."), managing_editor, board, chair, pharmacist)
    for person in (chair, pharmacist):
        actions.disclose(again, by=person, answer=Answer.NONE)
    return again


def test_ticks_carry_over_to_rows_that_say_the_same_and_to_no_others(next_review: Review, row: Row) -> None:
    new = dose_sheet(next_review.version.content)

    ticks = standing(ticks_up_to(next_review))

    assert [(found.name, [tick.review.version.number for tick in ticks.get(found.key, ())]) for found in new.rows] == [
        ("gabapentin, 300 mg", [1]),
        ("8 weeks", []),
    ]


def test_what_was_signed_for_before_is_not_asked_again(next_review: Review, chair: Person) -> None:
    new, old = dose_sheet(next_review.version.content), dose_sheet(Version.objects.get(number=1).content)

    asked = [progress(new, {}, chair, signed=signed).unsigned for signed in (None, old, new)]

    assert asked == [2, 1, 0]


def test_tick_that_carried_over_can_be_taken_back(next_review: Review, pharmacist: Person, row: Row) -> None:
    actions.untick_dose(next_review, by=pharmacist, row=row.key)

    assert standing(ticks_up_to(next_review)).get(row.key) is None


def test_later_ticks_say_nothing_of_an_earlier_version(next_review: Review, pharmacist: Person, row: Row) -> None:
    earlier = Review.objects.get(version__number=1)

    actions.untick_dose(next_review, by=pharmacist, row=row.key)

    assert [tick.review for tick in standing(ticks_up_to(earlier))[row.key]] == [earlier]
