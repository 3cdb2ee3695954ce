"""Numbers that stand together: whether they hold what another passage says, in whatever unit and in however many tablets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from articles.text.consistency.facts import FORMS, NUMBER, RATE, Fact


class Pool:
    """Facts by dimension, each value once."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._held: dict[str, dict[tuple[object, ...], Fact]] = {}
        for fact in facts:
            self._held.setdefault(fact.dimension, {}).setdefault(_value(fact), fact)

    def missing(self, facts: Sequence[Fact]) -> list[Fact]:
        """Those that the pool does not hold. An extra one that it holds settles those that it comes from."""
        settled = {part for fact in facts if fact.is_extra and self.holds(fact) for part in fact.parts}
        multiplied = {fact.parts[0] for fact in facts if _is_product(fact) and self._is_multiple(fact, facts)}
        return [
            fact
            for place, fact in enumerate(facts)
            if place not in settled and (place in multiplied or not self.holds(fact))
        ]

    def holds(self, fact: Fact) -> bool:
        held = self._held.get(fact.dimension, {})
        exact = _value(fact) in held
        return exact or any(_says(fact, other) for other in held.values())

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
    return len(fact.parts) == 2 and fact.dimension != RATE


def _says(fact: Fact, other: Fact) -> bool:
    """Equal, or "up to 4 times a day" for "every 4 to 6 hours"."""
    if fact.equals(other):
        return True
    if fact.dimension == RATE and -1 in (fact.direction, other.direction):
        return bool({fact.low, fact.high} & {other.low, other.high})
    return False
