"""Many articles out in one archive: whole, marked, for whoever asked, and gone after a day."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles import actions, owed
from articles.actions import bulk_exporting
from articles.actions.bulk_exporting import Wanted, exported, safe_name
from articles.models import Article, BulkExport, Delivery, Event, ExportedArticle, Person, Publication, Version
from articles.refusals import Refusal
from tests.articles.actions.test_bulk_acts import begun
from tests.meanwhile import meanwhile

DRAFTS = Wanted(format="md", edition="draft")


def outcomes(export: BulkExport) -> list[tuple[str, str]]:
    return list(export.articles.order_by("pk").values_list("outcome", "sentence"))


def events(kind: str) -> int:
    return Event.objects.filter(kind=kind).count()


def archive_of(export: BulkExport) -> dict[str, bytes]:
    export.refresh_from_db()
    with export.file.open("rb") as stored, zipfile.ZipFile(io.BytesIO(stored.read())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_text_of_every_draft_is_in_the_archive_and_marked_for_whoever_asked(
    draft: Article, editor: Person
) -> None:
    """S30."""
    export = actions.begin_bulk_export([draft.pk], by=editor, wanted=DRAFTS)

    actions.go_on_with_bulk_export(export.pk)

    files = archive_of(export)
    stamp = f"draft-{timezone.localdate():%Y-%m-%d}.md"
    texts = [name for name in files if name.endswith(".md")]
    assert texts == [f"{draft.slug}-patient-{stamp}", f"{draft.slug}-clinician-{stamp}"]
    assert [f"for {editor.printed_name}" in files[name].decode() for name in texts] == [True, True]
    assert (export.stage, events("bulk_export.begun"), events("bulk_export.done")) == ("done", 1, 1)
    assert Delivery.objects.get(kind="bulk_export_done").person == editor


@pytest.mark.parametrize("format_", ["docx", "html", "json", "xml"])
def test_every_format_of_one_article_is_one_of_many(format_: str, draft: Article, editor: Person) -> None:
    wanted = Wanted(format=format_, edition="draft")
    export = actions.begin_bulk_export([draft.pk], by=editor, wanted=wanted)

    actions.go_on_with_bulk_export(export.pk)

    made = [name for name in archive_of(export) if name.endswith(f".{format_}")]
    assert len(made) == (1 if format_ in ("json", "xml") else 2)


def test_what_cannot_be_taken_is_told_and_the_others_are_there(publication: Publication, editor: Person) -> None:
    numbers = [*begun(editor, 1), publication.article_id]
    export = actions.begin_bulk_export(numbers, by=editor, wanted=Wanted(format="md", edition="live"))

    actions.go_on_with_bulk_export(export.pk)

    found = dict(export.articles.values_list("article", "sentence"))
    table = list(csv.reader(io.StringIO(archive_of(export)["results.csv"].decode().removeprefix("\ufeff"))))
    assert found == {numbers[0]: "Readers see nothing of it now.", numbers[1]: ""}
    assert sorted(row[2] for row in table[1:]) == ["In the archive", "Left out"]


def test_a_draft_without_words_is_left_out_with_its_reason(editor: Person) -> None:
    export = actions.begin_bulk_export(begun(editor, 1), by=editor, wanted=DRAFTS)

    actions.go_on_with_bulk_export(export.pk)

    assert outcomes(export) == [("refused", "No text of it has words.")]


def test_why_one_is_left_out_is_said_in_the_language_of_whoever_asked(editor: Person) -> None:
    export = actions.begin_bulk_export(begun(editor, 1), by=editor, wanted=DRAFTS)
    Person.objects.filter(pk=editor.pk).update(language="de")

    actions.go_on_with_bulk_export(export.pk)

    assert outcomes(export) == [("refused", "Keiner seiner Texte hat Worte.")]


def test_one_audience_is_taken_alone(draft: Article, editor: Person) -> None:
    export = actions.begin_bulk_export([draft.pk], by=editor, wanted=Wanted("md", "draft", "patient"))

    actions.go_on_with_bulk_export(export.pk)

    assert [name.split("-draft-")[0] for name in archive_of(export)] == ["results.csv", f"{draft.slug}-patient"]


def test_after_a_day_nothing_of_it_is_stored(
    draft: Article, editor: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    export = actions.begin_bulk_export([draft.pk], by=editor, wanted=DRAFTS)
    actions.go_on_with_bulk_export(export.pk)
    export.refresh_from_db()
    name, early = export.file.name, owed.sweep("bulk_export_over")
    BulkExport.objects.update(finished_at=timezone.now() - datetime.timedelta(hours=25))

    with django_capture_on_commit_callbacks(execute=True):
        late = owed.sweep("bulk_export_over")

    export.refresh_from_db()
    assert (early, late, export.stage, export.file.name, default_storage.exists(name)) == (0, 1, "over", "", False)
    assert not default_storage.exists(f"bulk-exports/{export.pk}")


def test_only_the_archive_is_kept_when_it_is_made(
    draft: Article, editor: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    export = actions.begin_bulk_export([draft.pk], by=editor, wanted=DRAFTS)

    with django_capture_on_commit_callbacks(execute=True):
        actions.go_on_with_bulk_export(export.pk)

    folders, files = default_storage.listdir(f"bulk-exports/{export.pk}")
    assert (folders, files) == ([], [f"articles-md-{timezone.localdate():%Y-%m-%d}.zip"])


def test_a_worker_that_dies_leaves_no_article_out(draft: Article, editor: Person) -> None:
    export = actions.begin_bulk_export([draft.pk], by=editor, wanted=DRAFTS)
    row = export.articles.get()
    for name, file in bulk_exporting._files(export, row):
        bulk_exporting._store(f"bulk-exports/{export.pk}/{name}", b"half of " + file.body[:9])
    BulkExport.objects.update(working_until=timezone.now() + datetime.timedelta(minutes=1))
    actions.go_on_with_bulk_export(export.pk)
    while_held = exported(export)
    BulkExport.objects.update(working_until=timezone.now() - datetime.timedelta(seconds=1))

    actions.go_on_with_bulk_export(export.pk)
    actions.go_on_with_bulk_export(export.pk)

    assert (while_held["waiting"], exported(export)["done"], events("bulk_export.done")) == (1, 1, 1)
    assert [b"half of " in content for content in archive_of(export).values()] == [False] * 3


def test_an_article_that_kills_its_worker_three_times_is_left_out(draft: Article, editor: Person) -> None:
    export = actions.begin_bulk_export([draft.pk], by=editor, wanted=DRAFTS)
    ExportedArticle.objects.update(tries=3)

    actions.go_on_with_bulk_export(export.pk)

    why = "It could not be made. Whoever operates this site finds why in its log."
    assert outcomes(export) == [("refused", why)]


def test_rights_that_ended_meanwhile_take_nothing_out(draft: Article, editor: Person, administrator: Person) -> None:
    export = actions.begin_bulk_export([draft.pk], by=editor, wanted=DRAFTS)
    actions.end_role(editor.role_grants.get(), by=administrator, reason="She left.")

    actions.go_on_with_bulk_export(export.pk)

    assert outcomes(export) == [("refused", f"{editor} may not read this article any more.")]


def test_stop_and_go_on(draft: Article, editor: Person, managing_editor: Person) -> None:
    export = actions.begin_bulk_export([draft.pk], by=editor, wanted=DRAFTS)
    with pytest.raises(Refusal, match="Only what was stopped can go on"):
        actions.go_on_with_stopped_export(export, by=editor)
    with pytest.raises(PermissionDenied):
        actions.stop_bulk_export(export, by=managing_editor)
    stopped = actions.stop_bulk_export(export, by=editor)
    with pytest.raises(Refusal, match="It is over"):
        actions.stop_bulk_export(stopped, by=editor)
    actions.go_on_with_bulk_export(export.pk)
    while_stopped = exported(export)["waiting"]

    actions.go_on_with_stopped_export(stopped, by=editor)
    actions.go_on_with_bulk_export(export.pk)

    assert (while_stopped, exported(export)["done"]) == (1, 1)
    assert (events("bulk_export.stopped"), events("bulk_export.went_on")) == (1, 1)


def test_a_turn_ends_and_the_next_goes_on(draft: Article, editor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    export = actions.begin_bulk_export([draft.pk], by=editor, wanted=DRAFTS)
    monkeypatch.setattr(bulk_exporting, "_TURN", 0.0)
    actions.go_on_with_bulk_export(export.pk)
    after_a_turn = exported(export)["done"]
    monkeypatch.setattr(bulk_exporting, "_TURN", 10.0)

    assert (after_a_turn, owed.sweep("bulk_export"), exported(export)["done"]) == (0, 1, 1)


@pytest.mark.parametrize("wanted", [Wanted("exe", "draft"), Wanted("md", "v3")])
def test_what_there_is_not_is_refused(wanted: Wanted, draft: Article, editor: Person) -> None:
    with pytest.raises(Refusal, match="Choose what is to be taken"):
        actions.begin_bulk_export([draft.pk], by=editor, wanted=wanted)


def test_no_article_is_no_archive(editor: Person) -> None:
    with pytest.raises(Refusal, match="at least one article"):
        actions.begin_bulk_export([], by=editor, wanted=DRAFTS)


def test_whoever_reads_no_drafts_takes_none_out(draft: Article, outsider: Person, auditor: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.begin_bulk_export([draft.pk], by=outsider, wanted=DRAFTS)

    assert actions.begin_bulk_export([draft.pk], by=auditor, wanted=DRAFTS).by == auditor


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("sore-throat-patient-v2.md", "sore-throat-patient-v2.md"),
        ("../../etc/passwd.md", "etc-passwd-7.md"),
        ("Ä b\x00.docx", "b-7.docx"),
        ("é.pdf", "article-7.pdf"),
        (f"{'a' * 200}.md", f"{'a' * 150}-7.md"),
    ],
)
def test_names_are_safe_for_any_system_of_files(name: str, safe: str) -> None:
    assert safe_name(name, 7) == safe


def test_a_version_that_was_approved_carries_no_mark_of_a_draft(publication: Publication, editor: Person) -> None:
    export = actions.begin_bulk_export([publication.article_id], by=editor, wanted=Wanted(format="md", edition="live"))

    actions.go_on_with_bulk_export(export.pk)

    texts = [content.decode() for name, content in archive_of(export).items() if name.endswith(".md")]
    assert [("not reviewed" in text, f"Version {Version.objects.get().number}" in text) for text in texts] == [
        (False, True)
    ] * len(texts)


MADE = 'UPDATE "articles_exportedarticle"'


@pytest.mark.parametrize("count", [1, 2])
def test_stopped_in_a_turn_nothing_is_handed_out(count: int, editor: Person, draft: Article) -> None:
    """Behind the last article, and behind one that others follow."""
    export = actions.begin_bulk_export([draft.pk, *begun(editor, count - 1)], by=editor, wanted=DRAFTS)

    with meanwhile(MADE, lambda: actions.stop_bulk_export(export, by=editor)):
        actions.go_on_with_bulk_export(export.pk)

    export.refresh_from_db()
    assert (export.stage, export.file.name, events("bulk_export.done")) == ("stopped", "", 0)
    assert Delivery.objects.filter(kind="bulk_export_done").count() == 0


def test_what_is_not_over_is_not_forgotten(draft: Article, editor: Person) -> None:
    export = actions.begin_bulk_export([draft.pk], by=editor, wanted=DRAFTS)
    actions.go_on_with_bulk_export(export.pk)

    bulk_exporting.forget_bulk_export(export.pk)

    assert [name for name in archive_of(export) if name.endswith(".md")] != []
