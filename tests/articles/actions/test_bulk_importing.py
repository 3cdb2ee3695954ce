"""A publisher's files come in one by one: each whole or not at all, each once, each with a sentence."""

from __future__ import annotations

import base64
import datetime
import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import actions
from articles.actions import bulk_importing
from articles.actions.bulk_importing import counted
from articles.importing.confined import Confined
from articles.importing.converted import Converted
from articles.importing.converting import convert
from articles.importing.exports import ExportedPage, expanded
from articles.models import (
    Article,
    BulkFile,
    BulkImport,
    BulkStage,
    Event,
    Image,
    OldAddress,
    Person,
    Text,
    Topic,
)
from articles.refusals import Refusal
from tests.articles.importing.test_exports import WXR
from tests.fixtures.moving_in.archives import archive
from tests.fixtures.moving_in.make import content
from tests.meanwhile import meanwhile
from tests.pictures import png

GOUT = "# Gout\n\n## What helps\n\nCooling the joint helps most people with gout.\n"
ASTHMA = "# Asthma\n\n## Inhalers\n\nInhalers work if they are used every day.\n"


class Here:
    """Converts in this process: what the limited one does is tested with it."""

    def expand(self, path: Path, name: str) -> list[ExportedPage]:
        return expanded(path.read_bytes(), name)

    def convert(self, path: Path, name: str) -> Converted:
        return convert(path.read_bytes(), name)


