"""A publisher's folder from the command line, through the limited process."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, BulkImport, Person
from tests.fixtures.moving_in.archives import archive
from tests.fixtures.moving_in.make import FIXTURES, content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "files"
    for name in ("word-german.docx", "wordpress.html", "front-matter.md", "one-line-paragraphs.txt", "manifest.json"):
        path = place / name.rsplit(".", 1)[1] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(name))
    (place / ".hidden").write_text("x")
    return place


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("import_articles", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_folder_of_five_formats_becomes_articles(folder: Path, editor: Person) -> None:
    report = json.loads(run(folder, "--as", editor.email, "--json"))

    assert sorted((row["file"], row["outcome"], row["title"]) for row in report["files"]) == [
        ("docx/word-german.docx", "done", FIXTURES["word-german.docx"][0].title),
        ("html/wordpress.html", "done", FIXTURES["wordpress.html"][0].title),
        ("json/manifest.json", "done", FIXTURES["manifest.json"][0].title),
        ("md/front-matter.md", "done", FIXTURES["front-matter.md"][0].title),
        ("txt/one-line-paragraphs.txt", "done", FIXTURES["one-line-paragraphs.txt"][0].title),
    ]
    assert Article.objects.count() == 5


def test_a_dry_run_reads_everything_and_stores_nothing(folder: Path, editor: Person) -> None:
    said = run(folder, "--as", editor.email, "--dry-run")

    assert (len(said.splitlines()), Article.objects.count(), BulkImport.objects.count()) == (5, 0, 0)


def test_some_files_that_are_not_in_end_with_one(tmp_path: Path, editor: Person) -> None:
    file = tmp_path / "site.zip"
    file.write_bytes(archive({"a.md": "# Gout\n\nWords about gout.\n", "b.docx": b"none"}).read())

    with pytest.raises(CommandError) as ended:
        run(file, "--as", editor.email)

    assert (ended.value.returncode, Article.objects.count()) == (1, 1)


def test_a_place_that_is_not_there_is_named(editor: Person) -> None:
    with pytest.raises(CommandError) as ended:
        run("/nowhere/at/all", "--as", editor.email)

    assert str(ended.value) == "There is no file or folder /nowhere/at/all."


def test_who_may_not_write_drafts_is_told(folder: Path, outsider: Person) -> None:
    with pytest.raises(CommandError) as ended:
        run(folder, "--as", outsider.email)

    assert str(ended.value) == f"{outsider} may not write drafts."
