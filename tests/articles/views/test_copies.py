"""Is my copy current? What `/c/<code>` says of every copy that there can be."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.dateformat import format as format_date
from lxml import html
from lxml.html import HtmlElement

from articles.copy_codes import new_code, shown
from articles.models import Person, Publication, Version
from tests.selecting import select, text, texts
from workflows import actions

CURRENT = "Your copy is current."


def code_of(publication: Publication, audience: str = "clinician") -> str:
    return str(publication.copy_codes.get(audience=audience).code)


def answer(client: Client, code: str) -> HtmlElement:
    response = client.get(f"/c/{code}")
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def first_publication(publication: Publication) -> Publication:
    return publication.article.publications.get(version__number=1)


def today() -> str:
    return format_date(timezone.localdate(), "j F Y")


def test_s06_copy_of_what_readers_have_now_is_current(client: Client, publication: Publication) -> None:
    tree = answer(client, code_of(publication))

    assert text(tree, "#_copy_state strong") == CURRENT
    assert [link.get("href") for link in select(tree, "main a")] == [
        "/articles/leg-pain/patient/",
        "/articles/leg-pain/clinician/",
        "/articles/leg-pain/versions/",
    ]


def test_s06_copy_that_was_replaced_says_when_and_what_changed_in_doses_and_warnings(
    client: Client, next_publication: Publication
) -> None:
    tree = answer(client, code_of(first_publication(next_publication)))

    assert text(tree, "#_copy_state") == (
        f"Your copy is out of date: it was replaced on {today()}. Please do not rely on it."
    )
    assert texts(tree, ".rb-changed h2") == ["Doses, medicines and numbers", "Warnings and when to get help"]
    assert "300 mg → 100 mg, a third" in texts(tree, ".rb-changed__note")
    assert texts(tree, ".rb-prescribers") == ["For prescribers"]


def test_copy_whose_warnings_stayed_says_so(client: Client, next_publication: Publication) -> None:
    tree = answer(client, code_of(first_publication(next_publication), "patient"))

    assert texts(tree, "section[aria-labelledby='since'] > p") == ["No warning changed."]


def test_s18_copy_of_a_retracted_version_says_so_first(
    client: Client, publication: Publication, managing_editor: Person
) -> None:
    actions.retract(publication.version, by=managing_editor, reason="Wrong.", told="The trial was made up.")

    tree = answer(client, code_of(publication))

    assert text(tree, "h1") == "RETRACTED: Leg pain"
    assert text(tree, "#_copy_state") == (
        "This article has been retracted. It was wrong. Please do not rely on copies of it."
    )
    assert text(tree, ".rb-notice > p:not(.rb-notice__title)") == "The trial was made up."


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        (actions.remove, "This article has been removed. Please do not rely on copies of it."),
        (actions.retire, "This article has been retired. It is out of date or has been replaced."),
    ],
)
def test_s06_copy_of_what_was_taken_down_says_so(
    client: Client, publication: Publication, managing_editor: Person, end: object, sentence: str
) -> None:
    end(publication.version, by=managing_editor, reason="Old.", told="Read another page.")  # type: ignore[operator]

    tree = answer(client, code_of(publication))

    assert text(tree, "#_copy_state") == sentence


def test_older_copy_of_what_was_taken_down_says_so_too(
    client: Client, next_publication: Publication, managing_editor: Person
) -> None:
    actions.remove(next_publication.version, by=managing_editor, reason="Danger.", told="It may harm.")

    tree = answer(client, code_of(first_publication(next_publication)))

    assert text(tree, "#_copy_state") == "This article has been removed. Please do not rely on copies of it."
    assert "gabapentin" not in tree.text_content()


def test_current_copy_tells_what_was_added_since(
    client: Client, publication: Publication, managing_editor: Person
) -> None:
    actions.warn(publication.version, by=managing_editor, warning="doses", reason="A reader wrote.")

    tree = answer(client, code_of(publication))

    assert text(tree, "#_copy_state strong") == (
        "Your copy has the words of the current version, and something has been added to them:"
    )
    assert texts(tree, ".rb-notice__title") == [f"Safety warning ({today()})"]


def test_s01_copy_for_professionals_leads_patients_to_their_text(client: Client, publication: Publication) -> None:
    tree = answer(client, code_of(publication))

    assert text(tree, "title").startswith("For health professionals: Is my copy current? Leg pain")
    assert next(link.get("href") for link in select(tree, "main a")) == "/articles/leg-pain/patient/"


def test_unknown_code_gets_a_clear_sentence(client: Client, publication: Publication) -> None:
    code = new_code()

    response = client.get(f"/c/{code}")

    tree = html.document_fromstring(response.content.decode())
    assert response.status_code == 404
    assert text(tree, "main .rb-caution") == (
        f"We know no copy with the code “{code}”. Please do not rely on a copy that we do not know."
    )


def test_mistyped_code_is_told_from_an_unknown_one(client: Client, publication: Publication) -> None:
    code = code_of(publication)
    wrong = ("4" if code[0] != "4" else "3") + code[1:]

    response = client.get(f"/c/{wrong}")

    tree = html.document_fromstring(response.content.decode())
    assert text(tree, "main .rb-caution").startswith(f"“{wrong}” is not one of our codes")


@pytest.mark.parametrize("code", ["%00", "x" * 100, "%22%3B%20drop", "..", "<script>"])
def test_nonsense_is_no_code(client: Client, publication: Publication, code: str) -> None:
    assert client.get(f"/c/{code}").status_code == 404


def test_code_can_be_typed_into_a_form(client: Client, publication: Publication) -> None:
    code = code_of(publication)

    response = client.get("/c/", {"code": f" {shown(code).lower()} "})

    assert (response.status_code, response["Location"]) == (302, f"/c/{code}")
    assert client.get("/c/").status_code == 200


def test_answer_is_cached_shortly_for_no_search_engine_and_leaves_nothing(
    client: Client, publication: Publication
) -> None:
    response = client.get(f"/c/{code_of(publication)}")

    assert (response["Cache-Control"], response["X-Robots-Tag"]) == (
        "public, max-age=60, s-maxage=300, must-revalidate",
        "noindex",
    )
    assert (response.cookies, client.post(f"/c/{code_of(publication)}").status_code) == ({}, 405)


def test_version_that_is_not_live_has_no_copies(client: Client, approved_version: Version) -> None:
    assert client.get(f"/c/{new_code()}").status_code == 404


def test_answer_asks_the_database_seldom(client: Client, next_publication: Publication) -> None:
    code = code_of(first_publication(next_publication))

    with CaptureQueriesContext(connection) as captured:
        client.get(f"/c/{code}")

    assert len(captured) == 12


def test_s06_page_carries_its_code_on_every_sheet_and_as_qr(client: Client, publication: Publication) -> None:
    code = shown(code_of(publication, "patient"))

    tree = html.document_fromstring(client.get("/articles/leg-pain/patient/").content.decode())

    assert text(tree, ".rb-print-header").endswith(f"· {code}")
    assert text(tree, ".rb-copy-mark") == f"Is this copy current? localhost:8000/c/{code}"
    assert len(select(tree, ".rb-copy-mark svg path")) == 2
