"""The index itself: how many of what it finds, in which order, on both databases."""

from __future__ import annotations

import pytest
from django.db import connection

from articles.models import Person, SearchEntry
from articles.search import tables
from articles.search.tables import Phrase
from tests.articles.search.corpus import Sample
from tests.articles.search.library import put_live

pytestmark = pytest.mark.django_db


def sample(slug: str, body: str) -> Sample:
    return Sample(slug, f"About {slug}", "", "<p>Short.</p>", f"<p>{body}</p>")


@pytest.fixture
def three(editor: Person) -> None:
    """From the one reviewed first to the one reviewed last."""
    samples = [
        sample("one", "Cold water helps."),
        sample("two", "Cold water is best."),
        sample("three", "Water that is cold."),
    ]
    put_live(samples, by=editor)


def found(*parts: list[Phrase], limit: int) -> list[str]:
    entries = tables.found(connection, "patient", "words", parts, where="", values=(), limit=limit)
    slugs = dict(SearchEntry.objects.values_list("pk", "article__slug"))
    return [slugs[entry] for entry in entries]


@pytest.mark.parametrize(("limit", "expected"), [(1, ["two"]), (2, ["two", "one"]), (9, ["two", "one"])])
def test_phrase_is_counted_where_it_stands_and_not_where_its_words_do(
    three: None, limit: int, expected: list[str]
) -> None:
    assert found([Phrase(("cold", "water"))], limit=limit) == expected


def test_words_are_found_wherever_they_stand_reviewed_last_first(three: None) -> None:
    assert found([Phrase(("cold",))], [Phrase(("wat",), is_prefix=True)], limit=2) == ["three", "two"]


@pytest.mark.postgres
def test_settings_of_a_search_end_with_it(three: None) -> None:
    found([Phrase(("cold",))], limit=9)

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_seqscan'), current_setting('jit')")
        assert cursor.fetchone() == ("on", "on")
