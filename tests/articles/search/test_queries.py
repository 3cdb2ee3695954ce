"""Sixty searches over a library of thirty-two articles: the same on both databases, because this runs on both."""

from __future__ import annotations

import pytest

from articles.models import Publication
from articles.search import Results, search
from tests.articles.search.queries import QUERIES, Wanted

pytestmark = pytest.mark.django_db


def test_there_are_sixty_searches() -> None:
    assert len(QUERIES) == 60


@pytest.fixture
def answers(library: dict[str, Publication], glossary: None) -> dict[str, list[str]]:
    """What was typed → slugs in order."""
    return {wanted.typed: _slugs(wanted.typed) for wanted in QUERIES}


def test_each_search_finds_what_it_must(answers: dict[str, list[str]]) -> None:
    wrong = {wanted.typed: answers[wanted.typed] for wanted in QUERIES if not _is_right(wanted, answers[wanted.typed])}

    assert "\n".join(map(str, wrong.items())) == ""


def _is_right(wanted: Wanted, found: list[str]) -> bool:
    if not (wanted.first or wanted.among or wanted.never):
        return not found
    first_is_right = not wanted.first or found[:1] == [wanted.first]
    return first_is_right and wanted.among <= set(found) and not wanted.never & set(found)


def _slugs(typed: str) -> list[str]:
    first = search(typed, "patient", language="en")
    rest = [search(typed, "patient", language="en", page=page) for page in range(2, first.pages + 1)]
    return [hit.publication.article.slug for results in (first, *rest) for hit in _full(results)]


def _full(results: Results) -> list:  # type: ignore[type-arg]
    return [] if results.is_partial else list(results.hits)
