"""Tags that a team gives a work: in lower case, each once, one a line where they are kept. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from articles.references.wording import plain

LONGEST: Final = 40
MOST: Final = 20


def tidy(typed: Iterable[str]) -> tuple[str, ...]:
    """In the order of the alphabet, without what is empty or said twice; lengths are the caller's to judge."""
    return tuple(sorted({tag for words in typed if (tag := plain(words).lower().strip(" ,"))}))


def kept(tags: Iterable[str]) -> str:
    """Each between two ends of lines, so that a query finds a whole tag: "\\nchildren\\ndoses\\n"; "" for none."""
    lines = "\n".join(tidy(tags))
    return f"\n{lines}\n" if lines else ""


def read(kept_tags: str) -> tuple[str, ...]:
    return tuple(filter(None, kept_tags.split("\n")))


def line(tag: str) -> str:
    """What a work with this tag holds among those that are kept."""
    return f"\n{tag.lower()}\n"
