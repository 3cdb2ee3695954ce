"""Full texts for the team: kept for a reason, seen by who reads drafts, and nowhere else."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from articles import actions, owed
from articles.models import Event, Person, Publication, Reference, ReferenceFile
from articles.publishing.exports import references_export
from articles.refusals import Refusal
from tests.universe import PATIENT, submit_again, write

CANARY = b"zanzibarcanary"
PDF = b"%PDF-1.7\n" + CANARY + b"\n%%EOF\n"
BOUGHT = actions.Keeping("bought", "Our library subscribes, contract of 2026.")


def attach(reference: Reference, by: Person, content: bytes = PDF, keeping: actions.Keeping = BOUGHT) -> ReferenceFile:
    return actions.attach_file(reference, by=by, content=content, keeping=keeping)


def content_of(file: ReferenceFile) -> bytes:
    with default_storage.open(str(file.file.name)) as kept:
        return bytes(kept.read())


def stored() -> list[str]:
    return default_storage.listdir("reference-files")[1] if default_storage.exists("reference-files") else []


def test_a_file_is_kept_with_its_reason_and_leaves_one_event(reference: Reference, editor: Person) -> None:
    events = Event.objects.count()

    made = attach(reference, editor, keeping=actions.Keeping("open-licence", " On page 1. ", " CC BY 4.0 "))

    event = Event.objects.latest("pk")
    digest = hashlib.sha256(PDF).hexdigest()
    assert (made.because, made.licence, made.words, made.added_by) == (
        "open-licence", "CC BY 4.0", "On page 1.", editor,
    )  # fmt: skip
    assert (made.sha256, made.size, content_of(made)) == (digest, len(PDF), PDF)
    assert (event.kind, event.stream, Event.objects.count()) == ("reference.file_attached", "library", events + 1)
    assert json.loads(event.body)["data"] == {"reference": "doe-2020", "sha256": digest, "because": "open-licence"}


def test_its_name_cannot_be_guessed_from_the_work(reference: Reference, editor: Person) -> None:
    made = attach(reference, editor)

    name = str(made.file.name)
    assert (len(name), "doe" in name, str(made.uuid) in name) == (len("reference-files/") + 40, False, False)


def test_the_same_file_twice_is_one_and_leaves_no_second_copy(reference: Reference, editor: Person) -> None:
    first = attach(reference, editor)

    again = attach(reference, editor)

    assert (again, Event.objects.filter(kind="reference.file_attached").count(), len(stored())) == (first, 1, 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"<html>%PDF-1.7", "This is not a PDF file."),
        (b"\x89PNG\r\n", "This is not a PDF file."),
        (PDF + b"x" * 100, "The file is larger than 0 MB."),
    ],
)
def test_what_is_no_pdf_or_too_large_is_refused_and_not_kept(
    reference: Reference, editor: Person, settings: Settings, content: bytes, said: str
) -> None:
    settings.FULL_TEXTS_LARGEST_FILE = len(PDF) + 50

    with pytest.raises(actions.NotAPdf, match=said):
        attach(reference, editor, content)

    assert (ReferenceFile.objects.count(), stored()) == (0, [])


@pytest.mark.parametrize(
    ("keeping", "said"),
    [
        (actions.Keeping("", "x"), "Without a reason there is no file."),
        (actions.Keeping("found-it", "x"), "Without a reason there is no file."),
        (actions.Keeping("bought", " "), "Say in words why it may be kept"),
        (actions.Keeping("open-licence", "x"), "Name the open licence"),
    ],
)
def test_without_a_reason_there_is_no_file(
    reference: Reference, editor: Person, keeping: actions.Keeping, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        attach(reference, editor, keeping=keeping)

    assert (ReferenceFile.objects.count(), stored()) == (0, [])


def test_a_second_file_of_a_work_is_refused_and_not_kept(reference: Reference, editor: Person) -> None:
    attach(reference, editor)

    with pytest.raises(Refusal, match="The work has a file already"):
        attach(reference, editor, PDF + b"2")

    assert len(stored()) == 1


def test_who_may_not_draft_attaches_and_removes_nothing(
    reference: Reference, editor: Person, auditor: Person, outsider: Person
) -> None:
    made = attach(reference, editor)

    for person in (auditor, outsider):
        with pytest.raises(PermissionDenied):
            attach(reference, person)
        with pytest.raises(PermissionDenied):
            actions.remove_file(made, by=person, reason="x")

    assert list(ReferenceFile.objects.standing()) == [made]


def test_a_record_that_was_merged_away_gets_no_file(reference: Reference, editor: Person) -> None:
    gone = actions.add_reference(actions.ReferenceData(title="Walking", type="review"), by=editor)
    actions.merge_references(reference, gone=gone, by=editor, reason="One paper.")

    with pytest.raises(Refusal, match="This record was merged into another"):
        attach(gone, editor)

    assert stored() == []


def test_removing_deletes_the_file_and_keeps_who_and_why(
    reference: Reference,
    editor: Person,
    other_editor: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    made = attach(reference, editor)

    with django_capture_on_commit_callbacks(execute=True):
        gone = actions.remove_file(made, by=other_editor, reason="The licence ended.")

    event = Event.objects.latest("pk")
    assert (gone.removed_by, gone.removal_reason, stored()) == (other_editor, "The licence ended.", [])
    assert (event.kind, json.loads(event.body)["data"]["why"]) == ("reference.file_removed", "The licence ended.")
    assert attach(reference, editor, PDF + b"2").pk != made.pk


def test_removing_needs_a_reason_and_happens_once(reference: Reference, editor: Person) -> None:
    made = attach(reference, editor)

    with pytest.raises(Refusal, match="Say why, in a sentence"):
        actions.remove_file(made, by=editor, reason=" ")
    actions.remove_file(made, by=editor, reason="The licence ended.")
    left = Event.objects.count()
    actions.remove_file(made, by=editor, reason="Once more.")

    assert Event.objects.count() == left


@pytest.mark.parametrize("change", [{"because": "own-work"}, {"words": "Else"}, {"file": "reference-files/else.pdf"}])
def test_the_database_lets_nobody_change_what_was_said_of_a_file(
    reference: Reference, editor: Person, change: dict[str, Any]
) -> None:
    made = attach(reference, editor)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReferenceFile.objects.filter(pk=made.pk).update(**change)


def test_no_version_no_page_store_and_no_export_has_the_file_or_its_name(
    client: Client, reference: Reference, publication: Publication, editor: Person
) -> None:
    made = attach(reference, editor, keeping=actions.Keeping("permission", CANARY.decode()))
    folder = f"/articles/{publication.article.slug}/"
    write(publication.article, "patient", PATIENT.replace("6 weeks", "7 weeks"), by=editor)

    owed.sweep("pages")
    manifest = submit_again(publication.article, by=editor, change_note="Weeks.").manifest
    pages = [client.get(f"{folder}{name}").content for name in ("patient/", "clinician/", "article.xml")]
    exports = [references_export(publication, name).body for name in ("ris", "bib", "nbib", "json")]
    store = [path.read_bytes() for path in Path(settings.PAGE_STORE).rglob("*") if path.is_file()]

    public = (manifest.encode(), *pages, *exports, *store)
    kept_secret = (CANARY, str(made.file.name).encode(), str(made.uuid).encode())
    assert (len(store) > 0, b"A trial of walking" in pages[0]) == (True, True)
    assert [content for content in public for secret in kept_secret if secret in content] == []