@pytest.fixture(autouse=True)
def converted_here(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def confined() -> Iterator[Here]:
        yield Here()

    monkeypatch.setattr(bulk_importing, "Confined", confined)


def bring(editor: Person, **files: bytes | str) -> BulkImport:
    named = {name.replace("__", "/").replace("_dot_", "."): data for name, data in files.items()}
    return bring_all(editor, named)


def bring_all(editor: Person, files: dict[str, bytes | str]) -> BulkImport:
    brought = actions.bring_archive(archive(files), by=editor, name="files.zip", audience="patient")
    actions.go_on_with_bulk_import(brought.pk)
    brought.refresh_from_db()
    return brought


def said(brought: BulkImport) -> list[tuple[str, str, str]]:
    return [(row.name, row.outcome, row.sentence) for row in brought.files.all()]


def test_every_file_becomes_an_article(editor: Person) -> None:
    brought = bring_all(editor, {"asthma.md": ASTHMA, "deep/gout.md": GOUT})

    assert brought.stage == BulkStage.DONE
    assert said(brought) == [("asthma.md", "done", ""), ("deep/gout.md", "done", "")]
    assert [(a.title, a.audiences, a.handling_editor) for a in Article.objects.order_by("title")] == [
        ("Asthma", ["patient"], editor),
        ("Gout", ["patient"], editor),
    ]


def test_a_bad_file_gets_a_sentence_and_the_rest_goes_in(editor: Person) -> None:
    brought = bring_all(editor, {"a.docx": b"no document", "b.pdf": b"%PDF-1.4", "c.txt": b"", "gout.md": GOUT})

    assert sorted(said(brought)) == [
        ("a.docx", "refused", "This is not a Word document, whatever its name says."),
        (
            "b.pdf",
            "refused",
            "Files of the kind “.pdf” are not imported: Word (.docx), HTML, Markdown, text and our JSON are.",
        ),
        ("c.txt", "refused", "This file is empty."),
        ("gout.md", "done", ""),
    ]


def test_the_same_file_again_is_known(editor: Person) -> None:
    bring_all(editor, {"gout.md": GOUT})

    again = bring_all(editor, {"other/name.md": GOUT})

    assert (said(again), Article.objects.count()) == (
        [("other/name.md", "same", "This file was imported already, as “Gout”.")],
        1,
    )


def test_a_changed_file_is_named_and_the_draft_left_alone(editor: Person) -> None:
    bring_all(editor, {"gout.md": GOUT})
    before = Text.objects.get().body

    again = bring_all(editor, {"gout.md": GOUT.replace("Cooling", "Warming")})

    day = timezone.localdate().isoformat()
    sentence = f"The file has changed since it was imported on {day} as “Gout”. The draft here was left alone."
    assert (said(again), Text.objects.get().body) == ([("gout.md", "changed", sentence)], before)


def test_two_files_are_two_texts_of_one_article(editor: Person) -> None:
    bring_all(editor, {"gout-patient.md": GOUT, "gout-professional.md": GOUT.replace("Cooling", "Cryotherapy of")})

    article = Article.objects.get()
    assert (article.audiences, article.texts.count()) == (["patient", "clinician"], 2)


def test_folders_say_whom_files_are_written_for(editor: Person) -> None:
    bring_all(editor, {"patients/gout.md": GOUT, "clinicians/gout.md": f"{GOUT}\nMore."})

    assert Article.objects.get().audiences == ["patient", "clinician"]


def test_two_files_for_one_text_are_not_mixed(editor: Person) -> None:
    brought = bring_all(editor, {"gout.md": GOUT, "gout.txt": f"{GOUT}\nMore words."})

    assert said(brought) == [
        ("gout.md", "done", ""),
        ("gout.txt", "refused", "“gout.md” is the text for “Patients, families and carers” of this article already."),
    ]


def test_a_table_says_what_files_do_not(editor: Person, other_editor: Person, managing_editor: Person) -> None:
    table = (
        "File;Title;Slug;Old addresses;Topic;Type;Handling editor;Summary;Reviewer;Reviewed on;Record;Colour\n"
        "gout.md;Gout in adults;gout-adults;/advice/gout.html /?p=12;Joints;Condition;"
        f"{other_editor.email};Cool it.;Dr Old;2023-05-31;M 7;red\n"
        "missing.md;;;;;;;;;;;\n"
    )

    brought = bring_all(managing_editor, {"gout.md": GOUT, "table.csv": table})

    article = Article.objects.get()
    row = brought.files.get(name="gout.md")
    assert (article.title, article.slug, article.handling_editor) == ("Gout in adults", "gout-adults", other_editor)
    assert (article.topic, article.type) == (Topic.objects.get(name="Joints"), "condition")
    assert article.texts.get().summary == "<p>Cool it.</p>"
    assert row.approval == {"by": "Dr Old", "on": "2023-05-31", "record": "M 7", "review_due": ""}
    assert sorted(OldAddress.objects.values_list("address", flat=True)) == ["/?p=12", "/advice/gout.html"]
    assert brought.remarks == ["Column “Colour” is not known and was not read."]
    assert said(brought)[1] == ("missing.md", "refused", "The table names this file, but it is not there.")


def test_authors_of_a_table_are_the_byline_of_the_article_and_of_no_second_text(editor: Person) -> None:
    table = "file,audience,article,authors\na.md,patient,g,Ada Ample; ;Bob Bone\nb.md,clinician,g,Carl Calf\n"

    bring_all(editor, {"a.md": GOUT, "b.md": ASTHMA, "t.csv": table})

    article = Article.objects.get()
    assert [(one.role, one.name) for one in article.contributors.all()] == [
        ("author", "Ada Ample"),
        ("author", "Bob Bone"),
    ]
    assert article.texts.count() == 2


def test_what_a_table_says_and_cannot_be_followed_is_a_remark(editor: Person) -> None:
    bring_all(editor, {"a.md": ASTHMA})
    table = "file,slug,topic,type,editor,approved on,audience\ngout.md,asthma,Joints,post,nobody@example.org,05/06/2024,dogs\n"

    brought = bring_all(editor, {"gout.md": GOUT, "t.csv": table})

    assert brought.files.get().notes[:7] == [
        "“05/06/2024” is no date such as 2024-05-31.",
        "“dogs” is no audience.",
        "The address “asthma” is taken or cannot be one: the article is at “asthma-2”.",
        "There is no topic “Joints”.",
        "“post” is no type of article.",
        "“nobody@example.org” is nobody who may be handling editor: it is you.",
        "1 heading.",
    ]


def test_pictures_and_leftovers_of_systems_are_no_articles(editor: Person) -> None:
    brought = bring_all(
        editor,
        {"gout.md": GOUT, "__MACOSX/._gout.md": "x", ".DS_Store": "x", "img/a.png": png(2, 2), "~$gout.docx": "x"},
    )

    assert said(brought) == [
        ("gout.md", "done", ""),
        ("img/a.png", "left_out", "A picture beside the texts: add it in the editor where it belongs."),
    ]


def test_an_archive_with_a_place_outside_itself_is_not_read(editor: Person) -> None:
    brought = bring_all(editor, {"../gout.md": GOUT})

    assert (brought.stage, brought.problem) == (
        BulkStage.REFUSED,
        "This archive names a place outside itself. Nothing of it was unpacked.",
    )


def test_an_archive_without_articles_is_not_read(editor: Person) -> None:
    brought = bring_all(editor, {"__MACOSX/a": "x"})

    assert (brought.stage, brought.problem) == (BulkStage.REFUSED, "There is no file in it that could be an article.")


def test_pictures_of_a_document_come_into_the_library(editor: Person) -> None:
    page = "<h1>Gout</h1><p>Words about gout.</p><img alt='A foot' src='data:image/png;base64,{}'>"
    bring_all(editor, {"gout.html": page.format(base64.b64encode(png(3, 3)).decode())})

    image = Image.objects.get()
    assert (image.alt, image.address in Text.objects.get().body) == ("A foot", True)


def test_a_fault_in_the_middle_of_a_file_leaves_nothing_of_it(editor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_named: object) -> list[str]:
        raise ValueError("a fault")

    monkeypatch.setattr("articles.actions.bulk_files.keep_old_addresses", broken)

    brought = bring_all(editor, {"gout.md": GOUT})

    assert said(brought) == [
        ("gout.md", "refused", "This file met a fault of this program. An operator finds it in the log.")
    ]
    assert (Article.objects.count(), Text.objects.count()) == (0, 0)


def test_a_worker_that_died_is_followed_by_another(editor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    imported = bulk_importing.import_file

    def dies_at_gout(row: BulkFile, converted: Converted) -> BulkFile:
        if row.name == "gout.md":
            raise Killed
        return imported(row, converted)

    brought = actions.bring_archive(
        archive({"asthma.md": ASTHMA, "gout.md": GOUT}), by=editor, name="a", audience="patient"
    )
    with monkeypatch.context() as patch:
        patch.setattr(bulk_importing, "import_file", dies_at_gout)
        with pytest.raises(Killed):
            actions.go_on_with_bulk_import(brought.pk)
    halfway = said(brought)

    actions.go_on_with_bulk_import(brought.pk)

    assert (halfway, Article.objects.count()) == ([("asthma.md", "done", ""), ("gout.md", "waiting", "")], 2)


def test_only_one_worker_has_the_turn(editor: Person) -> None:
    brought = actions.bring_archive(archive({"gout.md": GOUT}), by=editor, name="a", audience="patient")
    BulkImport.objects.update(working_until=timezone.now() + datetime.timedelta(minutes=1))

    actions.go_on_with_bulk_import(brought.pk)

    assert (BulkImport.objects.due().count(), Article.objects.count()) == (0, 0)


def test_whose_turn_has_run_out_is_followed(editor: Person) -> None:
    brought = actions.bring_archive(archive({"gout.md": GOUT}), by=editor, name="a", audience="patient")
    BulkImport.objects.update(working_until=timezone.now() - datetime.timedelta(minutes=1))

    actions.go_on_with_bulk_import(brought.pk)

    assert Article.objects.count() == 1


def test_importing_a_row_twice_makes_one_article(editor: Person) -> None:
    brought = bring_all(editor, {"gout.md": GOUT})
    row = brought.files.get()

    bulk_importing.import_file(row, convert(GOUT.encode(), "gout.md"))

    assert Article.objects.count() == 1


def test_an_import_is_stopped_and_goes_on(editor: Person) -> None:
    brought = actions.bring_archive(archive({"gout.md": GOUT}), by=editor, name="a", audience="patient")
    actions.stop_bulk_import(brought, by=editor)
    actions.go_on_with_bulk_import(brought.pk)
    stopped = Article.objects.count()

    actions.go_on_again(brought, by=editor)
    actions.go_on_with_bulk_import(brought.pk)

    assert (stopped, Article.objects.count()) == (0, 1)


def test_what_is_over_cannot_be_stopped_nor_go_on(editor: Person) -> None:
    brought = bring_all(editor, {"gout.md": GOUT})

    with pytest.raises(Refusal) as stop:
        actions.stop_bulk_import(brought, by=editor)
    with pytest.raises(Refusal) as go_on:
        actions.go_on_again(brought, by=editor)

    assert (str(stop.value), str(go_on.value)) == ("This import is over.", "Only a stopped import can go on.")


def test_others_may_not_stop_it(editor: Person, other_editor: Person) -> None:
    brought = actions.bring_archive(archive({"gout.md": GOUT}), by=editor, name="a", audience="patient")

    with pytest.raises(PermissionDenied):
        actions.stop_bulk_import(brought, by=other_editor)


def test_who_may_not_write_drafts_brings_nothing(outsider: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.bring_archive(archive({"gout.md": GOUT}), by=outsider, name="a", audience="patient")

    assert BulkImport.objects.count() == 0


def test_who_lost_the_right_meanwhile_imports_nothing(editor: Person) -> None:
    brought = actions.bring_archive(archive({"gout.md": GOUT}), by=editor, name="a", audience="patient")
    Person.objects.filter(pk=editor.pk).update(is_active=False)

    actions.go_on_with_bulk_import(brought.pk)

    brought.refresh_from_db()
    assert (brought.problem, Article.objects.count()) == (
        "Whoever brought these files may no longer write drafts.",
        0,
    )


def test_an_import_leaves_its_events_and_no_archive(editor: Person) -> None:
    brought = bring_all(editor, {"gout.md": GOUT})

    kinds = list(Event.objects.filter(kind__startswith="bulk_import").order_by("pk").values_list("kind", flat=True))
    assert (kinds, bool(brought.file)) == (["bulk_import.brought", "bulk_import.done"], False)


def test_files_are_counted_by_what_became_of_them(editor: Person) -> None:
    brought = bring_all(editor, {"gout.md": GOUT, "a.pdf": b"%PDF"})

    assert counted(brought) == {"waiting": 0, "done": 1, "same": 0, "changed": 0, "refused": 1, "left_out": 0}


def test_an_article_in_our_json_has_all_its_texts(editor: Person) -> None:
    bring_all(editor, {"two.json": content("two-audiences.json")})

    article = Article.objects.get()
    assert (article.audiences, article.texts.count(), len(article.reference_keys)) == (["patient", "clinician"], 2, 2)


def test_an_export_of_wordpress_becomes_its_articles(managing_editor: Person) -> None:
    brought = bring_all(managing_editor, {"site.xml": WXR.encode(), "other.xml": b"<a/>"})

    article = Article.objects.get()
    assert said(brought) == [
        ("other.xml", "refused", "This XML is no export of WordPress (WXR)."),
        ("site.xml#gout-and-you", "done", ""),
        ("site.xml#13", "left_out", "It was not published there (“draft”)."),
    ]
    assert (article.title, article.slug, str(article.topic)) == ("Gout & you", "gout-and-you", "Joints")
    assert sorted(OldAddress.objects.values_list("address", flat=True)) == ["/?p=12", "/advice/gout"]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("gout.md", "---\ntype: medicine\n---\n" + GOUT),
        ("gout.json", '{"title": "Gout", "type": "medicine", "texts": {"patient": {"body": "<p>Cool it.</p>"}}}'),
    ],
)
def test_a_file_that_says_its_type_has_it(name: str, file: str, editor: Person) -> None:
    bring_all(editor, {name: file})

    assert Article.objects.get().type == "medicine"


def test_what_other_systems_call_a_type_is_none_here_and_no_remark(editor: Person) -> None:
    brought = bring_all(editor, {"gout.md": "---\ntype: post\n---\n" + GOUT})

    assert (Article.objects.get().type, brought.files.get().notes) == ("", ["1 heading.", "3 passages were left out."])


def test_of_files_with_one_name_none_is_taken_for_another(editor: Person) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as written, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for name, content in (("twice.md", GOUT), ("twice.md", ASTHMA), ("gout.md", GOUT)):
            written.writestr(name, content)
    made.seek(0)

    brought = actions.bring_archive(made, by=editor, name="files.zip", audience="patient")
    actions.go_on_with_bulk_import(brought.pk)

    sentence = "Several files have this name. Give each a name of its own, and bring them again."
    assert said(brought) == [
        ("gout.md", "done", ""),
        ("twice.md", "refused", sentence),
        ("twice.md", "refused", sentence),
    ]


def test_of_two_files_with_the_same_bytes_the_one_in_the_table_is_taken(editor: Person) -> None:
    table = "file,old addresses\nz/gout.md,/advice/gout.html\n"

    brought = bring_all(editor, {"a/copy.md": GOUT, "z/gout.md": GOUT, "table.csv": table})

    assert [(row.name, row.outcome) for row in brought.files.all()] == [("z/gout.md", "done"), ("a/copy.md", "same")]
    assert OldAddress.objects.get().address == "/advice/gout.html"


def test_what_became_of_files_is_told_in_the_language_of_whoever_brought_them(
    editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_importing, "Confined", Confined)
    Person.objects.filter(pk=editor.pk).update(language="de")
    editor.refresh_from_db()

    brought = bring_all(editor, {"a.docx": b"no document", "b.txt": "Walk a little.", "c.csv": "file,sort\nx.md,1\n"})

    told = {row.name: row for row in brought.files.all()}
    assert told["a.docx"].sentence == "Das ist kein Word-Dokument, was auch immer der Name sagt."
    assert told["b.txt"].notes[0] == "Die Datei hat keinen Titel: Ihr Name wurde genommen."
    assert brought.remarks == ["Die Spalte „sort“ ist nicht bekannt und wurde nicht gelesen."]


def test_one_table_is_read_and_what_is_none_is_told(editor: Person) -> None:
    first, second = "file,title\ngout.md,Gout in adults\n", "file,title\ngout.md,Gout in children\n"

    brought = bring_all(editor, {"gout.md": GOUT, "a.csv": first, "b.csv": second, "c.csv": ""})

    assert Article.objects.get().title == "Gout in adults"
    assert brought.remarks[0] == "b.csv: only one table is read."
    assert [remark.partition(": ")[0] for remark in brought.remarks] == ["b.csv", "c.csv"]


@pytest.mark.parametrize("name", ["theme/site.css", "gout/word/_rels/document.xml.rels"])
def test_parts_of_former_pages_are_left_out(editor: Person, name: str) -> None:
    brought = bring_all(editor, {"gout.md": GOUT, name: "p {}"})

    assert said(brought)[1] == (name, "left_out", "A part of the former page, not a text.")


def brought_only(editor: Person, files: dict[str, bytes | str]) -> BulkImport:
    return actions.bring_archive(archive(files), by=editor, name="files.zip", audience="patient")


def state(brought: BulkImport) -> tuple[str, list[str]]:
    brought.refresh_from_db()
    return brought.stage, [outcome for _name, outcome, _sentence in said(brought)]


def test_an_archive_that_is_gone_is_told(editor: Person) -> None:
    brought = brought_only(editor, {"gout.md": GOUT})
    brought.file.storage.delete(brought.file.name)

    actions.go_on_with_bulk_import(brought.pk)

    brought.refresh_from_db()
    assert (brought.stage, brought.problem) == (
        BulkStage.REFUSED,
        "The archive is gone. Bring it once more: what is imported is known again.",
    )


# Behind which statement somebody stops it: the turn is taken, the archive is looked through, a file is in, nothing is left to do.
@pytest.mark.parametrize(
    ("behind", "files", "outcomes"),
    [
        ('UPDATE "articles_bulkimport"', {"gout.md": GOUT}, []),
        ("SAVEPOINT", {"gout.md": GOUT}, []),
        ('UPDATE "articles_bulkfile"', {"a.md": ASTHMA, "gout.md": GOUT}, ["done", "waiting"]),
        ('SELECT "articles_bulkimport"."stage"', {"a.png": b"x"}, ["left_out"]),
    ],
    ids=["at its beginning", "before its files stand there", "between two files", "at its end"],
)
def test_stopped_in_a_turn_it_is_stopped_wherever_it_was(
    behind: str, files: dict[str, bytes | str], outcomes: list[str], editor: Person
) -> None:
    brought = brought_only(editor, files)

    with meanwhile(behind, lambda: actions.stop_bulk_import(brought, by=editor)):
        actions.go_on_with_bulk_import(brought.pk)

    assert state(brought) == ("stopped", outcomes)
    assert not Event.objects.filter(kind="bulk_import.done").exists()


def test_stopped_before_its_rights_are_looked_at_it_is_not_refused_too(editor: Person) -> None:
    brought = brought_only(editor, {"gout.md": GOUT})
    Person.objects.filter(pk=editor.pk).update(is_active=False)

    with meanwhile(
        'UPDATE "articles_bulkimport"', lambda: BulkImport.objects.filter(pk=brought.pk).update(stage="stopped")
    ):
        actions.go_on_with_bulk_import(brought.pk)

    assert state(brought) == ("stopped", [])


def test_a_file_that_another_worker_has_settled_stays_as_it_was_settled(editor: Person) -> None:
    brought = brought_only(editor, {"empty.txt": ""})
    settled = BulkFile.objects.filter(source=brought)

    with meanwhile('UPDATE "articles_bulkfile" SET "digest"', lambda: settled.update(outcome="same")):
        actions.go_on_with_bulk_import(brought.pk)

    assert said(brought) == [("empty.txt", "same", "")]


def test_a_turn_that_is_over_leaves_the_rest_to_the_next(editor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    brought = brought_only(editor, {"gout.md": GOUT})
    monkeypatch.setattr(bulk_importing, "_TURN", 0)
    actions.go_on_with_bulk_import(brought.pk)
    after_one = state(brought)
    monkeypatch.setattr(bulk_importing, "_TURN", 60)

    actions.go_on_with_bulk_import(brought.pk)

    assert (after_one, state(brought)) == (("importing", ["waiting"]), ("done", ["done"]))
