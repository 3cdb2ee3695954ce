"""Two drugs that have changed places: "clopidogrel for 12 months, aspirin for life" and the other way round, number or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from typing import Final

from articles.text.consistency.company import Stretch, cut, roles, stated
from articles.text.consistency.concepts import concepts
from articles.text.consistency.facts import RATE
from articles.text.consistency.numbers import as_read
from articles.text.dosing.mentions import drugs_in
from articles.text.drugs import generic

_MOST: Final = 6

Told = dict[str, set[str]]


def exchanged(left: Stretch, right: Stretch) -> Iterator[tuple[str, str]]:
    """Pairs of drugs of which each has what is said of the other in the first passage, and nothing of its own."""
    before, after = _told(left), _told(right)
    both = sorted(before.keys() & after.keys())
    for one, other in combinations(both, 2) if len(both) <= _MOST else ():
        mine, others = before[one] - before[other], before[other] - before[one]
        own, theirs = after[one] - after[other], after[other] - after[one]
        if mine & theirs and others & own and not (mine & own or others & theirs):
            yield one, other


def _told(stretch: Stretch) -> Mapping[str, set[str]]:
    """What is said beside each drug."""
    found: Told = {}
    for _above, sentence in stretch:
        text = as_read(sentence)
        named = [(generic(one.name), one.start, one.end) for one in drugs_in(text)]
        if not 0 < len(named) <= _MOST:
            continue
        ends = [cut(text, one[2], other[1])[0] for one, other in pairwise(named)]
        for (name, _start, _end), start, stop in zip(named, [0, *ends], [*ends, len(text)], strict=True):
            found.setdefault(name, set()).update(_features(sentence, text, start, stop))
    return found


def _features(sentence: str, text: str, start: int, stop: int) -> Iterator[str]:
    words = text[start:stop]
    yield from roles(words)
    yield from (item for item in concepts(words) if not item.startswith("~"))
    for fact in stated(sentence):
        if start <= fact.start < stop and fact.dimension != RATE:
            yield f"={fact.dimension} {fact.low} {fact.high}"
