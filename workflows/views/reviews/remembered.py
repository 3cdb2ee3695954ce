"""What is worked out of frozen words, once for all workers: kept in Django's cache by what it was made of and the code that made it.

A version never changes, so nothing here is ever out of date; what depends on who asks or when has no place here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import cache as once
from pathlib import Path
from typing import TypeVar, cast

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import get_language

from articles.publishing.build import build

SECONDS = 14 * 24 * 60 * 60
_ROOT = Path(__file__).resolve().parent.parent.parent
_MISSING = object()

T = TypeVar("T")


def remembered(name: str, *of: str, make: Callable[[], T]) -> T:
    """What `make` gives for these digests and choices, in the language of the request. While code is written: always anew."""
    if settings.DEBUG:
        return make()
    parts = (build(), _code(), get_language() or "", *of)
    key = f"{name}:{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}"
    memory = caches["versions"]
    found = memory.get(key, _MISSING)
    if found is _MISSING:
        found = make()
        memory.set(key, found, SECONDS)
    return cast("T", found)


@once
def _code() -> str:
    """Of all that can have a part in it, so that another release remembers nothing of this one."""
    total = hashlib.sha256()
    for path in sorted(_sources()):
        total.update(path.read_bytes())
    return total.hexdigest()


def _sources() -> Iterator[Path]:
    for app in ("articles", "workflows"):
        yield from (_ROOT / app).rglob("*.py")
    yield from (_ROOT / "templates").rglob("*.html")
