"""The search page: what it shows of a hit, what it says when there is none, and that it asks for nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Person, Publication
from tests.articles.search.corpus import LIBRARY, Sample
from tests.articles.search.library import put_live

pytestmark = pytest.mark.django_db

SOME = tuple(one for one in LIBRARY if one.slug in ("warfarin", "aspirin-and-bleeding", "hydralazine", "back-pain"))


@pytest.fixture
def library(editor: Person) -> dict[str, Publication]:
    return put_live(SOME, by=editor)


def page(client: Client, **asked: str) -> str:
    return " ".join(client.get("/search/", asked).content.decode().split())


def test_s09_each_hit_says_for_whom_it_is_and_when_it_was_reviewed(
    client: Client, library: dict[str, Publication]
) -> None:
    shown = page(client, q="INR")

    assert "Patients, families and carers · Last reviewed" in shown


def test_s09_an_item_stands_below_what_leads_to_it(client: Client, library: dict[str, Publication]) -> None:
    shown = page(client, q="ulcer")

    assert shown.index("Do not take it if:") < shown.index("you have a stomach <mark>ulcer</mark>")


def test_s09_a_passage_stands_above_the_warning_of_its_section(client: Client, library: dict[str, Publication]) -> None:
    shown = page(client, q="vegetables")

    assert shown.index("<mark>vegetables</mark>") < shown.index("Never take ibuprofen with warfarin")


def test_s10_a_medicine_that_is_like_the_word_is_offered_with_a_caution(
    client: Client, library: dict[str, Publication]
) -> None:
    shown = page(client, q="hydralizine")

    assert "No text has “hydralizine”." in shown
    assert "hydralazine</a> (a medicine: compare with the name on the pack)" in shown
    assert "rb-hit__title" not in shown


def test_what_was_typed_stays_in_the_box_and_is_no_markup(client: Client, library: dict[str, Publication]) -> None:
    shown = page(client, q='<script>alert(1)</script> "pain')

    assert "<script>" not in shown
    assert 'value="&lt;script&gt;alert(1)&lt;/script&gt; &quot;pain"' in shown


def test_a_text_instead_of_words_is_told_so_and_kept(client: Client, library: dict[str, Publication]) -> None:
    shown = page(client, q="pain " * 2000)

    assert "That is longer than 200 letters. Search for a few words." in shown
    assert shown.count("pain pain pain") >= 1


def test_the_audience_of_the_cookie_counts_unless_the_address_says_another(
    client: Client, library: dict[str, Publication]
) -> None:
    client.cookies["audience"] = "clinician"

    assert "Naproxen" in page(client, q="opioids naproxen")
    assert "Nothing was found." in page(client, q="naproxen", audience="patient")


def test_nothing_about_a_search_is_kept(client: Client, library: dict[str, Publication]) -> None:
    response = client.get("/search/", {"q": "pain"})

    assert (response.headers["Cache-Control"], response.headers["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert not response.cookies


def test_the_form_alone_may_be_found_by_search_engines(client: Client) -> None:
    response = client.get("/search/")

    assert "X-Robots-Tag" not in response.headers
    assert "noindex" not in response.content.decode()


@pytest.mark.parametrize(
    "asked", [{"topic": "nowhere"}, {"since": "x"}, {"audience": "x"}, {"page": "0"}, {"page": "9" * 50}]
)
def test_what_is_not_understood_is_not_asked(
    client: Client, library: dict[str, Publication], asked: dict[str, str]
) -> None:
    assert "rb-hit__title" in page(client, q="pain", **asked)


def test_nothing_found_says_that_it_means_nothing(client: Client, library: dict[str, Publication]) -> None:
    assert "That we have no text about something does not mean that it is safe." in page(client, q="zzzz")


def test_without_words_there_is_only_the_form(client: Client, library: dict[str, Publication]) -> None:
    shown = page(client)

    assert 'role="search"' in shown
    assert 'role="status"' not in shown


@pytest.mark.parametrize("texts", [1, 30])
def test_page_asks_the_database_as_often_for_one_text_as_for_thirty(client: Client, editor: Person, texts: int) -> None:
    put_live(
        (Sample(f"cold-{n}", f"Cold water {n}", "", "", "<p>Cold water helps.</p>") for n in range(texts)), by=editor
    )
    client.get("/search/?q=cold+water")  # reads the glossary

    with CaptureQueriesContext(connection) as captured:
        shown = client.get("/search/?q=cold+water").content.decode()

    assert (shown.count("rb-hit__title"), len(captured)) == (min(texts, 10), 10)
