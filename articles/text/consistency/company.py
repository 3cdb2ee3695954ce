"""Numbers that have changed places, seen by the words beside each: "20% on the drug, 30% on placebo"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, product
from typing import Final

from articles.text.consistency.concepts import concepts
from articles.text.consistency.facts import RATE, Fact
from articles.text.consistency.numbers import as_read, facts

_MOST: Final = 8
_END: Final = re.compile(r"(?<=\w)[.;] ")
_LABEL: Final = re.compile(r"\b(days?|weeks?|steps?|months?|stage|grade) (\d+)", re.IGNORECASE)

Company = list[frozenset[str]]


def exchanged(left: str, right: str) -> Iterator[tuple[Fact, Fact]]:
    """Pairs of numbers of one kind, both in both passages, of which each stands with the words of the other.

    Words stand behind their numbers in one passage and before
    them in another, so that every way to read them is tried: one in which each number keeps its words clears the pair.
    """
    before, after = _by_kind(left), _by_kind(right)
    for kind in before.keys() & after.keys():
        ours = [fact for fact in after[kind] if sum(fact.equals(other) for other in before[kind]) == 1]
        theirs = [next(other for other in before[kind] if other.equals(fact)) for fact in ours]
        if 1 < len(ours) <= _MOST:
            yield from _crossed(
                as_read(left), as_read(right), before[kind], after[kind], list(zip(theirs, ours, strict=True))
            )


@lru_cache(maxsize=512)
def _by_kind(text: str) -> dict[str, list[Fact]]:
    """Numbers that stand there once, by what they measure, in order."""
    found: dict[str, list[Fact]] = {}
    for fact in facts(text):
        if not fact.is_extra:
            found.setdefault(fact.dimension, []).append(fact)
    return {
        kind: [fact for fact in held if sum(fact.equals(other) for other in held) == 1]
        for kind, held in found.items()
        if 1 < len(held) <= _MOST
    }


def _crossed(
    left: str, right: str, before: Sequence[Fact], after: Sequence[Fact], pairs: Sequence[tuple[Fact, Fact]]
) -> Iterator[tuple[Fact, Fact]]:
    ways = list(product(_company(left, before), _company(right, after)))
    places = [(before.index(theirs), after.index(ours)) for theirs, ours in pairs]
    for (one, other), ((i, k), (j, m)) in zip(combinations(pairs, 2), combinations(places, 2), strict=True):
        straight = max(bool(mine[i] & own[k]) + bool(mine[j] & own[m]) for mine, own in ways)
        if straight < 2 and any(_is_crossed(mine[i], mine[j], own[k], own[m]) for mine, own in ways):
            yield one[0], other[0]


def _is_crossed(
    left_one: frozenset[str], left_other: frozenset[str], one: frozenset[str], other: frozenset[str]
) -> bool:
    """Each has what only the other has in the other passage."""
    if left_one & one or left_other & other:
        return False
    # "~", "*", "@": what speaks for both has to be of one sort, and not the same thing.
    ours, theirs = left_one & other, left_other & one
    return not ours & theirs and bool({_sort(item) for item in ours} & {_sort(item) for item in theirs})


def _sort(item: str) -> str:
    return "" if item[0].isalpha() or item[0] == "*" else item[0]


def _company(text: str, held: Sequence[Fact]) -> tuple[Company, Company]:
    """For each number the concepts behind it up to the next, and those before it from the one before."""
    behind: Company = []
    ahead: Company = []
    for place, fact in enumerate(held):
        end = held[place + 1].start if place + 1 < len(held) else len(text)
        start = held[place - 1].end if place else 0
        behind.append(_named(_END.split(text[fact.end : end])[0], fact.dimension))
        ahead.append(_named(_END.split(text[start : fact.start])[-1], fact.dimension))
    return _own(behind), _own(ahead)


def _named(text: str, kind: str) -> frozenset[str]:
    """What stands there: ideas, days and how often."""
    rates = (
        f"@{fact.low} {fact.high}"
        for fact in facts(text)
        if fact.dimension == RATE and kind != RATE and not fact.is_extra
    )
    days = (f"#{label[1].lower().rstrip('s')} {label[2]}" for label in _LABEL.finditer(text))
    others = (
        f"={fact.dimension} {fact.low} {fact.high} {fact.direction}"
        for fact in facts(text)
        if fact.dimension not in (kind, RATE) and not fact.is_extra
    )
    return frozenset([*concepts(text), *rates, *days, *others])


def _own(company: Company) -> Company:
    """What stands with all of them tells none from another."""
    shared = frozenset.intersection(*company)
    return [items - shared for items in company]
