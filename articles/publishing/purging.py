"""Telling a cache ahead of this host, a CDN or Varnish, which pages it must forget, once their new ones are stored here (S4).

What is owed are page changes that this host has applied and told nobody of. Each host tells for itself, because a cache that
forgets before the last host has stored would fetch the old page from it; the last one to store tells last.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Self
from urllib.parse import urlsplit

import httpx
import structlog
from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from articles.audiences import Audience
from articles.models import Article, FormerSlug, PageChange, Topic
from articles.publishing.making import store
from articles.publishing.store import Progress, Store

log = structlog.get_logger(__name__)

NOTE: Final = "purged"
# What the smallest plan of a large CDN takes in one request.
AT_ONCE: Final = 30
CHANGES: Final = 100
SECONDS: Final = 10.0
LONGEST_WAIT: Final = datetime.timedelta(minutes=5)
# A cache that holds no such page has nothing to forget.
_FORGOTTEN: Final = frozenset({404, 410, 412})


class NotPurged(Exception):
    """The cache did not take it; says what it answered, and nothing of the key that it was asked with."""


@dataclass(frozen=True)
class Told:
    """The page changes that the cache was told of; after failures not before `wait_until`."""

    progress: Progress
    failures: int = 0
    wait_until: datetime.datetime | None = None
    error: str = ""

    def to_json(self) -> str:
        until = self.wait_until.isoformat() if self.wait_until else None
        known = [self.progress.serial, *self.progress.beyond]
        return json.dumps({"known": known, "failures": self.failures, "wait_until": until, "error": self.error})

    @classmethod
    def from_json(cls, text: str) -> Self:
        data = json.loads(text)
        serial, *beyond = data["known"]
        until = data["wait_until"]
        wait_until = datetime.datetime.fromisoformat(until) if until else None
        return cls(Progress(serial, tuple(beyond)), data["failures"], wait_until, data["error"])


def is_due() -> bool:
    """Is there anything to tell, and is it time to? Never where no cache is set, nor before a new host has all its pages."""
    here = store()
    if not settings.PURGE_URL or not here.build:
        return False
    told = told_by(here)
    return not (told.wait_until and told.wait_until > timezone.now()) and _untold(here.progress, told).exists()


def purge() -> None:
    """Tell of what is due. What the cache does not take stays due, after a wait that doubles up to five minutes."""
    here = store()
    applied, told = here.progress, told_by(here)
    changes = list(_untold(applied, told).order_by("serial")[:CHANGES])
    try:
        tell(addresses_of(change.article for change in changes))
    except NotPurged as failure:
        _keep(here, _failed(told, str(failure)))
        log.warning("the cache ahead of this host was not told", changes=len(changes), why=str(failure))
        return
    now_told = Progress(0, tuple(change.serial for change in changes)) if len(changes) == CHANGES else applied
    _keep(here, Told(told.progress.merged(now_told)))


def told_by(here: Store) -> Told:
    """What the note of this host says. A host that never told anybody begins with what it has: no cache holds an older page of it."""
    path = here.folder / NOTE
    if not path.exists():
        _keep(here, Told(here.progress))
    return Told.from_json(path.read_text())


def error_of(here: Store) -> str:
    """What the cache answered last; empty where it took all."""
    path = here.folder / NOTE
    return Told.from_json(path.read_text()).error if path.exists() else ""


def addresses_of(articles: Iterable[Article]) -> list[str]:
    """Paths of all that may show something of these articles, each once."""
    return list(dict.fromkeys(address for article in articles for address in _addresses(article)))


def tell(paths: Sequence[str]) -> None:
    """One request for each path (`PURGE_METHOD` is PURGE), or whole addresses as JSON. Raises `NotPurged`."""
    name, _colon, value = settings.PURGE_HEADER.partition(":")
    headers = {name.strip(): value.strip()} if name else {}
    try:
        with httpx.Client(timeout=SECONDS, headers=headers, trust_env=False, follow_redirects=False) as client:
            for status in _asked(client, paths):
                if not 200 <= status < 300:
                    raise NotPurged(f"HTTP {status}")
    except (httpx.HTTPError, OSError) as error:
        raise NotPurged(type(error).__name__) from error


def _asked(client: httpx.Client, paths: Sequence[str]) -> Iterator[int]:
    site, cache = settings.SITE_URL.rstrip("/"), settings.PURGE_URL
    if settings.PURGE_METHOD == "PURGE":
        host = {"Host": urlsplit(site).netloc}
        for path in paths:
            status = client.request("PURGE", f"{cache.rstrip('/')}{path}", headers=host).status_code
            yield 200 if status in _FORGOTTEN else status
        return
    todo = iter(paths)
    while some := list(islice(todo, AT_ONCE)):
        yield client.post(cache, json={settings.PURGE_FIELD: [f"{site}{path}" for path in some]}).status_code


def _untold(applied: Progress, told: Told) -> QuerySet[PageChange]:
    """Applied here, and told to nobody."""
    is_applied = Q(serial__lte=applied.serial) | Q(serial__in=applied.beyond)
    rows = PageChange.objects.filter(is_applied, serial__gt=told.progress.serial)
    return rows.exclude(serial__in=told.progress.beyond).select_related("article__topic")


def _failed(told: Told, why: str) -> Told:
    wait = min(datetime.timedelta(seconds=2 ** min(told.failures + 1, 10)), LONGEST_WAIT)
    return replace(told, failures=told.failures + 1, wait_until=timezone.now() + wait, error=why)


def _keep(here: Store, told: Told) -> None:
    here.write_note(NOTE, told.to_json())


def _addresses(article: Article) -> Iterator[str]:
    former = FormerSlug.objects.filter(article=article).order_by("slug").values_list("slug", flat=True)
    for slug in (article.slug, *former):
        for audience in Audience.values:
            page = f"/articles/{slug}/{audience}/"
            yield from (page, f"{page}card/", f"{page}article.pdf")
        yield from (
            f"/articles/{slug}/patient/appointment/",
            f"/articles/{slug}/versions/",
            f"/articles/{slug}/article.xml",
        )
    yield from ("/", "/articles/", "/topics/", "/feed/", "/sitemap.xml", "/sitemap-1.xml")
    for topic in _upwards(article.topic):
        yield from (f"/topics/{topic.slug}/", f"/topics/{topic.slug}/feed/")
    yield reverse("api:article", args=(str(article.uuid),))
    yield from (reverse("api:text", args=(str(article.uuid), audience)) for audience in Audience.values)


def _upwards(topic: Topic | None) -> Iterator[Topic]:
    seen: set[int] = set()
    while topic is not None and topic.pk not in seen:
        seen.add(topic.pk)
        yield topic
        topic = topic.parent
