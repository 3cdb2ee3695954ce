"""In which languages there are texts to be found: words are looked for in each of them."""

from __future__ import annotations

import time
from typing import Final

from articles.models import SearchEntry

# Seconds for which a process goes by what it read: the first text in a new language is found by its own stems after so many.
KEPT_FOR: Final = 60.0


class _Kept:
    languages: tuple[str, ...] = ()
    until: float = 0.0


def others(language: str) -> tuple[str, ...]:
    """Those besides the one in which somebody searches, without their countries."""
    if time.monotonic() >= _Kept.until:
        rows = SearchEntry.objects.order_by().values_list("language", flat=True).distinct()
        keep(tuple(sorted({_base(row) for row in rows})))
    return tuple(known for known in _Kept.languages if known != _base(language))


def keep(languages: tuple[str, ...], *, seconds: float = KEPT_FOR) -> None:
    _Kept.languages, _Kept.until = languages, time.monotonic() + seconds


def _base(language: str) -> str:
    return language.partition("-")[0].lower()
