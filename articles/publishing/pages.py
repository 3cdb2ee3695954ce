"""What each web host owes its page store: page changes above its own, pages whose day has come, a new build."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import CHECK_COUNTS_FOR, Article, PageChange, Publication, ReferenceWatch
from articles.publishing.build import build
from articles.publishing.making import Unmade, make, store
from articles.publishing.releases import LONG_OVERDUE, ONE_DAY, live_release, page_for, releases_for
from articles.publishing.runs import Busy, journal, made_of, published, rebuilt, settled
from articles.publishing.store import Progress, Store
from articles.refusals import Refusal

__all__ = ["Unmade", "apply", "differences", "due", "live_release", "page_for", "rebuild", "releases_for", "store"]

REBUILD = 0
# `work` makes pages for so many seconds, then looks for page changes: a notice does not wait for a new build (S4).
IN_ONE_GO = 2.0


def due() -> Iterable[int]:
    """Serials that this host has not applied, in order; 0 stands for what no page change says: a new build, a new day, a run over
    all pages that was cut short.
    """
    here, run = store(), journal().run(build())
    if run is None and _is_behind(here):
        yield REBUILD
        if not here.build:  # a new host: which page changes need no work is known once its run has begun
            return
    yield from unapplied(here.progress.merged(run.progress) if run else here.progress).values_list("serial", flat=True)
    if run is not None and not journal().is_held:
        yield REBUILD


def unapplied(progress: Progress) -> QuerySet[PageChange]:
    """Page changes that are not among these, in order."""
    rows = PageChange.objects.filter(serial__gt=progress.serial).exclude(serial__in=progress.beyond)
    return rows.order_by("serial")


def _is_behind(here: Store) -> bool:
    return here.build != build() or here.day != timezone.localdate().isoformat() or journal().exists


def apply(serial: int) -> list[Unmade]:
    """Do one page change, or for 0 a part of what else is due.

    What could not be made is not tried again by itself: with the next change of the article, or with a new build.
    """
    here = store()
    if serial == REBUILD:
        return _caught_up(here)
    if here.progress.has(serial):
        return []
    made = make([PageChange.objects.get(pk=serial).article_id])
    with here.locked():
        known = here.progress
        here.set_progress(known.with_applied(serial, settled=settled([*known.beyond, serial])))
    return list(made.unmade)


def rebuild() -> int:
    """Write all pages of this host; how many articles."""
    return sum(len(made.articles) for made in rebuilt())


def differences(counted: Callable[[int], None] = lambda _articles: None) -> tuple[str, ...]:
    """`verify --pages`: slugs whose stored pages are not what their manifest and facts give. `counted` hears of each article."""
    here, articles = store(), Article.objects.filter(pk__in=published()).order_by("pk")
    found: list[str] = []
    for article in articles.iterator():
        found += _differing(here, article)
        counted(1)
    return tuple(found)


def _differing(here: Store, article: Article) -> list[str]:
    try:
        releases = releases_for(article)
    except Refusal:
        return [article.slug]
    wanted = {slug: release for slug, release in releases.items() if here.current(slug) == release.name}
    return [slug for slug in releases if slug not in wanted or not here.holds(wanted[slug])]


def _caught_up(here: Store) -> list[Unmade]:
    if here.build != build() or journal().exists:
        return _rebuilt_in_part()
    today = timezone.localdate().isoformat()
    unmade = [one for made in made_of(_of_the_day(here.day)) for one in made.unmade]
    with here.locked():
        here.set_day(today)
    here.collect()
    return unmade


def _rebuilt_in_part() -> list[Unmade]:
    try:
        return [one for made in rebuilt(seconds=IN_ONE_GO) for one in made.unmade]
    except Busy:
        return []


def _of_the_day(since: str) -> list[int]:
    """Articles whose frame changes because a date has passed (S26) since this host last looked, as ids."""
    if not since:
        return []
    first, last = datetime.date.fromisoformat(since), timezone.localdate() - ONE_DAY
    passed = Q(review_due__range=(first, last)) | Q(review_due__range=(first - LONG_OVERDUE, last - LONG_OVERDUE))
    found = Publication.objects.live().filter(passed | _citing_checked(first, last))
    return sorted(found.values_list("article", flat=True))


def _citing_checked(first: datetime.date, last: datetime.date) -> Q:
    """Versions that cite works whose check stopped to count on one of these days (S35)."""
    days = (first - CHECK_COUNTS_FOR, last - CHECK_COUNTS_FOR)
    keys = ReferenceWatch.objects.filter(checked_at__date__range=days).values_list("reference__key", flat=True)
    return reduce(or_, (Q(version__manifest__contains=f'"key":"{key}"') for key in keys), Q(pk__in=[]))
