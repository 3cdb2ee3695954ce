"""A text in another language than the site's is found by its own words, their forms and their beginnings."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from articles.models import Publication
from articles.search import languages, search
from articles.search.indexing import index


@pytest.mark.parametrize(
    "typed",
    [
        "Wadenkrämpfe",
        "wadenkrampf",
        "Wadenkrämpfen",
        "krämpfe",
        "Waden*",
        "“Dehnen Sie”",
        "wadenkrämpfe nacht",
        "harmlose",
    ],
)
def test_german_text_is_found_on_an_english_site(german_publication: Publication, typed: str) -> None:
    index(german_publication.article_id)
    languages.keep((), seconds=0)

    found = search(typed, "patient", language="en-gb")

    assert [hit.publication for hit in found.hits] == [german_publication]


def test_english_text_is_found_by_a_reader_of_german(publication: Publication, german_publication: Publication) -> None:
    index(german_publication.article_id)
    index(publication.article_id)
    languages.keep((), seconds=0)

    found = search("walking legs", "patient", language="de")

    assert [hit.publication for hit in found.hits] in ([publication], [])


def test_languages_are_asked_for_once_in_a_while(
    german_publication: Publication, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    index(german_publication.article_id)
    languages.keep((), seconds=0)

    with django_assert_num_queries(1):
        assert languages.others("en-gb") == ("de",)
        assert languages.others("de") == ()
