"""What each web host owes its page store: page changes above its own, pages whose day has come, a new build."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path

import structlog
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from articles.models import CHECK_COUNTS_FOR, Article, PageChange, Publication, ReferenceWatch
from articles.publishing.build import build
from articles.publishing.releases import LONG_OVERDUE, ONE_DAY, live_release, page_for, releases_for
from articles.publishing.store import Progress, Store
from articles.refusals import Refusal

__all__ = ["Unmade", "apply", "differences", "due", "live_release", "page_for", "rebuild", "releases_for", "store"]

log = structlog.get_logger(__name__)

REBUILD = 0
# Serials are given before the commit, so that a lower one may still appear after a higher one; not after this long.
GRACE = datetime.timedelta(minutes=5)


def store() -> Store:
    return Store(Path(settings.PAGE_STORE))


def due() -> Iterable[int]:
    """Serials that this host has not applied, in order; 0 stands for what no page change says: build and day."""
    here = store()
    if here.build != build() or here.day != timezone.localdate().isoformat():
        yield REBUILD
    progress = here.progress
    unknown = PageChange.objects.filter(serial__gt=progress.serial).exclude(serial__in=progress.beyond)
    yield from unknown.order_by("serial").values_list("serial", flat=True)


@dataclass(frozen=True)
class Unmade:
    """An article whose pages could not be made: what was stored before is still served."""

    article: Article
    why: str
    details: tuple[str, ...]


def apply(serial: int) -> list[Unmade]:
    """Do one page change, or catch up for 0. Made inside the lock, so that the newest state is stored last.

    What could not be made is not tried again by itself: with the next change of the article, or with a new build.
    """
    here = store()
    unmade: list[Unmade] = []
    with here.locked():
        if serial == REBUILD:
            unmade = _catch_up(here)
        elif not here.progress.has(serial):
            change = PageChange.objects.select_related("article").get(pk=serial)
            unmade = _put(here, change.article)
            here.set_progress(here.progress.with_applied(serial, settled=_settled([*here.progress.beyond, serial])))
    if serial == REBUILD:
        here.collect()
    return unmade


def rebuild() -> int:
    """Write all pages of this host; how many articles."""
    here = store()
    with here.locked():
        return _rebuild(here)[0]


def differences() -> tuple[str, ...]:
    """`verify --pages`: slugs whose stored pages are not what their manifest and facts give."""
    here = store()
    return tuple(slug for article in _published() for slug in _differing(here, article))


def _differing(here: Store, article: Article) -> list[str]:
    try:
        releases = releases_for(article)
    except Refusal:
        return [article.slug]
    wanted = {slug: release for slug, release in releases.items() if here.current(slug) == release.name}
    return [slug for slug in releases if slug not in wanted or not here.holds(wanted[slug])]


def _catch_up(here: Store) -> list[Unmade]:
    unmade = _rebuild(here)[1] if here.build != build() else []
    for article in _articles_of_the_day(here.day):
        unmade += _put(here, article)
    here.set_day(timezone.localdate().isoformat())
    return unmade


def _rebuild(here: Store) -> tuple[int, list[Unmade]]:
    newest = dict(PageChange.objects.order_by("-serial").values_list("serial", "at")[:1000])
    articles = list(_published())
    unmade = [one for article in articles for one in _put(here, article)]
    here.set_progress(_progress(newest))
    here.set_build(build())
    here.set_day(timezone.localdate().isoformat())
    return len(articles), unmade


def _put(here: Store, article: Article) -> list[Unmade]:
    """One article that cannot be shown keeps its stored page and must not keep the others from theirs."""
    try:
        here.put(releases_for(article))
    except Refusal as refusal:
        log.error("the pages of an article cannot be made", article=article.pk, why=str(refusal))
        return [Unmade(article, str(refusal), tuple(map(str, refusal.details)))]
    return []


def _progress(newest: Mapping[int, datetime.datetime]) -> Progress:
    settled = [serial for serial, at in newest.items() if at < timezone.now() - GRACE]
    serial = max(settled, default=0)
    return Progress(serial, tuple(sorted(known for known in newest if known > serial)))


def _settled(serials: Iterable[int]) -> set[int]:
    old = PageChange.objects.filter(serial__in=list(serials), at__lt=timezone.now() - GRACE)
    return set(old.values_list("serial", flat=True))


def _published() -> Iterable[Article]:
    return Article.objects.filter(publications__live_from__isnull=False).distinct().order_by("pk").iterator()


def _articles_of_the_day(since: str) -> Iterable[Article]:
    """Articles whose frame changes because a date has passed (S26) since this host last looked."""
    if not since:
        return []
    first, last = datetime.date.fromisoformat(since), timezone.localdate() - ONE_DAY
    passed = Q(review_due__range=(first, last)) | Q(review_due__range=(first - LONG_OVERDUE, last - LONG_OVERDUE))
    articles = Publication.objects.live().filter(passed | _citing_checked(first, last)).values("article")
    return Article.objects.filter(pk__in=articles).order_by("pk")


def _citing_checked(first: datetime.date, last: datetime.date) -> Q:
    """Versions that cite works whose check stopped to count on one of these days (S35)."""
    days = (first - CHECK_COUNTS_FOR, last - CHECK_COUNTS_FOR)
    keys = ReferenceWatch.objects.filter(checked_at__date__range=days).values_list("reference__key", flat=True)
    return reduce(or_, (Q(version__manifest__contains=f'"key":"{key}"') for key in keys), Q(pk__in=[]))
