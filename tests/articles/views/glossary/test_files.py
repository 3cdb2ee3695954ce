"""The glossary as files: an import that is shown first, exports that come back and hold no formula."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.importing.glossary import read_terms
from articles.models import GlossaryTerm, Person
from articles.text.terms import Wording
from tests.articles.views.conftest import address
from tests.glossary import STROKE, add, signed
from workflows.models import Board

CSV = "term,patient\nrash,Spots – on the skin.\nstroke,Other words.\n,x\n"


def upload(client: Client, content: bytes, name: str = "list.csv") -> object:
    return client.post(address("terms_import"), {"file": SimpleUploadedFile(name, content), "step": "read"})


def hidden(response: object) -> dict[str, str]:
    context = response.context  # type: ignore[attr-defined]
    return {
        "text": context["text"], "filename": context["filename"], "seen": context["plan"].fingerprint, "step": "save",
    }  # fmt: skip


def test_a_file_is_shown_row_by_row_and_stored_on_the_second_step(at_desk: Client, editor: Person) -> None:
    add(STROKE, by=editor)

    shown = upload(at_desk, CSV.encode("cp1252"))
    before = GlossaryTerm.objects.count()
    done = at_desk.post(address("terms_import"), hidden(shown))

    page = shown.content.decode()  # type: ignore[attr-defined]
    assert "Line 3:" in page
    assert "Another definition stands in the glossary already" in page
    assert (before, done["Location"]) == (1, address("glossary"))
    assert GlossaryTerm.objects.get(term="rash").patient == "Spots – on the skin."
    assert GlossaryTerm.objects.get(term="rash").history.get().history_change_reason == "imported from list.csv, line 2"


def test_a_glossary_that_changed_since_is_shown_again(at_desk: Client, editor: Person) -> None:
    shown = upload(at_desk, CSV.encode())
    add(Wording("rash", patient="Spots – on the skin."), by=editor)

    again = at_desk.post(address("terms_import"), hidden(shown))

    assert (again.status_code, "in the meantime" in again.content.decode()) == (422, True)
    assert GlossaryTerm.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"a,b\n1,2\n", "No column holds the term."),
        (b"[{", "The JSON breaks off or is wrong in line 1."),
        (b"%PDF-1.7", "This is a PDF file."),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(content: bytes, sentence: str, at_desk: Client) -> None:
    response = upload(at_desk, content)

    assert (response.status_code, sentence in response.content.decode()) == (422, True)  # type: ignore[attr-defined]


def test_no_file_is_refused(at_desk: Client) -> None:
    response = at_desk.post(address("terms_import"), {"step": "read"})

    assert (response.status_code, "Choose a file." in response.content.decode()) == (422, True)


def test_exports_come_back_as_they_were(at_desk: Client, editor: Person, board: Board, chair: Person) -> None:
    signed(add(STROKE, by=editor), by=chair)
    add(Wording("=1+1", patient="-x", synonyms=("@y", "z")), by=editor)

    for name in ("terms_csv", "terms_json"):
        response = at_desk.get(address(name))
        rows = read_terms(response.content.decode())
        assert [row.wording for row in rows.rows] == [term.wording for term in GlossaryTerm.objects.order_by("same")]
        assert (rows.unread, response["Content-Disposition"][:10]) == ((), "attachment")
    assert [row["signed_as"] for row in json.loads(at_desk.get(address("terms_json")).content)] == [
        "",
        "Clara Chair, MD",
    ]


def test_an_export_for_spreadsheets_holds_no_formula(at_desk: Client, editor: Person) -> None:
    add(Wording("=1+1", patient="+x", student="-y", clinician="@z"), by=editor)

    text = at_desk.get(address("terms_csv")).content.decode()

    assert text.splitlines()[1].split(",")[1:7] == ["'=1+1", "", "en", "'+x", "'-y", "'@z"]
