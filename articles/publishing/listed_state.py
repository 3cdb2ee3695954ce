"""In which state everything is that pages with lists of articles show: another value says that such a page may look otherwise."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

from django.db import close_old_connections, connection
from django.db.models import Exists, Subquery
from django.utils import timezone

from articles import publisher
from articles.models import Article, Event, PageChange
from articles.publishing.build import build
from articles.record import SITE

SECONDS_A_FILE_IS_OPEN: Final = 1.0


class _Seen:
    """The number of the site's own events when this process looked last."""

    number: int | None = None


def listed_state() -> Hashable:
    """Asked between requests, in one query.

    Whatever becomes live, ends, or gets another notice, topic or address adds a page change, and a topic or the publisher's details an
    event of the site. Both are numbered in the order in which they are committed, so that the newest number tells of all of them.
    """
    with _own_connection():
        found = _numbers()
    if found[1] != _Seen.number:
        _Seen.number = found[1]
        publisher.forget()
    return (*found, build(), timezone.localdate())


@contextmanager
def _own_connection() -> Iterator[None]:
    """What Django does around a request: back to the pool with it. A file stays open for a second, for opening it costs ten times as much
    as asking. A transaction that is open already goes on."""
    if connection.in_atomic_block:
        yield
        return
    is_file = connection.vendor == "sqlite"
    if not is_file or (connection.close_at or 0) + SECONDS_A_FILE_IS_OPEN < monotonic():
        close_old_connections()
    try:
        yield
    finally:
        if not is_file:
            close_old_connections()


def _numbers() -> tuple[int, int | None, bool]:
    """Newest page change, newest event of the site, and whether there are samples, of which every page says so."""
    site = Event.objects.filter(stream=SITE).order_by("-sequence").values("sequence")[:1]
    samples = Exists(Article.objects.filter(is_sample=True))
    newest = PageChange.objects.order_by("-serial").annotate(site=Subquery(site), has_samples=samples)
    return newest.values_list("serial", "site", "has_samples").first() or (0, 0, False)
