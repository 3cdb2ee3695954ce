"""A page as PDF: made once for each release, with its running header, and not at all for what is not read."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from articles.models import Person, Publication, Version
from articles.publishing import pdf
from workflows import actions

PDF = "/articles/leg-pain/clinician/article.pdf"


@pytest.fixture
def program_that_notes_each_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In the place of the program that prints, so that no Pango is needed: its output is the page."""
    runs = tmp_path / "runs"
    program = tmp_path / "printing.py"
    program.write_text(
        "import sys\n"
        f"open({str(runs)!r}, 'a').write('.')\n"
        "sys.stdout.buffer.write(b'%PDF ' + sys.stdin.buffer.read())\n"
    )
    monkeypatch.setattr(pdf, "PRINTING", program)
    return runs


def test_pdf_is_made_once_for_each_release(
    client: Client, publication: Publication, managing_editor: Person, program_that_notes_each_run: Path
) -> None:
    first, second = client.get(PDF), client.get(PDF)

    assert (first.status_code, first.content == second.content) == (200, True)
    assert program_that_notes_each_run.read_text() == "."
    actions.warn(publication.version, by=managing_editor, warning="doses", reason="A reader wrote.")
    assert b"Safety warning" in client.get(PDF).content
    assert program_that_notes_each_run.read_text() == ".."


def test_only_the_newest_pdf_of_a_text_is_kept(
    client: Client,
    publication: Publication,
    managing_editor: Person,
    program_that_notes_each_run: Path,
    settings: Settings,
) -> None:
    client.get(PDF)
    actions.warn(publication.version, by=managing_editor, warning="doses", reason="A reader wrote.")
    client.get(PDF)

    assert len(list(Path(settings.PAGE_STORE).glob("pdf/leg-pain/clinician/*.pdf"))) == 1


def test_pdf_is_known_again_and_for_no_search_engine(
    client: Client, publication: Publication, program_that_notes_each_run: Path
) -> None:
    response = client.get(PDF)

    assert (response["Content-Type"], response["X-Robots-Tag"], response.cookies) == ("application/pdf", "noindex", {})
    assert client.get(PDF, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_s18_pdf_of_a_retracted_article_is_marked(
    client: Client, publication: Publication, managing_editor: Person, program_that_notes_each_run: Path
) -> None:
    actions.retract(publication.version, by=managing_editor, reason="Wrong.", told="The trial was made up.")

    content = client.get(PDF).content.decode()

    assert "RETRACTED: Leg pain" in content
    assert "The trial was made up." in content


def test_there_is_no_pdf_of_what_was_removed(
    client: Client, publication: Publication, managing_editor: Person, program_that_notes_each_run: Path
) -> None:
    actions.remove(publication.version, by=managing_editor, reason="Danger.")

    assert client.get(PDF).status_code == 404


@pytest.mark.parametrize("path", [PDF, "/articles/leg-pain/student/article.pdf", "/articles/nothing/any/article.pdf"])
def test_there_is_no_pdf_of_what_never_was_live(client: Client, approved_version: Version, path: str) -> None:
    assert client.get(path).status_code == 404


def test_server_that_cannot_make_one_says_so(
    client: Client, publication: Publication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "printing.py"
    broken.write_text("raise SystemExit(1)")
    monkeypatch.setattr(pdf, "PRINTING", broken)

    response = client.get(PDF)

    assert (response.status_code, response["Retry-After"]) == (503, "3600")
    assert "This server cannot make a PDF now. Please print the page instead." in response.content.decode()


@pytest.mark.pdf
def test_s06_pdf_is_real_and_tagged(client: Client, publication: Publication) -> None:
    content = client.get(PDF).content

    assert (content[:8], b"/StructTreeRoot" in content or b"/ObjStm" in content) == (b"%PDF-1.7", True)
