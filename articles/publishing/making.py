"""The pages of many articles, made without the lock of the store and written under it, so that the newest state is stored last."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog
from django.conf import settings
from django.db.models import Count, Max

from articles.models import Article, PageChange
from articles.publishing.gathering import last_shown
from articles.publishing.store import Encoded, Store, as_files
from articles.publishing.together import Together
from articles.refusals import Refusal

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Unmade:
    """An article whose pages could not be made: what was stored before is still served."""

    article: int
    slug: str
    why: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """What became of some articles, by id; `pages` are those of all audiences, in three encodings each."""

    articles: tuple[int, ...]
    pages: int = 0
    unmade: tuple[Unmade, ...] = ()


def store() -> Store:
    """The folder of this host."""
    return Store(Path(settings.PAGE_STORE))


def make(articles: Sequence[int]) -> Made:
    """Write the pages of these articles anew. What changes while they are made is made again, and stored last.

    One article that cannot be shown keeps its stored page and must not keep the others from theirs.
    """
    here, before = store(), _changes(articles)
    files, unmade = _files_of(articles)
    with here.locked():
        changed = {pk for pk, change in _changes(articles).items() if change != before[pk]}
        again, unmade_again = _files_of(changed)
        files = {**{pk: found for pk, found in files.items() if pk not in changed}, **again}
        here.put_files({slug: one for found in files.values() for slug, one in found.items()})
    failed = (*(one for one in unmade if one.article not in changed), *unmade_again)
    return Made(tuple(articles), sum(map(_pages, files.values())), failed)


def _changes(articles: Collection[int]) -> dict[int, tuple[int, int]]:
    """By article, how many page changes there are and the last of them: one more, or one that commits late, makes a difference."""
    rows = PageChange.objects.filter(article__in=articles).order_by().values_list("article")
    found = {pk: (count, last) for pk, count, last in rows.annotate(count=Count("pk"), last=Max("serial"))}
    return {pk: found.get(pk, (0, 0)) for pk in articles}


def _files_of(articles: Collection[int]) -> tuple[dict[int, Mapping[str, Encoded]], list[Unmade]]:
    """Of each article what its slugs are answered with."""
    files: dict[int, Mapping[str, Encoded]] = {}
    unmade = []
    rows = list(Article.objects.filter(pk__in=articles).order_by("pk"))
    together = Together(last_shown(rows))
    for article in rows:
        try:
            releases = together.releases(article.pk)
            files[article.pk] = {slug: as_files(release) for slug, release in releases.items()}
        except Refusal as refusal:
            log.error("the pages of an article cannot be made", article=article.pk, why=str(refusal))
            unmade.append(Unmade(article.pk, article.slug, str(refusal), tuple(map(str, refusal.details))))
    together.keep()
    return files, unmade


def _pages(files: Mapping[str, Encoded]) -> int:
    return sum(name.endswith(".html") for one in files.values() for name in one.files)
