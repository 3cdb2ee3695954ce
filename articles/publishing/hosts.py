"""How far each web host has come with its page store: it tells so in the shared cache, and the desk shows it.

The cache may lose it; the next quarter of a minute tells it again. Without Redis there is one host, read from its own folder.
"""

from __future__ import annotations

import dataclasses
import datetime
import socket
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

from django.core.cache import cache
from django.utils import timezone

from articles.publishing import purging
from articles.publishing.build import build
from articles.publishing.journal import Journal
from articles.publishing.making import store

EVERY: Final = 15.0
KEY: Final = "page-hosts"
# One that stopped over a weekend is still named; one that was taken away, as every container is that a new one follows, is forgotten.
KEPT: Final = datetime.timedelta(days=3)
# One that was not heard of for so long does not work.
SILENT: Final = datetime.timedelta(minutes=2)


@dataclass(frozen=True)
class HostState:
    """`serial`: all page changes up to it are applied. `build`, `day`: what its pages were written with, and for. `error` is that of
    the cache ahead of it."""

    name: str
    serial: int
    build: str
    day: str
    is_writing_all: bool
    error: str
    told_at: datetime.datetime

    @property
    def is_of_this_build(self) -> bool:
        return self.build == build()

    @property
    def is_silent(self) -> bool:
        return self.told_at < timezone.now() - SILENT


class _Clock:
    """When this process told last."""

    told = float("-inf")


def tell() -> None:
    """At most every quarter of a minute."""
    if monotonic() < _Clock.told + EVERY:
        return
    _Clock.told = monotonic()
    own = _own()
    cache.set(KEY, {**_told(), own.name: dataclasses.asdict(own)}, int(KEPT.total_seconds()))


def known() -> list[HostState]:
    """All that were heard of, by name. This host, where none of its processes told anything, as its folder says."""
    told = {name: HostState(**data) for name, data in _told().items()}
    own = _own()
    found = {own.name: own, **told}
    return [found[name] for name in sorted(found)]


def _told() -> dict[str, dict[str, Any]]:
    """What hosts said of themselves, without those that are gone: each that tells keeps the whole anew."""
    since = timezone.now() - KEPT
    return {name: data for name, data in cache.get(KEY, {}).items() if data["told_at"] >= since}


def _own() -> HostState:
    here = store()
    progress = here.progress
    return HostState(
        name=socket.gethostname(),
        serial=max((progress.serial, *progress.beyond)),
        build=here.build,
        day=here.day,
        is_writing_all=Journal(here.folder).exists,
        error=purging.error_of(here),
        told_at=timezone.now(),
    )
