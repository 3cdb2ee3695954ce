"""Whether a text names an amount anywhere."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from articles.text.consistency.facts import Fact
from articles.text.consistency.statements import Reading


@dataclass(frozen=True)
class Numbers:
    """All numbers of a text, found by value."""

    reading: Reading

    @cached_property
    def _sorted(self) -> dict[str, list[tuple[Fraction, Fraction, Fact]]]:
        found: dict[str, list[tuple[Fraction, Fraction, Fact]]] = {}
        for place, fact in enumerate(self.reading.facts):
            found.setdefault(fact.dimension, []).append((fact.low, Fraction(place), fact))
        return {dimension: sorted(held, key=lambda one: one[:2]) for dimension, held in found.items()}

    def has(self, fact: Fact) -> bool:
        """Whether the text names this amount anywhere."""
        held = self._sorted.get(fact.dimension, [])
        start = bisect_left(held, fact.low * Fraction(85, 100), key=lambda one: one[0])
        for low, _place, other in held[start : start + 200]:
            if low * Fraction(85, 100) > fact.low:
                return False
            if fact.equals(other):
                return True
        return False
