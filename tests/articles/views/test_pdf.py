"""A page as PDF: made once for each release, with its running header, and not at all for what is not read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.fixtures import Settings

from articles import work
from articles.models import Delivery, PageChange, Person, Publication, Version
from articles.publishing import pages, pdf, waiting
from articles.publishing.proof.tagged import tagged
from workflows import actions

PDF = "/articles/leg-pain/clinician/article.pdf"


@pytest.fixture
def program_that_notes_each_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In the place of the program that prints, so that no Pango is needed."""
    runs = tmp_path / "runs"
    monkeypatch.setattr(pdf, "PRINTING", printing(tmp_path / "printing.py", f"open({str(runs)!r}, 'a').write('.')"))
    return runs


def printing(program: Path, before: str, *, change: str = "") -> Path:
    """A program that prints plainly, after a statement, a page that a method of its text may have changed."""
    program.write_text(
        f"import sys\nfrom pathlib import Path\nsys.path.insert(0, {str(settings.BASE_DIR)!r})\n{before}\n"
        "from tests.plain_printing import printed\n"
        f"sys.stdout.buffer.write(printed(sys.stdin.read(){change}, Path(sys.argv[1]).read_text()))\n"
    )
    return program


def words(response: Any) -> str:
    return tagged(response.content).words


@pytest.fixture
def program_that_forges(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """It prints another word than the page has, and notes each run."""
    runs = tmp_path / "runs"
    note = f"open({str(runs)!r}, 'a').write('.')"
    program = printing(tmp_path / "printing.py", note, change=".replace('Bottom line', 'Last line')")
    monkeypatch.setattr(pdf, "PRINTING", program)
    return runs


def test_pdf_is_made_once_for_each_release(
    client: Client, publication: Publication, managing_editor: Person, program_that_notes_each_run: Path
) -> None:
    first, second = client.get(PDF), client.get(PDF)

    assert (first.status_code, first.content == second.content) == (200, True)
    assert program_that_notes_each_run.read_text() == "."
    actions.warn(publication.version, by=managing_editor, warning="doses", reason="A reader wrote.")
    assert "Safetywarning" in words(client.get(PDF))
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

    content = words(client.get(PDF))

    assert "RETRACTED:Legpain" in content
    assert "Thetrialwasmadeup." in content


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


def test_a_pdf_that_does_not_say_what_its_page_says_is_not_handed_out(
    client: Client, publication: Publication, program_that_forges: Path, editor: Person
) -> None:
    responses = [client.get(PDF), client.get(PDF)]

    assert [(one.status_code, one["Cache-Control"]) for one in responses] == [(503, "no-store")] * 2
    assert "We could not make sure that the PDF says what our board signed." in responses[0].content.decode()
    assert client.get("/articles/leg-pain/clinician/").status_code == 200
    assert program_that_forges.read_text() == "."


def test_whoever_keeps_the_site_running_is_told_of_it_once(
    client: Client, publication: Publication, program_that_forges: Path, editor: Person
) -> None:
    pages.apply(pages.REBUILD)
    client.get(PDF)
    client.get(PDF)

    told = Delivery.objects.get(kind="page_not_made", person=editor)
    assert told.data["why"] == "The PDF of a page does not say what was signed."
    assert ("Bottomline" in told.data["details"][0], "Lastline" in told.data["details"][0]) == (True, True)
    assert waiting.pages().error == "PDF refused, because it does not say what was signed: leg-pain/clinician"


def test_a_pdf_that_was_refused_is_made_again_with_the_next_page(
    client: Client, publication: Publication, managing_editor: Person, program_that_forges: Path
) -> None:
    pages.apply(pages.REBUILD)
    client.get(PDF)
    actions.warn(publication.version, by=managing_editor, warning="doses", reason="A reader wrote.")
    pages.apply(pages.REBUILD)
    work.write_pages(PageChange.objects.latest("serial").serial)

    assert waiting.pages().error == ""
    assert client.get(PDF).status_code == 503
    assert program_that_forges.read_text() == ".."


@pytest.mark.pdf
def test_s06_pdf_is_real_and_tagged(client: Client, publication: Publication) -> None:
    content = client.get(PDF).content

    assert (content[:8], b"/StructTreeRoot" in content or b"/ObjStm" in content) == (b"%PDF-1.7", True)
