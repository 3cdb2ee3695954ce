"""Ids of headings: from their words alone, so that every page that leads to one can work it out."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from django.utils.text import slugify


class HeadingIds:
    """The ids of one page, given out in reading order; `taken` are the frame's, and prefixes that are the frame's alone."""

    def __init__(self, taken: Iterable[str], prefixes: tuple[str, ...]) -> None:
        self._taken = set(taken)
        self._prefixes = prefixes

    def next(self, heading: str) -> str:
        base = slugify(" ".join(heading.split()))[:60].strip("-") or "section"
        base = f"section-{base}" if base.startswith(self._prefixes) else base
        candidates = chain((base,), (f"{base}-{count}" for count in range(2, 1000)))
        free = next(name for name in candidates if name not in self._taken)
        self._taken.add(free)
        return free


# A slug never begins with "_", so that ids that do are free for the frame.
FRAME_IDS = frozenset(
    {"authors", "bottom-line", "choose", "contents", "disclaimer", "main", "references", "review", "words-explained"}
)
FRAME_PREFIXES = ("ref-", "cite-", "table-", "explained-")


def page_ids() -> HeadingIds:
    """Those of a reader page."""
    return HeadingIds(FRAME_IDS, FRAME_PREFIXES)
