"""Which statements of one text are about the same as a statement of the other: by what both name, the rare counting most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from math import fsum, log

from articles.text.consistency.statements import Reading, Statement

# What so many statements name tells none of them from another; a bound on it keeps the search in proportion to the text.
_MOST = 60
_KEPT = 6
_LEAST = 0.12
_UNKNOWN = 1.0


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A statement of the other text, and how much of what the two are about they share, from 0 to 1."""

    statement: Statement
    likeness: float


@dataclass(frozen=True)
class Index:
    """Finds the statements of `left` for those of `right`, and how rare a concept is in both."""

    left: Reading
    right: Reading
    _found: dict[int, list[Counterpart]] = field(default_factory=dict, compare=False)

    @cached_property
    def is_short(self) -> bool:
        return self.left.is_short and self.right.is_short

    @cached_property
    def is_single(self) -> bool:
        """Whether each text says one thing only, so that they can but be about the same."""
        return self.is_short and all(
            sum(len(one.clauses) for one in text.statements) == 1 for text in (self.left, self.right)
        )

    @cached_property
    def _weights(self) -> dict[str, float]:
        texts = (self.left, self.right)
        held = Counter(item for text in texts for one in text.statements for item in one.about)
        size = sum(len(text.statements) for text in texts)
        return {item: log(1 + size / often) for item, often in held.items()}

    @cached_property
    def _totals(self) -> list[float]:
        return [self.weight(one.about) for one in self.left.statements]

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for statement in self.left.statements:
            for item in statement.about:
                found.setdefault(item, []).append(statement.number)
        return {item: numbers for item, numbers in found.items() if len(numbers) <= _MOST}

    def weight(self, items: Iterable[str]) -> float:
        """How much these tell passages apart; what neither text names counts as what one names."""
        known = self._weights
        return fsum(known.get(item, _UNKNOWN) for item in items)

    def counterparts(self, statement: Statement) -> list[Counterpart]:
        """The likeliest first, at most six; all of a short text."""
        if statement.number not in self._found:
            self._found[statement.number] = self._search(statement)
        return self._found[statement.number]

    def _search(self, statement: Statement) -> list[Counterpart]:
        met: dict[int, float] = dict.fromkeys(range(len(self.left.statements)), 0.0) if self.is_short else {}
        for item in sorted(statement.about):
            weight = self._weights[item]
            for number in self._where.get(item, ()):
                met[number] = met.get(number, 0.0) + weight
        own = self.weight(statement.about)
        likely = {number: _likeness(shared, own, self._totals[number]) for number, shared in met.items()}
        kept = sorted(likely, key=lambda number: (-likely[number], number))[:_KEPT]
        return [
            Counterpart(self.left.statements[number], likely[number])
            for number in kept
            if self.is_short or likely[number] >= _LEAST
        ]


def _likeness(shared: float, ours: float, theirs: float) -> float:
    return 2 * shared / (ours + theirs) if shared else 0.0
