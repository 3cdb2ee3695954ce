"""The sheet for an appointment is there for whoever reads the patient text, and says what its page says around it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from articles.copy_codes import shown
from articles.models import Person, Publication, Version
from tests.selecting import attribute, select, text, texts
from workflows import actions

SHEET = "/articles/leg-pain/patient/appointment/"


def test_sheet_is_made_of_the_live_patient_text(client: Client, publication: Publication) -> None:
    response = client.get(SHEET)

    tree = html.document_fromstring(response.content.decode())
    assert response.status_code == 200
    assert texts(tree, ".rb-sheet > section > p")[0] == "Rest the leg and keep moving."
    assert attribute(tree, "link[rel='canonical']", "href") == "http://localhost:8000/articles/leg-pain/patient/"


def test_s06_sheet_carries_the_running_header_with_the_code_of_its_page(
    client: Client, publication: Publication
) -> None:
    tree = html.document_fromstring(client.get(SHEET).content.decode())

    code = shown(publication.copy_codes.get(audience="patient").code)
    assert text(tree, ".rb-print-header").endswith(f"· {code}")


def test_page_for_patients_leads_to_the_sheet(client: Client, publication: Publication) -> None:
    pages = {name: client.get(f"/articles/leg-pain/{name}/").content.decode() for name in ("patient", "clinician")}

    assert {name: SHEET in page for name, page in pages.items()} == {"patient": True, "clinician": False}


def test_s22_warning_of_an_emergency_stands_on_the_sheet(
    client: Client, publication: Publication, managing_editor: Person
) -> None:
    actions.warn(publication.version, by=managing_editor, warning="medicine", reason="New safety data.")

    tree = html.document_fromstring(client.get(SHEET).content.decode())

    assert [found.tag for found in select(tree, "main .rb-notice, main h1")] == ["section", "h1"]
    assert texts(tree, ".rb-notice__title")[0].startswith("Safety warning")


def test_sheet_is_cached_shortly_for_no_search_engine(client: Client, publication: Publication) -> None:
    response = client.get(SHEET)

    assert (response["Cache-Control"], response["X-Robots-Tag"], response.cookies) == (
        "public, max-age=60, s-maxage=300, must-revalidate",
        "noindex",
        {},
    )
    assert client.post(SHEET).status_code == 405


def test_sheet_of_what_was_taken_down_gives_way_to_the_notice(
    client: Client, publication: Publication, managing_editor: Person
) -> None:
    actions.remove(publication.version, by=managing_editor, reason="Danger.")

    response = client.get(SHEET)

    assert (response.status_code, response["Location"]) == (302, "/articles/leg-pain/patient/")


@pytest.mark.parametrize("path", [SHEET, "/articles/nothing/patient/appointment/"])
def test_there_is_no_sheet_of_what_never_was_live(client: Client, approved_version: Version, path: str) -> None:
    assert client.get(path).status_code == 404


def test_sheet_asks_the_database_seldom(client: Client, publication: Publication) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get(SHEET)

    assert len(captured) == 8
