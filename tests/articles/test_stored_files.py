"""Files that nobody wants any more go: at once, or when the store is back, whoever dies meanwhile; and never one that somebody wants."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings
from time_machine import TimeMachineFixture

from articles import actions, logos, owed, stored_files
from articles.actions import AboutImage
from articles.actions.bulk_exporting import Wanted
from articles.imaging import written_anew
from articles.models import (
    Article,
    BulkExport,
    BulkImport,
    FileToRemove,
    Person,
    Reference,
    ReferenceFile,
    ReferenceImport,
)
from articles.refusals import FilesAway, Refusal
from tests import pictures
from tests.fixtures.moving_in.archives import archive
from tests.object_store import ObjectStore

pytestmark = pytest.mark.django_db

BOUGHT = actions.Keeping("bought", "Our library subscribes, contract of 2026.")
PDF = b"%PDF-1.7\n%%EOF\n"
MINUTES = 60


def full_text(reference: Reference, by: Person) -> ReferenceFile:
    return actions.attach_file(reference, by=by, content=PDF, keeping=BOUGHT)


def bring_references(by: Person) -> ReferenceImport:
    return actions.bring_references(io.BytesIO(b"TY  - JOUR\nTI  - Tea\nER  - \n"), by=by, name="list.ris")


def bring_archive(by: Person) -> BulkImport:
    """One that is refused when it is looked through."""
    return actions.bring_archive(archive({"../gout.md": "Gout"}), by=by, name="files.zip", audience="patient")


def given_up() -> list[tuple[str, str]]:
    return list(FileToRemove.objects.values_list("name", "but"))


def work_when_waits_are_over() -> None:
    FileToRemove.objects.update(due_at=timezone.now())
    while owed.sweep("file_removal"):
        pass


def test_a_full_text_is_removed_while_the_store_is_away_and_goes_when_it_is_back(
    object_store: ObjectStore,
    reference: Reference,
    editor: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    file = full_text(reference, editor)
    object_store.is_away = True

    with django_capture_on_commit_callbacks(execute=True):
        gone = actions.remove_file(file, by=editor, reason="The licence ended.")
    while_away = (given_up(), len(object_store.kept))
    object_store.is_away = False
    work_when_waits_are_over()

    assert gone.removed_at is not None
    assert while_away == ([(file.file.name, "")], 1)
    assert (given_up(), object_store.kept) == ([], {})


def test_the_operators_page_names_what_waits_and_why(
    object_store: ObjectStore,
    reference: Reference,
    editor: Person,
    administrator: Person,
    client: Client,
    settings: Settings,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.PAGE_STORE = tmp_path / "pages"
    file = full_text(reference, editor)
    object_store.is_away = True
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_file(file, by=editor, reason="The licence ended.")
    client.force_login(administrator)

    page = client.get("/desk/operating/").content.decode()

    state = owed.states()["file_removal"]
    assert (state.count, state.since) == (1, FileToRemove.objects.get().since)
    assert "<b>Stored files to be deleted</b>" in page
    assert f"Last error: {file.file.name}: An error occurred (503) when calling the DeleteObject operation" in page


def test_what_is_owed_is_no_error_before_the_store_failed(reference: Reference, editor: Person) -> None:
    actions.remove_file(full_text(reference, editor), by=editor, reason="The licence ended.")

    state = owed.states()["file_removal"]

    assert (state.count, state.error) == (1, "")


def test_with_the_store_there_nothing_is_owed_after_the_commit(
    reference: Reference, editor: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    file = full_text(reference, editor)

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_file(file, by=editor, reason="The licence ended.")

    assert (given_up(), default_storage.exists(str(file.file.name))) == ([], False)


def test_whoever_dies_behind_the_commit_is_followed(reference: Reference, editor: Person) -> None:
    """Nothing that was to happen after the commit happens here."""
    file = full_text(reference, editor)
    actions.remove_file(file, by=editor, reason="The licence ended.")
    before = (given_up(), default_storage.exists(str(file.file.name)))

    done = owed.sweep("file_removal")

    assert before == ([(file.file.name, "")], True)
    assert (done, given_up(), default_storage.exists(str(file.file.name))) == (1, [], False)


def test_whoever_dies_while_deleting_is_followed_a_minute_later(
    reference: Reference, editor: Person, monkeypatch: pytest.MonkeyPatch, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    actions.remove_file(full_text(reference, editor), by=editor, reason="The licence ended.")

    def dies(_store: FileSystemStorage, _name: str) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "delete", dies)
        with pytest.raises(SystemExit):
            owed.sweep("file_removal")
    at_once = owed.sweep("file_removal")
    time_machine.shift(MINUTES)

    assert (at_once, owed.sweep("file_removal"), given_up()) == (0, 1, [])


def test_what_a_transaction_did_not_give_up_after_all_stays(reference: Reference, editor: Person) -> None:
    file = full_text(reference, editor)

    with transaction.atomic():
        actions.remove_file(file, by=editor, reason="The licence ended.")
        transaction.set_rollback(True)
    owed.sweep("file_removal")

    assert (given_up(), default_storage.exists(str(file.file.name))) == ([], True)


def consent(by: Person) -> object:
    about = AboutImage("A leg.", shows_patient=True, consent="The patient, in May 2026.", consent_form=PDF)
    return actions.add_image(pictures.png(), by=by, about=about)


def in_folder(folder: str) -> list[str]:
    return default_storage.listdir(folder)[1] if default_storage.exists(folder) else []


@pytest.mark.parametrize(
    ("table", "folder"),
    [
        ("image", "consents"),
        ("referencefile", "reference-files"),
        ("referenceimport", "reference-imports"),
        ("bulkimport", "bulk-imports"),
    ],
)
def test_a_file_whose_row_is_not_written_is_gone(table: str, folder: str, reference: Reference, editor: Person) -> None:
    """A signed consent names a patient: nobody looks for it where no row leads to it."""
    ways: dict[str, Callable[[Person], object]] = {
        "image": consent,
        "referencefile": lambda by: full_text(reference, by),
        "referenceimport": bring_references,
        "bulkimport": bring_archive,
    }

    def breaks(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if sql.startswith(f'INSERT INTO "articles_{table}"'):
            raise OperationalError("the server closed the connection")
        return execute(sql, *arguments)

    with connection.execute_wrapper(breaks), pytest.raises(OperationalError):
        ways[table](editor)
    after_the_fault = (in_folder(folder), given_up())
    ways[table](editor)

    assert after_the_fault == ([], [])
    assert (len(in_folder(folder)), given_up()) == (1, [])


def test_a_consent_that_is_there_already_is_not_kept_twice(editor: Person) -> None:
    consent(editor)
    first = in_folder("consents")

    consent(editor)

    assert (len(first), in_folder("consents"), given_up()) == (1, first, [])


def test_a_file_of_a_process_that_died_is_gone_after_an_hour(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    name = "consents/of-nobody.pdf"

    with stored_files.stored(name, ContentFile(PDF)):
        meanwhile = (owed.sweep("file_removal"), default_storage.exists(name), owed.states()["file_removal"].count)
        time_machine.shift(60 * MINUTES)
        later = (owed.states()["file_removal"].count, owed.sweep("file_removal"), default_storage.exists(name))
        with pytest.raises(FilesAway, match="too late"):
            stored_files.wanted(name)

    assert meanwhile == (0, True, 0)
    assert later == (1, 1, False)
    assert given_up() == []


def test_a_file_that_is_wanted_stays_as_long_as_its_row(editor: Person, time_machine: TimeMachineFixture) -> None:
    consent(editor)

    time_machine.move_to(timezone.now() + datetime.timedelta(hours=2))
    owed.sweep("file_removal")

    assert (len(in_folder("consents")), given_up()) == (1, [])


@pytest.mark.parametrize("name", ["reference-files/gone.pdf", "bulk-exports/7/"])
@pytest.mark.parametrize("store", ["a folder", "object_store"])
def test_what_is_gone_already_is_done(name: str, store: str, request: pytest.FixtureRequest) -> None:
    if store == "object_store":
        request.getfixturevalue(store)
    FileToRemove.objects.create(name=name)

    done = owed.sweep("file_removal")

    assert (done, given_up()) == (1, [])


def test_waits_grow_up_to_an_hour_and_never_end(object_store: ObjectStore, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    row = FileToRemove.objects.create(name="consents/form.pdf")
    object_store.is_away = True
    waits = []

    for _attempt in range(9):
        owed.sweep("file_removal")
        row.refresh_from_db()
        waits.append((row.due_at - timezone.now()).total_seconds() / 60)
        time_machine.move_to(row.due_at, tick=False)

    assert (waits, row.tries) == ([1, 2, 4, 8, 16, 32, 60, 60, 60], 9)


def test_who_comes_while_another_is_at_it_does_nothing(object_store: ObjectStore) -> None:
    row = FileToRemove.objects.create(name="consents/form.pdf")
    object_store.is_away = True
    stored_files.remove(row.pk)
    object_store.is_away = False

    stored_files.remove(row.pk)

    row.refresh_from_db()
    assert (row.tries, given_up()) == (1, [("consents/form.pdf", "")])


def test_of_two_who_come_at_one_instant_one_tries(object_store: ObjectStore) -> None:
    """The other comes, and is done, after the first has read the row and before it takes it."""
    row = FileToRemove.objects.create(name="consents/form.pdf")
    object_store.is_away = True
    others = [row.pk]

    def other_first(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if sql.startswith("UPDATE") and others:
            stored_files.remove(others.pop())
        return execute(sql, *arguments)

    with connection.execute_wrapper(other_first):
        stored_files.remove(row.pk)

    row.refresh_from_db()
    assert (others, row.tries) == ([], 1)


def test_one_file_is_tried_at_a_time_and_the_longest_due_first() -> None:
    """A store that does not answer keeps other work waiting for one attempt."""
    early, late = timezone.now() - datetime.timedelta(hours=1), timezone.now()
    FileToRemove.objects.create(name="second.pdf", due_at=late)
    FileToRemove.objects.create(name="first.pdf", due_at=early)

    owed.sweep("file_removal")

    assert given_up() == [("second.pdf", "")]


def test_references_that_were_given_up_while_the_store_is_away_go_later(
    object_store: ObjectStore, editor: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    brought = bring_references(editor)
    object_store.is_away = True

    with django_capture_on_commit_callbacks(execute=True):
        actions.drop_references(brought, by=editor)
    while_away = given_up()
    object_store.is_away = False
    work_when_waits_are_over()

    assert while_away == [(brought.file.name, "")]
    assert (given_up(), object_store.kept) == ([], {})


def test_an_archive_that_was_refused_goes_later(
    object_store: ObjectStore, editor: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    brought = bring_archive(editor)
    object_store.deletes_nothing = True

    with django_capture_on_commit_callbacks(execute=True):
        actions.go_on_with_bulk_import(brought.pk)
    while_away = given_up()
    object_store.deletes_nothing = False
    work_when_waits_are_over()

    assert while_away == [(brought.file.name, "")]
    assert (given_up(), object_store.kept) == ([], {})


def test_references_brought_later_are_not_deleted_for_those_of_before(editor: Person) -> None:
    """Who died between deleting and saying so left a name that is free again."""
    first = bring_references(editor)
    actions.drop_references(first, by=editor)
    default_storage.delete(str(first.file.name))
    second = bring_references(editor)

    owed.sweep("file_removal")

    assert (given_up(), default_storage.exists(str(second.file.name))) == ([], True)


def test_an_archive_brought_later_is_not_deleted_for_one_of_before(editor: Person) -> None:
    first = bring_archive(editor)
    actions.go_on_with_bulk_import(first.pk)
    default_storage.delete(str(first.file.name))
    second = bring_archive(editor)

    owed.sweep("file_removal")

    assert (given_up(), default_storage.exists(str(second.file.name))) == ([], True)


def test_parts_of_a_bulk_export_go_later_and_its_archive_stays(
    object_store: ObjectStore, draft: Article, editor: Person
) -> None:
    """Nothing that was to happen after the commit happens here."""
    before = set(object_store.kept)
    export = actions.begin_bulk_export([draft.pk], by=editor, wanted=Wanted(format="md", edition="draft"))

    actions.go_on_with_bulk_export(export.pk)
    export.refresh_from_db()
    parts = set(object_store.kept) - before
    owed.sweep("file_removal")

    assert (export.stage, len(parts)) == ("done", 3)
    assert set(object_store.kept) - before == {f"site/{export.file.name}"}
    assert given_up() == []


def test_a_bulk_export_whose_day_is_over_goes_when_the_store_is_back(
    object_store: ObjectStore,
    draft: Article,
    editor: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    before = set(object_store.kept)
    export = actions.begin_bulk_export([draft.pk], by=editor, wanted=Wanted(format="md", edition="draft"))
    with django_capture_on_commit_callbacks(execute=True):
        actions.go_on_with_bulk_export(export.pk)
    BulkExport.objects.update(finished_at=timezone.now() - datetime.timedelta(hours=25))
    object_store.is_away = True

    with django_capture_on_commit_callbacks(execute=True):
        done = owed.sweep("bulk_export_over")
    export.refresh_from_db()
    while_away = given_up()
    object_store.is_away = False
    work_when_waits_are_over()

    assert (done, export.stage, while_away) == (1, "over", [(f"bulk-exports/{export.pk}/", "")])
    assert (given_up(), set(object_store.kept) - before) == ([], set())


def test_an_upload_that_is_not_wanted_after_all_goes_later(
    object_store: ObjectStore, reference: Reference, editor: Person
) -> None:
    full_text(reference, editor)
    object_store.deletes_nothing = True

    with pytest.raises(Refusal, match="The work has a file already"):
        actions.attach_file(reference, by=editor, content=PDF + b"2", keeping=BOUGHT)
    (row,) = given_up()
    object_store.deletes_nothing = False
    at_once = owed.sweep("file_removal")
    work_when_waits_are_over()

    assert (row[0].startswith("reference-files/"), at_once, given_up()) == (True, 0, [])
    assert list(object_store.kept) == [f"site/{ReferenceFile.objects.get().file.name}"]


def test_the_second_of_two_equal_pictures_at_one_instant_goes_later(object_store: ObjectStore, editor: Person) -> None:
    picture = written_anew(pictures.png())
    default_storage.save(picture.name, ContentFile(picture.content))
    object_store.late, object_store.deletes_nothing = {f"site/{picture.name}": 2}, True

    image = actions.add_image(pictures.png(), by=editor, about=AboutImage(alt="A leg")).image
    (row,) = given_up()
    object_store.deletes_nothing = False
    at_once = owed.sweep("file_removal")
    work_when_waits_are_over()

    assert (row[0] != picture.name, at_once, given_up()) == (True, 0, [])
    assert (list(object_store.kept), image.content()) == ([f"site/{picture.name}"], picture.content)


def test_the_second_of_two_equal_logos_at_one_instant_goes_later(
    object_store: ObjectStore, administrator: Person
) -> None:
    logo = logos.logo_of(pictures.png(40, 10))
    default_storage.save(logo.name, ContentFile(logo.content))
    object_store.late, object_store.deletes_nothing = {f"site/{logo.name}": 1}, True

    row = actions.set_publisher(actions.PublisherEntry(name="Heron Press", logo=pictures.png(40, 10)), by=administrator)
    (waiting,) = given_up()
    object_store.deletes_nothing = False
    at_once = owed.sweep("file_removal")
    work_when_waits_are_over()

    assert (row.logo.name, waiting[0] != logo.name, at_once, given_up()) == (logo.name, True, 0, [])
    assert list(object_store.kept) == [f"site/{logo.name}"]
