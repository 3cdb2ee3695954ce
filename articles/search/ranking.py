"""Which of the texts that were found come first: those that are about it, before those that only mention it.

The score is a sum over the parts of a query: most for a part in the title, less in headings and bottom line, least in the rest, times
how rare the part is among titles. It needs no statistics of a database, so that both give one order. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from articles.search.tables import Phrase

_TITLE: Final = 6.0
_LEAD: Final = 2.5
_BODY: Final = 1.0
_WHOLE_TITLE: Final = 4.0


Needles = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that was found. `title` and `lead` are its stems, with a blank on each side."""

    entry: int
    title: str
    lead: str
    is_complete: bool = True  # has every part; else one is missing


def needles(parts: Sequence[Sequence[Phrase]]) -> Needles:
    """What to look for in a run of stems with a blank on each side: for each part, any of these."""
    return tuple(
        tuple(f" {' '.join(phrase.stems)}{'' if phrase.is_prefix else ' '}" for phrase in part) for part in parts
    )


def holds(stems: str, part: Sequence[str]) -> bool:
    for needle in part:  # noqa: SIM110  a generator would take three times as long, thousands of times a search
        if needle in stems:
            return True
    return False


def scores(candidates: Sequence[Candidate], parts: Needles) -> dict[int, float]:
    """Entry → score, higher is better."""
    in_title = [[holds(one.title, part) for part in parts] for one in candidates]
    rarity = [log(2 + len(candidates) / (1 + sum(row[number] for row in in_title))) for number in range(len(parts))]
    return {one.entry: _score(one, parts, titled, rarity) for one, titled in zip(candidates, in_title, strict=True)}


def _score(one: Candidate, parts: Needles, titled: Sequence[bool], rarity: Sequence[float]) -> float:
    total = 0.0
    for number, part in enumerate(parts):
        weight = _TITLE if titled[number] else _LEAD if holds(one.lead, part) else _BODY if one.is_complete else 0.0
        total += weight * rarity[number]
    words = len(one.title.split())
    covered = sum(titled) / words if words else 0.0
    return total + _WHOLE_TITLE * min(1.0, covered)


def most_in_one(passages: Sequence[str], parts: Needles) -> int:
    """How many parts the passage has that has most of them."""
    return max((sum(holds(stems, part) for part in parts) for stems in passages), default=0)


def best_passages(passages: Sequence[str], parts: Needles, *, behind: Collection[int], most: int) -> list[int]:
    """Places of the passages to quote, best first: each adds a part that those before it lack.

    `passages` are stems; of equals, those `behind` come last.
    """
    had = [frozenset(number for number, part in enumerate(parts) if holds(stems, part)) for stems in passages]
    chosen: list[int] = []
    told: frozenset[int] = frozenset()
    while len(chosen) < most:
        worth = ((len(has - told), place not in behind, -place) for place, has in enumerate(had) if has)
        new, _is_first, place = max(worth, default=(0, False, 0))
        if not new:
            break
        chosen.append(-place)
        told |= had[-place]
    return chosen
