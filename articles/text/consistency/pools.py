"""Numbers that stand together: whether they hold what another passage says, in whatever unit and in however many tablets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Final

from articles.text.consistency.facts import FORMS, NUMBER, RATE, SHARE, Fact

FIGURE: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


@lru_cache(maxsize=4096)
def _figures(text: str) -> list[Fraction]:
    """The numbers of a text as they stand, without their units. Not to be changed."""
    return [Fraction(figure.replace(",", "")) for figure in FIGURE.findall(text)]


class Pool:
    """Facts by dimension, each value once."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._held: dict[str, dict[tuple[object, ...], Fact]] = {}
        for fact in facts:
            self._held.setdefault(fact.dimension, {}).setdefault(_value(fact), fact)

    def ranges(self, dimension: str) -> list[Fact]:
        return [fact for fact in self._held.get(dimension, {}).values() if fact.low != fact.high]

    def holds_single(self, dimension: str, value: Fraction) -> bool:
        return any(fact.low == fact.high == value for fact in self._held.get(dimension, {}).values())

    @property
    def strengths(self) -> list[Fact]:
        """Single amounts of a drug that may be what is counted."""
        held = (fact for name in ("mass", "unit") for fact in self._held.get(name, {}).values())
        return [fact for fact in held if fact.is_dose and not fact.is_extra and fact.low == fact.high]

    @property
    def counts(self) -> list[Fact]:
        """How many of something, with its name or without."""
        held = (fact for name in (*FORMS, NUMBER) for fact in self._held.get(name, {}).values())
        return [fact for fact in held if not fact.is_extra and fact.low == fact.high != 1]

    def missing(self, facts: Sequence[Fact]) -> list[Fact]:
        """Those that the pool does not hold. An extra one that it holds settles those that it comes from."""
        settled = {part for fact in facts if fact.is_extra and self.holds(fact) for part in fact.parts}
        multiplied = {
            fact.parts[0]
            for fact in facts
            if _is_product(fact) and not settled.issuperset(fact.parts) and self._is_multiple(fact, facts)
        }
        return [
            fact
            for place, fact in enumerate(facts)
            if place in multiplied or (place not in settled and not self.holds(fact))
        ]

    def holds(self, fact: Fact) -> bool:
        held = self._held.get(fact.dimension, {})
        exact = _value(fact) in held
        return exact or any(_says(fact, other) for other in held.values()) or self._holds_ends(fact)

    def _holds_ends(self, fact: Fact) -> bool:
        """ "3.5 to 5.3" is held by "at least 3.5" and "at most 5.3", of which one may stand without its unit."""
        if fact.low == fact.high or fact.dimension == RATE:
            return False
        held = [
            other
            for other in self._held.get(fact.dimension, {}).values()
            if other.low == other.high and not other.is_extra
        ]
        figures = _figures(fact.text)
        bare = {other.low for other in self._held.get(NUMBER, {}).values()}
        ends = [any(other.low == end for other in held) for end in (fact.low, fact.high)]
        return any(ends) and all(
            is_held or (len(figures) == len(ends) and figure in bare)
            for is_held, figure in zip(ends, figures or ends, strict=False)
        )

    def _is_multiple(self, product: Fact, facts: Sequence[Fact]) -> bool:
        """Two tablets of 150 mg are not "150 mg", unless the other says "two" as well."""
        strength, count = (facts[part] for part in product.parts)
        if strength.equals(product) or self.holds(product):
            return False
        counted = [other for dimension in (*FORMS, NUMBER) for other in self._held.get(dimension, {}).values()]
        return not any((other.low, other.high) == (count.low, count.high) for other in counted)


def _value(fact: Fact) -> tuple[int, ...]:
    """Whole numbers, whose hashes cost less than those of fractions."""
    return (*fact.low.as_integer_ratio(), *fact.high.as_integer_ratio(), fact.direction)


def _is_product(fact: Fact) -> bool:
    return len(fact.parts) == 2 and fact.dimension != RATE and not fact.dimension.endswith("/day")


def _says(fact: Fact, other: Fact) -> bool:
    """Equal, or "up to 4 times a day" for "every 4 to 6 hours"."""
    if fact.equals(other):
        return True
    if (
        fact.dimension == other.dimension != RATE
        and fact.direction
        and fact.low == fact.high
        and other.low != other.high
    ):
        return fact.low == (other.high if fact.direction < 0 else other.low)
    if fact.dimension == RATE and -1 in (fact.direction, other.direction):
        return bool({fact.low, fact.high} & {other.low, other.high})
    return False


def same_figure(fact: Fact, other: Fact) -> bool:
    """Equal, or the same figure once with a unit and once without."""
    if fact.equals(other):
        return True
    bare, named = (fact, other) if fact.dimension == NUMBER else (other, fact)
    if (
        bare.dimension != NUMBER
        or named.dimension in (NUMBER, RATE, SHARE)
        or (named.is_dose and named.dimension not in FORMS)
    ):
        return False
    figures = _figures(named.text)
    return figures[:2] == [bare.low, bare.high] if bare.low != bare.high else figures[:1] == [bare.low]
