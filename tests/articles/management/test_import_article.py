"""Importing from the command line."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Person, Text

SOURCE = "# Leg pain\n\n## What helps\n\nWalking helps.\n\n- Rest\n- Heat\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "leg.md"
    file.write_text(SOURCE)
    return file


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("import_article", *map(str, arguments), stdout=out)
    return out.getvalue().strip()


def test_a_file_becomes_a_draft_of_whoever_is_named(source: Path, editor: Person) -> None:
    said = run(source, "--audience", "patient", "--as", editor.email)

    article = Article.objects.get()
    assert (article.title, article.audiences, article.handling_editor) == ("Leg pain", ["patient"], editor)
    assert said.splitlines()[0] == f"{source}: stored as article {article.pk}"


def test_a_dry_run_reports_and_stores_nothing(source: Path, db: None) -> None:
    report = json.loads(run(source, "--audience", "patient", "--dry-run", "--json"))

    assert [(row["file"], row["article"], row["title"]) for row in report] == [(str(source), None, "Leg pain")]
    assert report[0]["counts"]["bullets"] == 2
    assert Article.objects.count() == 0


def test_a_text_goes_into_an_article_that_is_there(source: Path, draft: Article, editor: Person) -> None:
    run(source, "--audience", "student", "--article", draft.pk, "--as", editor.email)

    assert Article.objects.get().audiences == ["patient", "student", "clinician"]


def test_a_text_that_is_there_is_replaced_only_on_purpose(source: Path, draft: Article, editor: Person) -> None:
    command = (source, "--audience", "patient", "--article", draft.pk, "--as", editor.email)

    with pytest.raises(CommandError) as refused:
        run(*command)
    run(*command, "--replace")

    assert "The article has a text for “Patients, families and carers” already." in str(refused.value)
    assert "<li>Heat</li>" in Text.objects.get(article=draft, audience="patient").body


def test_one_bad_file_keeps_all_of_them_out(source: Path, tmp_path: Path, editor: Person) -> None:
    untitled = tmp_path / "untitled.txt"
    untitled.write_text("Walking helps most people with leg pain, and so does heat.\n\nRest does not help.\n")

    with pytest.raises(CommandError) as refused:
        run(source, untitled, "--audience", "patient", "--as", editor.email)

    assert str(refused.value) == f"{untitled}: The text has no title. Type one."
    assert Article.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (
            b"# Leg\n\n<script>alert(1)</script>\n",
            "The text contains a script. Texts hold no scripts: remove it and import again.",
        ),
        (b"a" * (5 * 1024 * 1024 + 1), "This file is larger than 5 MB. Please split it or remove what is not text."),
    ],
)
def test_a_bad_file_is_refused_by_its_name(source: Path, editor: Person, data: bytes, sentence: str) -> None:
    source.write_bytes(data)

    with pytest.raises(CommandError) as refused:
        run(source, "--audience", "patient", "--as", editor.email)

    assert str(refused.value) == f"{source}: {sentence}"
    assert Article.objects.count() == 0


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, editor: Person) -> None:
    with pytest.raises(CommandError) as refused:
        run(tmp_path / "none.md", "--audience", "patient", "--as", editor.email)

    assert str(refused.value) == f"{tmp_path / 'none.md'}: No such file or directory"


def test_storing_needs_a_name(source: Path, db: None) -> None:
    with pytest.raises(CommandError) as refused:
        run(source, "--audience", "patient")

    assert str(refused.value) == "Say in whose name it is imported: --as EMAIL."


def test_whoever_may_not_draft_imports_nothing(source: Path, outsider: Person) -> None:
    with pytest.raises(CommandError) as refused:
        run(source, "--audience", "patient", "--as", outsider.email)

    assert str(refused.value) == "Oscar Outsider may not write drafts."
    assert Article.objects.count() == 0


def test_a_title_goes_with_one_file(source: Path, editor: Person) -> None:
    with pytest.raises(CommandError) as refused:
        run(source, source, "--audience", "patient", "--title", "Leg", "--as", editor.email)

    assert str(refused.value) == "--title and --article go with one file."


def test_an_article_that_is_not_there_is_refused(source: Path, editor: Person) -> None:
    with pytest.raises(CommandError) as refused:
        run(source, "--audience", "patient", "--article", 999, "--as", editor.email)

    assert str(refused.value) == "There is no article 999."
