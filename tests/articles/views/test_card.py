"""The card that others may put into their pages, and oEmbed, which leads to it."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from lxml.html import HtmlElement
from pytest_django.fixtures import Settings

from articles.models import Person, Publication, Version
from tests.articles.views.test_machines import at_noon, written_past
from tests.articles.views.test_reader import moved
from tests.selecting import attribute, select, text, texts
from tests.workflows.actions.live.test_emergencies import warn
from workflows import actions

SITE = "http://localhost:8000"
CARD = "/articles/leg-pain/clinician/card/"
PAGE = f"{SITE}/articles/leg-pain/clinician/"


def tree(client: Client, path: str = CARD, status: int = 200) -> HtmlElement:
    response = client.get(path)
    assert response.status_code == status
    return html.document_fromstring(response.content.decode())


def test_card_says_what_it_is_of_for_whom_and_how_old(client: Client, publication: Publication) -> None:
    card = tree(client)

    assert publication.last_reviewed is not None
    day = f"{publication.last_reviewed:%-d %B %Y}"
    assert texts(card, "h1, p") == [
        "Leg pain",
        "Written for: Health professionals",
        f"Last reviewed {day}",
        "Read it at The Review Board",
    ]
    assert attribute(card, "main a", "href") == attribute(card, 'link[rel="canonical"]', "href") == PAGE


def test_s05_card_holds_no_word_of_the_text(client: Client, publication: Publication) -> None:
    assert "gabapentin" not in client.get(CARD).content.decode()


def test_card_may_be_framed_by_everybody_and_runs_nothing(client: Client, publication: Publication) -> None:
    response = client.get(CARD)

    assert response["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors *"
    )
    assert "X-Frame-Options" not in response
    assert (response["X-Content-Type-Options"], response["X-Robots-Tag"]) == ("nosniff", "noindex")
    assert (response.cookies, "Cookie" in response.get("Vary", "")) == ({}, False)


@pytest.mark.parametrize(
    "path",
    ["/", "/articles/", "/articles/leg-pain/clinician/", "/editorial-policy/", "/accounts/login/", "/api/v1/topics"],
)
def test_nothing_else_may_be_framed(client: Client, publication: Publication, path: str) -> None:
    response = client.get(path)

    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_s04_card_is_cached_as_its_page_and_known_again(client: Client, publication: Publication) -> None:
    first = client.get(CARD)

    again = client.get(CARD, headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "public, max-age=60, s-maxage=300, must-revalidate"
    assert (again.status_code, again.content) == (304, b"")


def test_s18_retracted_article_says_so_on_its_card(
    client: Client, publication: Publication, managing_editor: Person
) -> None:
    actions.retract(publication.version, by=managing_editor, reason="Made up.", told="The trial was made up.")

    card = tree(client)

    assert text(card, "h1") == "RETRACTED: Leg pain"
    assert [found.tag for found in select(card, "main .rb-notice, main h1")] == ["section", "h1"]
    assert text(card, ".rb-notice--retraction").endswith("The trial was made up.")
    assert "Last reviewed" not in card.text_content()


@pytest.mark.parametrize(("end", "words"), [("remove", "removed"), ("retire", "retired")])
def test_s05_card_of_what_was_taken_down_is_its_notice(
    client: Client, publication: Publication, managing_editor: Person, end: str, words: str
) -> None:
    getattr(actions, end)(publication.version, by=managing_editor, reason="A secret.", told="A wrong drug is named.")

    card = tree(client, status=410)

    assert f"This article has been {words}." in text(card, f".rb-notice--{words}")
    assert "A wrong drug is named." in texts(card, "main > p")
    assert "A secret." not in card.text_content()


def test_s22_warning_stands_on_the_card(client: Client, publication: Publication, editor: Person) -> None:
    warn(publication.version, editor)

    assert text(tree(client), ".rb-notice--warning").startswith("Safety warning")


def test_s26_card_says_that_its_review_is_overdue(client: Client, publication: Publication) -> None:
    assert publication.review_due is not None

    with time_machine.travel(at_noon(publication.review_due + datetime.timedelta(days=1)), tick=False):
        words = texts(tree(client), "strong")

    assert words[1:] == [f"its review was due on {publication.review_due:%-d %B %Y}"]


def test_s28_sample_says_so_on_its_card(client: Client, publication: Publication) -> None:
    written_past(publication.article, is_sample=True)

    assert text(tree(client), ".rb-band") == "Sample content. Fictional reviewers. Not medical advice."


@pytest.mark.parametrize(
    "path", ["leg-pain/student/card/", "leg-pain/admin/card/", "LEG-PAIN/patient/card/", "no/patient/card/"]
)
def test_card_of_nothing_is_not_found(client: Client, publication: Publication, path: str) -> None:
    assert client.get(f"/articles/{path}").status_code == 404


def test_s03_what_waits_for_review_has_no_card(
    client: Client, version_under_review: Version, managing_editor: Person, settings: Settings
) -> None:
    settings.PENDING_PAGES = True
    actions.show_pending(version_under_review, by=managing_editor, reason="Asked for.")

    assert client.get(CARD).status_code == 404
    assert 'type="application/json+oembed"' not in client.get("/articles/leg-pain/clinician/").content.decode()


def test_former_address_of_a_card_leads_to_the_new_one(
    client: Client, publication: Publication, editor: Person
) -> None:
    moved(publication.article, editor)

    response = client.get(CARD)

    assert (response.status_code, response["Location"]) == (301, "/articles/sore-leg/clinician/card/")


def test_card_takes_few_queries(client: Client, publication: Publication) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get(CARD)

    assert len(captured) == 4


def test_page_leads_to_its_oembed_which_leads_to_the_card(client: Client, publication: Publication) -> None:
    page = html.document_fromstring(client.get("/articles/leg-pain/clinician/").content.decode())
    address = attribute(page, 'link[type="application/json+oembed"]', "href")
    assert address is not None

    response = client.get(address.removeprefix(SITE))

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json() == {
        "version": "1.0",
        "type": "rich",
        "title": "Leg pain",
        "provider_name": "The Review Board",
        "provider_url": SITE,
        "cache_age": 60,
        "html": f'<iframe src="{PAGE}card/" title="Leg pain" width="480" height="200" loading="lazy"></iframe>',
        "width": 480,
        "height": 200,
    }


@pytest.mark.parametrize(("asked", "width"), [("300", 300), ("9999", 480), ("x", 480), ("²", 480), ("9" * 5000, 480)])
def test_frame_is_as_wide_as_was_asked_at_most(
    client: Client, publication: Publication, asked: str, width: int
) -> None:
    assert client.get("/oembed/", {"url": PAGE, "maxwidth": asked}).json()["width"] == width


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nonsense",
        "http://[",
        "https://elsewhere.example/articles/leg-pain/clinician/",
        f"{SITE}/articles/leg-pain/",
        f"{SITE}/desk/",
        f"{SITE}/articles/leg-pain/student/",
        f"{SITE}/articles/no/patient/",
        f"{SITE}/%00",
        "x" * 10_000,
    ],
)
def test_nothing_else_is_embedded(client: Client, publication: Publication, address: str) -> None:
    assert client.get("/oembed/", {"url": address}).status_code == 404


def test_other_formats_are_not_made(client: Client, publication: Publication) -> None:
    assert client.get("/oembed/", {"url": PAGE, "format": "xml"}).status_code == 501
