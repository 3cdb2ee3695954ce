"""Which statements of one text are about the same as a statement of the other: by what both name, the rare counting most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import log

from articles.text.consistency.statements import Reading, Statement

# What so many statements name tells none of them from another; a bound on it keeps the search in proportion to the text.
_MOST = 60
_KEPT = 6
_LEAST = 0.12


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A statement of the other text, and how much of what the two are about they share, from 0 to 1."""

    statement: Statement
    likeness: float
    shared: frozenset[str]


@dataclass(frozen=True)
class Index:
    """Finds the statements of `left` for those of `right`, and how rare a concept is in both."""

    left: Reading
    right: Reading

    @cached_property
    def _held(self) -> Counter[str]:
        return Counter(item for text in (self.left, self.right) for one in text.statements for item in one.about)

    @cached_property
    def _size(self) -> int:
        return len(self.left.statements) + len(self.right.statements)

    @cached_property
    def _where(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for statement in self.left.statements:
            for item in statement.about:
                found.setdefault(item, []).append(statement)
        return found

    @cached_property
    def is_short(self) -> bool:
        return self.left.is_short and self.right.is_short

    def weight(self, items: Iterable[str]) -> float:
        return sum(log(1 + self._size / (self._held[item] or 1)) for item in items)

    def counterparts(self, statement: Statement) -> list[Counterpart]:
        """The likeliest first, at most six; all of a short text."""
        met: Counter[int] = Counter()
        if self.is_short:
            met.update(one.number for one in self.left.statements)
        else:
            for item in statement.about:
                held = self._where.get(item, ())
                if len(held) <= _MOST:
                    met.update(one.number for one in held)
        # Those that share most, and of these the nearest in kind.
        found = [self._counterpart(statement, self.left.statements[number]) for number, _ in met.most_common(_MOST)]
        kept = sorted((one for one in found if self.is_short or one.likeness >= _LEAST), key=lambda one: -one.likeness)
        return kept[:_KEPT]

    def _counterpart(self, ours: Statement, theirs: Statement) -> Counterpart:
        shared = ours.about & theirs.about
        smaller, larger = sorted((self.weight(ours.about), self.weight(theirs.about)))
        likeness = self.weight(shared) / (0.5 * smaller + 0.5 * larger) if larger else 0.0
        return Counterpart(theirs, likeness, shared)
