"""Notes and tags of the team: kept by name, and found nowhere but at the desk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from articles import actions, owed
from articles.models import Event, Person, Publication, Reference, ReferenceNote
from articles.publishing.exports import references_export
from articles.references.tags import kept, read, tidy
from articles.refusals import Refusal
from tests.universe import PATIENT, submit_again, write

CANARY = "zanzibarcanary"


def note(reference: Reference, by: Person, words: str = "Ask the author for table 2.") -> ReferenceNote:
    return actions.note_reference(reference, by=by, words=words)


def tagged(reference: Reference) -> tuple[str, ...]:
    return Reference.objects.get(pk=reference.pk).tag_list


def test_a_note_says_by_whom_and_leaves_one_event_without_its_words(reference: Reference, editor: Person) -> None:
    events = Event.objects.count()

    made = note(reference, editor, "  Ask <b>her</b>.\nSoon. ")

    event = Event.objects.latest("pk")
    assert (made.words, made.by, made.reference) == ("Ask <b>her</b>.\nSoon.", editor, reference)
    assert (event.kind, event.stream, Event.objects.count()) == ("reference.noted", "library", events + 1)
    assert json.loads(event.body)["data"] == {"reference": "doe-2020", "note": made.pk}


def test_the_same_note_twice_is_one(reference: Reference, editor: Person, other_editor: Person) -> None:
    first = note(reference, editor)

    assert note(reference, editor) == first
    assert note(reference, other_editor) != first


@pytest.mark.parametrize(
    ("words", "said"), [(" \n", "Write the note first."), ("x" * 4001, "A note has at most 4000 characters.")]
)
def test_an_empty_note_and_an_endless_one_are_refused(
    reference: Reference, editor: Person, words: str, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        note(reference, editor, words)


def test_who_may_not_draft_notes_and_tags_nothing(reference: Reference, auditor: Person, outsider: Person) -> None:
    for person in (auditor, outsider):
        with pytest.raises(PermissionDenied):
            note(reference, person)
        with pytest.raises(PermissionDenied):
            actions.tag_reference(reference, by=person, tags=["doses"])

    assert (ReferenceNote.objects.count(), tagged(reference)) == (0, ())


def test_a_note_is_taken_out_by_who_wrote_it_or_manages(
    reference: Reference, editor: Person, other_editor: Person, managing_editor: Person
) -> None:
    one, other = note(reference, editor, "One."), note(reference, editor, "Other.")

    with pytest.raises(PermissionDenied):
        actions.take_note_out(one, by=other_editor)
    actions.take_note_out(one, by=editor)
    actions.take_note_out(other, by=managing_editor)

    assert list(reference.notes.standing()) == []
    assert Event.objects.latest("pk").kind == "reference.note_taken_out"


def test_taking_a_note_out_twice_leaves_one_event(reference: Reference, editor: Person) -> None:
    made = note(reference, editor)
    actions.take_note_out(made, by=editor)
    left = Event.objects.count()

    again = actions.take_note_out(made, by=editor)

    assert (Event.objects.count(), again.taken_out_by) == (left, editor)


def test_the_words_of_a_note_cannot_be_changed(reference: Reference, editor: Person) -> None:
    made = note(reference, editor)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReferenceNote.objects.filter(pk=made.pk).update(words="Something else")


def test_tags_have_one_spelling_and_leave_who_when_and_one_event(reference: Reference, editor: Person) -> None:
    events = Event.objects.count()

    actions.tag_reference(reference, by=editor, tags=[" Doses", "to  Replace", "doses", ""])

    newest, event = reference.history.latest("history_id"), Event.objects.latest("pk")
    assert tagged(reference) == ("doses", "to replace")
    assert (newest.history_user, newest.history_change_reason) == (editor, "tags: doses, to replace")
    assert (event.kind, Event.objects.count()) == ("reference.tagged", events + 1)
    assert json.loads(event.body)["data"] == {"reference": "doe-2020", "tags": ["doses", "to replace"]}


def test_the_same_tags_twice_leave_one_row_and_taking_them_off_another(reference: Reference, editor: Person) -> None:
    actions.tag_reference(reference, by=editor, tags=["doses"])
    left = reference.history.count()

    actions.tag_reference(reference, by=editor, tags=["DOSES"])
    same = reference.history.count()
    actions.tag_reference(reference, by=editor, tags=[])

    assert (same, reference.history.count(), tagged(reference)) == (left, left + 1, ())


@pytest.mark.parametrize(
    ("tags", "said"),
    [(["x" * 41], "A tag has at most 40 characters."), ([f"t{n}" for n in range(21)], "A work has at most 20 tags.")],
)
def test_long_tags_and_too_many_are_refused(reference: Reference, editor: Person, tags: list[str], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        actions.tag_reference(reference, by=editor, tags=tags)


def test_a_whole_tag_is_found_and_no_part_of_one(reference: Reference, editor: Person) -> None:
    actions.tag_reference(reference, by=editor, tags=["doses for children", "über"])

    found = [list(Reference.objects.tagged(tag)) for tag in ("doses for children", "ÜBER", "doses")]

    assert found == [[reference], [reference], []]
    assert Reference.objects.all_tags() == ["doses for children", "über"]


def test_tags_are_read_as_they_are_kept() -> None:
    assert read(kept(["b", "<i>A</i>", "a\nb"])) == tidy(["b", "a", "a b"]) == ("a", "a b", "b")


def test_a_merge_brings_tags_over_and_its_undoing_takes_them_back(reference: Reference, editor: Person) -> None:
    gone = actions.add_reference(actions.ReferenceData(title="Walking", type="review"), by=editor)
    actions.tag_reference(reference, by=editor, tags=["legs"])
    actions.tag_reference(gone, by=editor, tags=["legs", "doses"])

    merged = actions.merge_references(reference, gone=gone, by=editor, reason="One paper.")
    together = tagged(reference)
    with pytest.raises(Refusal, match="This record was merged into another"):
        actions.tag_reference(gone, by=editor, tags=[])
    actions.part_references(merged, by=editor, reason="Two papers.")

    assert (together, tagged(reference)) == (("doses", "legs"), ("legs",))


def test_no_version_no_reader_page_and_no_export_has_notes_or_tags(
    client: Client, reference: Reference, publication: Publication, editor: Person
) -> None:
    note(reference, editor, CANARY)
    actions.tag_reference(reference, by=editor, tags=[CANARY])
    folder = f"/articles/{publication.article.slug}/"
    write(publication.article, "patient", PATIENT.replace("6 weeks", "7 weeks"), by=editor)

    owed.sweep("pages")
    manifest = submit_again(publication.article, by=editor, change_note="Weeks.").manifest
    pages = [client.get(f"{folder}{name}").content.decode() for name in ("patient/", "clinician/", "article.xml")]
    exports = [references_export(publication, name).body.decode() for name in ("ris", "bib", "nbib", "json")]
    stored = [path.read_bytes() for path in Path(settings.PAGE_STORE).rglob("*") if path.is_file()]

    assert ("A trial of walking" in pages[0], "A trial of walking" in manifest) == (True, True)
    assert [words for words in (manifest, *pages, *exports) if CANARY in words] == []
    assert (len(stored) > 0, [content for content in stored if CANARY.encode() in content]) == (True, [])
