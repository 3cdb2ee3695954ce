"""A person's own place and note in a version: theirs alone, erasable, of no record."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles.actions.conversation import words_of_version
from articles.models import Event, Person, Version
from articles.refusals import Refusal
from articles.text.blocks import blocks
from workflows import actions
from workflows.actions.reviews.reading import LONGEST_NOTE
from workflows.models import PrivateNote, ReadingPlace, Review


@pytest.fixture
def version(review: Review) -> Version:
    return Version.objects.get(pk=review.version_id)


def keys(version: Version, audience: str = "patient") -> list[str]:
    return [block.key for block in blocks(words_of_version(version, audience))]


def test_place_is_one_row_for_each_person_and_version(version: Version, pharmacist: Person, chair: Person) -> None:
    first, second, *_others = keys(version)

    actions.keep_place(version, by=pharmacist, audience="patient", block=first)
    actions.keep_place(version, by=pharmacist, audience="patient", block=second)
    actions.keep_place(version, by=chair, audience="patient", block=first)

    kept = ReadingPlace.objects.order_by("pk").values_list("person", "block_key")
    assert list(kept) == [(pharmacist.pk, second), (chair.pk, first)]


def test_end_of_a_text_counts_as_read_and_stays_so(version: Version, pharmacist: Person) -> None:
    for audience, block in (("clinician", -1), ("patient", -1), ("patient", 0)):
        place = actions.keep_place(version, by=pharmacist, audience=audience, block=keys(version, audience)[block])

    assert (place.finished, place.audience) == (["patient", "clinician"], "patient")


@pytest.mark.parametrize(("audience", "block"), [("patient", "0123456789ab"), ("student", "first"), ("patient", "")])
def test_place_that_the_text_does_not_have_is_refused(
    version: Version, pharmacist: Person, audience: str, block: str
) -> None:
    with pytest.raises(actions.NoSuchPlace):
        actions.keep_place(version, by=pharmacist, audience=audience, block=block)

    assert not ReadingPlace.objects.exists()


def test_outsider_keeps_nothing(version: Version, outsider: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.keep_place(version, by=outsider, audience="patient", block=keys(version)[0])
    with pytest.raises(PermissionDenied):
        actions.keep_note(version, by=outsider, body="Mine.")


def test_auditor_keeps_a_note_too(version: Version, auditor: Person) -> None:
    assert actions.keep_note(version, by=auditor, body="Look at this.") == PrivateNote.objects.get(person=auditor)


def test_note_is_written_over(version: Version, pharmacist: Person) -> None:
    for body in ("One.", "Two."):
        actions.keep_note(version, by=pharmacist, body=body)

    assert list(PrivateNote.objects.values_list("body", flat=True)) == ["Two."]


def test_note_is_kept_without_what_postgresql_keeps_none_of(version: Version, pharmacist: Person) -> None:
    kept = actions.keep_note(version, by=pharmacist, body="One\x00.")

    assert (kept and kept.body, actions.keep_note(version, by=pharmacist, body="\x00")) == ("One.", None)


def test_empty_note_is_erased_and_erasing_twice_is_harmless(
    version: Version, pharmacist: Person, chair: Person
) -> None:
    actions.keep_note(version, by=pharmacist, body="Mine.")
    actions.keep_note(version, by=chair, body="Hers.")

    assert [actions.keep_note(version, by=pharmacist, body=" ") for _twice in range(2)] == [None, None]
    assert list(PrivateNote.objects.values_list("body", flat=True)) == ["Hers."]


def test_note_longer_than_anybody_writes_is_refused(version: Version, pharmacist: Person) -> None:
    with pytest.raises(Refusal):
        actions.keep_note(version, by=pharmacist, body="x" * (LONGEST_NOTE + 1))


def test_reading_and_noting_leave_no_event(version: Version, pharmacist: Person) -> None:
    before = Event.objects.count()

    actions.keep_place(version, by=pharmacist, audience="patient", block=keys(version)[0])
    actions.keep_note(version, by=pharmacist, body="Mine.")
    actions.keep_note(version, by=pharmacist, body="")

    assert Event.objects.count() == before
