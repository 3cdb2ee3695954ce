"""Where words stand. Version 1 of the rule, which `sentences.VERSION` counts too.

A word is a run of letters and figures. What joins two runs to one word: apostrophe, hyphen, en dash, full stop, middle
dot, @, & and ° between them; a comma, a colon or a narrow space between figures; a slash next to a figure, a unit or a
single letter (120/80, mg/dL, n/a), while "and/or" are two. A figure behind the full stop of a word is none of it
("safe.12"). An ending in brackets belongs to its word: "tablet(s)".
A web address is one word. Signs alone are none.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from articles.text.units import UNIT

# Vowel signs and accents of scripts that write them apart from their letters.
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d"
)
# Groups are atomic, not possessive: of (…)*+ Python 3.11.2, Debian 12's own, makes matches without end (gh-106052).
_RUN: Final = rf"[^\W_](?>(?:[^\W_]|[{_MARKS}])*)"
_JOINING: Final = r"(?:(?:['’ʼ·&@/°–‐‑-]|\.(?!(?<=[^\W\d_]{2}\.)\d))(?=[^\W_])|(?<=\d)[,:\u202f](?=\d)|(?<=doi):(?=\d))"
WORD: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”]*[^\W_]"
    rf"|{_RUN}(?>(?:{_JOINING}{_RUN})*)(?:\((?:s|es|ren)(?=\)))?"
)
_UNIT: Final = re.compile(UNIT)


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[str, ...]:
    """The words of one sentence or block, as they stand."""
    if "/" not in text:
        return tuple(WORD.findall(text))
    return tuple(text[start:end] for start, end in word_spans(text))


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where each word begins and ends."""
    found: list[tuple[int, int]] = []
    for match in WORD.finditer(text):
        if "/" in match[0] and "://" not in match[0]:
            found += _parted(match)
        else:
            found.append(match.span())
    return found


def _parted(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    start, place = match.start(), match.start()
    pieces = match[0].split("/")
    for left, right in pairwise(pieces):
        place += len(left)
        if _parts(left, right):
            yield start, place
            start = place + 1
        place += 1
    yield start, match.end()


def _parts(left: str, right: str) -> bool:
    return all(piece.replace("-", "").isalpha() and len(piece) > 1 and not _is_unit(piece) for piece in (left, right))


@lru_cache(maxsize=512)
def _is_unit(piece: str) -> bool:
    return _UNIT.fullmatch(piece) is not None
