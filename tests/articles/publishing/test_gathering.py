"""What many pages are made of is asked of the database at once, and is what each of them would be made of alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from articles.models import Article, FormerSlug, Publication
from articles.publishing.gathering import around_each, last_shown
from articles.publishing.making import make
from articles.publishing.releases import Ready, facts_for, releases_for, releases_of
from benchmarks import many_articles

pytestmark = pytest.mark.django_db


@pytest.fixture
def thirty_articles(settings: Settings, tmp_path: Path) -> list[int]:
    """Ids of articles for patients, made once, so that their works are written."""
    settings.PAGE_STORE = f"{tmp_path}/pages"
    many_articles.fill(30, ["patient"])
    ids = sorted(Article.objects.values_list("pk", flat=True))
    make(ids)
    return ids


def queries_of(articles: list[int]) -> int:
    caches["versions"].clear()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert make(articles).pages == len(articles)
    return len(asked)


def test_pages_of_one_article_and_of_thirty_ask_the_same_number_of_questions(thirty_articles: list[int]) -> None:
    counted = [queries_of(thirty_articles[:1]), queries_of(thirty_articles)]

    assert counted == [15, 15]


def test_facts_of_many_are_those_of_each(thirty_articles: list[int]) -> None:
    publications = list(Publication.objects.select_related("version", "article").order_by("pk"))

    found = around_each(publications)

    together = [facts_for(one, around=found[one.pk]) for one in publications]
    assert together == [facts_for(one) for one in publications]


def test_releases_of_many_are_those_of_each(thirty_articles: list[int]) -> None:
    first, second, *_others = articles = list(Article.objects.order_by("pk")[:4])
    FormerSlug.objects.create(article=first, slug="sore-leg")
    FormerSlug.objects.create(article=first, slug=second.slug)

    found = last_shown(articles)

    assert [releases_of(Ready(found[one.pk])) for one in articles] == [releases_for(one) for one in articles]
    assert found[first.pk].former == ("sore-leg",)


def test_what_was_never_shown_has_nothing_around_it(draft: Article) -> None:
    assert last_shown([draft]) == {}
    assert releases_for(draft) == {}
