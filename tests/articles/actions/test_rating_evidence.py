"""How strong the evidence of a work is: set by a person, kept with who and when, told to readers with its scheme."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles import actions
from articles.models import Article, Event, Person, Reference
from articles.refusals import Refusal
from tests.universe import submit_again

WHY = "As the guideline states it."


def rate(reference: Reference, by: Person, scheme: str = "grade", level: str = "moderate", **more: Any) -> Reference:
    return actions.rate_evidence(reference, by=by, **{"scheme": scheme, "level": level, "reason": WHY} | more)


def stored(reference: Reference) -> tuple[str, str]:
    row = Reference.objects.get(pk=reference.pk)
    return row.evidence_scheme, row.evidence_level


@pytest.mark.parametrize(
    ("scheme", "level", "words"),
    [
        ("grade", "very-low", "very low certainty (GRADE)"),
        ("ocebm-2011", "1", "level 1 of 5, 1 being the strongest (OCEBM 2011)"),
    ],
)
def test_a_level_is_kept_with_its_scheme_and_told_in_words(
    reference: Reference, editor: Person, scheme: str, level: str, words: str
) -> None:
    rated = rate(reference, editor, scheme, level)

    assert stored(reference) == (scheme, level)
    assert str(rated.evidence) == words


def test_a_level_leaves_who_when_why_and_one_event(reference: Reference, editor: Person) -> None:
    events = Event.objects.count()

    rate(reference, editor)

    newest, event = reference.history.latest("history_id"), Event.objects.latest("pk")
    assert (newest.history_user, newest.history_change_reason, newest.evidence_level) == (editor, WHY, "moderate")
    assert (event.kind, event.stream, Event.objects.count()) == ("reference.evidence_rated", "library", events + 1)
    assert json.loads(event.body)["data"] == {"reference": "doe-2020", "scheme": "grade", "level": "moderate"}


def test_the_same_level_twice_leaves_one_row_and_one_event(reference: Reference, editor: Person) -> None:
    rate(reference, editor)
    left = (reference.history.count(), Event.objects.count())

    rate(reference, editor, reason="Once more.")

    assert (reference.history.count(), Event.objects.count()) == left


def test_a_level_is_taken_away_again(reference: Reference, editor: Person) -> None:
    rate(reference, editor)

    rate(reference, editor, "", "")

    assert stored(reference) == ("", "")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"scheme": "grade", "level": "1"}, "Choose a level."),
        ({"scheme": "", "level": "high"}, "Choose a level."),
        ({"scheme": "stars", "level": "5"}, "Choose a level."),
        ({"reason": " "}, "Say why, in a sentence."),
    ],
)
def test_what_is_no_level_or_has_no_reason_is_refused(
    reference: Reference, editor: Person, wrong: dict[str, str], said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        rate(reference, editor, **wrong)

    assert stored(reference) == ("", "")


def test_who_may_not_draft_gives_no_level(reference: Reference, auditor: Person, outsider: Person) -> None:
    for person in (auditor, outsider):
        with pytest.raises(PermissionDenied):
            rate(reference, person)

    assert stored(reference) == ("", "")


def test_a_record_that_was_merged_away_gets_no_level(reference: Reference, editor: Person) -> None:
    gone = actions.add_reference(actions.ReferenceData(title="Walking", type="review"), by=editor)
    actions.merge_references(reference, gone=gone, by=editor, reason="One paper.")

    with pytest.raises(Refusal, match="This record was merged into another"):
        rate(gone, editor)


def test_the_database_keeps_no_level_without_a_scheme(reference: Reference, editor: Person) -> None:
    reference.evidence_level = "high"

    with pytest.raises(IntegrityError), transaction.atomic():
        reference.record(by=editor, reason="x")


def test_a_merge_takes_a_level_over_and_its_undoing_gives_it_back(reference: Reference, editor: Person) -> None:
    gone = actions.add_reference(actions.ReferenceData(title="Walking", type="review"), by=editor)
    rate(gone, editor, "grade", "low")

    merged = actions.merge_references(reference, gone=gone, by=editor, reason="One paper.")
    taken_over = stored(reference)
    actions.part_references(merged, by=editor, reason="Two papers.")

    assert (taken_over, stored(reference), stored(gone)) == (("grade", "low"), ("", ""), ("grade", "low"))


def test_a_level_that_somebody_gave_stays_through_a_merge_and_its_undoing(reference: Reference, editor: Person) -> None:
    gone = actions.add_reference(actions.ReferenceData(title="Walking", type="review"), by=editor)
    rate(gone, editor, "grade", "low")
    merged = actions.merge_references(reference, gone=gone, by=editor, reason="One paper.")

    rate(reference, editor, "grade", "high")
    actions.part_references(merged, by=editor, reason="Two papers.")

    assert stored(reference) == ("grade", "high")


def test_a_version_is_signed_with_the_level_of_its_day(draft: Article, reference: Reference, editor: Person) -> None:
    without = submit_again(draft, by=editor, change_note="")

    assert [cited.evidence for cited in without.content.references] == [{}]
    assert '"evidence"' not in without.manifest


def test_a_version_that_cites_a_judged_work_holds_scheme_and_level(
    draft: Article, reference: Reference, editor: Person
) -> None:
    rate(reference, editor)

    version = submit_again(draft, by=editor, change_note="")

    assert [cited.evidence for cited in version.content.references] == [{"scheme": "grade", "level": "moderate"}]
