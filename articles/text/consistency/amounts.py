"""Doses, how often, thresholds, lengths of time, ages, shares and values: each number of the second text against the first."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from articles.text.comparison.badges import WARNINGS
from articles.text.consistency.advice import agree
from articles.text.consistency.counterparts import Counterpart, Index
from articles.text.consistency.facts import NUMBER, PIECE, RATE, SHARE, TIME, Fact
from articles.text.consistency.flags import Flag, Kind, Passage, Severity
from articles.text.consistency.numbers import as_read
from articles.text.consistency.polarity import Clause
from articles.text.consistency.pools import Pool
from articles.text.consistency.statements import Reading, Statement
from articles.text.dosing.mentions import drugs_in

# From this likeness on two statements are taken to say the same thing.
_SURE = 0.45
_NEAR = 0.3
# Letters between a dose and how often it is taken ("5 mg of methotrexate a day").
_BEHIND = 40


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


def checked(index: Index) -> Iterator[Flag]:
    """Flags about the numbers of the second text, each with the passage of the first that comes nearest."""
    numbers = Numbers(index.left)
    yield from _twice(index)
    for statement in index.right.statements:
        if any(not fact.is_extra for fact in statement.facts):
            yield from _Comparison(index, numbers, statement).flags()


def _twice(index: Index) -> Iterator[Flag]:
    """Of short passages: a number that stands there once more than in the other, and one of its kind that is gone."""
    if not index.is_short:
        return
    left, right = (
        [(one, fact) for one in text.statements for fact in one.facts if not fact.is_extra and not fact.parts]
        for text in (index.left, index.right)
    )
    pool = Pool(fact for _one, fact in right)
    # Both ends of a range may stand apart ("from 1% to 2%").
    gone = [(one, fact) for one, fact in left if fact.low == fact.high and fact in pool.missing([fact])]
    for theirs, other in gone:
        for ours, fact in right:
            alike = fact.dimension == other.dimension and fact.dimension not in (RATE, NUMBER)
            if alike and _times(fact, left) and _times(fact, right) > _times(fact, left):
                yield _flag(_kind(fact, other), Severity.MUST_ANSWER, theirs.passage(0), ours.passage(1), other, fact)
                return


def _times(fact: Fact, among: Sequence[tuple[Statement, Fact]]) -> int:
    return sum(fact.equals(other) for _one, other in among)


class _Comparison:
    """One statement of the second text with its counterparts in the first."""

    def __init__(self, index: Index, numbers: Numbers, statement: Statement) -> None:
        self.index, self.numbers, self.ours = index, numbers, statement
        self.counterparts = index.counterparts(statement)
        self.pool = Pool(fact for one in self._pooled() for fact in one.facts)
        self.around = Pool(fact for near in index.right.around(statement) for fact in near.facts)

    def _pooled(self) -> list[Statement]:
        """Counterparts with the sentences around them, and whatever else is said of the same drugs."""
        left = self.index.left
        near = [one for found in self.counterparts for one in left.around(found.statement)]
        named = [one for name in self.ours.substances for one in left.by_drug.get(name, ())[:_MOST_OF_A_DRUG]]
        return list({one.number: one for one in (*near, *named)}.values())

    def flags(self) -> Iterator[Flag]:
        missing = self.pool.missing(self.ours.facts)
        new: list[Fact] = []
        for fact in self.ours.facts:
            if fact.is_extra:
                continue
            if fact not in missing or self._is_bare_figure(fact):
                yield from self._direction(fact)
            elif flag := self._of(fact):
                yield flag
            else:
                new.append(fact)
        yield from self._new(new)

    def _is_bare_figure(self, fact: Fact) -> bool:
        """ "Below 45", where the other text says "below 45 mL/min"."""
        return fact.dimension == NUMBER and any(
            same_figure(fact, other) for found in self.counterparts for other in found.statement.facts
        )

    def _of(self, fact: Fact) -> Flag | None:
        for found in self.counterparts:
            other = self._instead(fact, found) if self._is_near(fact, found) else None
            if other is not None:
                return self._differs(fact, other, found)
        return None

    def _is_near(self, fact: Fact, found: Counterpart) -> bool:
        """Whether the two speak of the same thing, as far as it can be seen; a dose is compared with what is nearest."""
        return fact.is_dose or fact.dimension == RATE or self.index.is_short or found.likeness >= _NEAR

    def _instead(self, fact: Fact, found: Counterpart) -> Fact | None:
        """What the counterpart says in the place of this number, and this text does not say."""
        left = [other for other in self.around.missing(found.statement.facts) if other.text and not other.parts]
        alike = [other for other in left if other.dimension == fact.dimension]
        if not alike and fact.is_dose and fact.dimension != PIECE:
            alike = [other for other in left if other.is_dose and other.dimension != PIECE]
        if not alike and fact.dimension == RATE and self._follows_dose(fact):
            alike = [other for other in found.statement.facts if other.dimension == RATE and not other.is_extra]
        if not alike:
            # What is counted several times over stands there once.
            alike = [other for other in found.statement.facts if other.equals(fact)]
        return min(alike, key=lambda other: _apart(fact, other), default=None)

    def _follows_dose(self, fact: Fact) -> bool:
        """ "25 mg a day" is not "weekly", even where something else is taken weekly too."""
        before = [other for other in self.ours.facts if not other.is_extra and other.end <= fact.start]
        return bool(before) and before[-1].is_dose and fact.start - before[-1].end < _BEHIND

    def _differs(self, fact: Fact, other: Fact, found: Counterpart) -> Flag:
        is_sure = self.index.is_short or found.likeness >= _SURE
        is_drug = bool(self.ours.substances & found.statement.substances)
        weighty = (fact.is_dose or fact.dimension == RATE) and (is_drug or is_sure)
        is_plain = fact.dimension == NUMBER and fact.low == fact.high and not fact.direction and "." not in fact.text
        severity = Severity.MUST_ANSWER if weighty or (is_sure and not is_plain) else Severity.WORTH_A_LOOK
        if is_plain and not self.index.is_short:
            severity = Severity.NOTE
        return _flag(_kind(fact, other), severity, found.statement.passage(0), self.ours.passage(1), other, fact)

    def _new(self, facts: Sequence[Fact]) -> Iterator[Flag]:
        """Numbers that the first text does not name at all: one flag for doses, one for all others."""
        nearest = self.counterparts[0].statement.passage(0) if self.counterparts else Passage(0)
        left = [fact for fact in facts if fact.dimension != RATE and not self.numbers.has(fact)]
        doses = [fact for fact in left if fact.is_dose and fact.dimension != PIECE]
        weighty = Severity.MUST_ANSWER if self._has_drug() else Severity.WORTH_A_LOOK
        others = [fact for fact in left if fact not in doses]
        # Who is to be asked when ("within two weeks") is said to patients alone.
        is_card = self.ours.block.within in WARNINGS and all(fact.dimension == TIME for fact in others)
        for kind, severity, new in (
            (Kind.NEW_DOSE, weighty, doses),
            (Kind.NEW_NUMBER, Severity.NOTE if is_card else Severity.WORTH_A_LOOK, others),
        ):
            if new:
                said = ", ".join(dict.fromkeys(fact.text for fact in new))
                yield Flag(kind, severity, nearest, self.ours.passage(1), (("right", said),))

    def _has_drug(self) -> bool:
        """Whether a drug is named here, in the same paragraph or above."""
        around = self.index.right.around(self.ours)
        above = " ".join((self.ours.lead_in, *self.ours.block.headings))
        return self.index.is_short or any(one.substances for one in around) or bool(drugs_in(above))

    def _direction(self, fact: Fact) -> Iterator[Flag]:
        """The same number with "over" here and "under" there; a yes to one is a no to the other."""
        opposite: Counterpart | None = None
        for found in self.counterparts:
            same = [other for other in found.statement.facts if same_figure(fact, other) and not other.is_extra]
            if any(self._is_same_way(fact, other, found.statement) for other in same):
                return
            if same and opposite is None:
                opposite = found
        if opposite is None or self._is_complement(fact, opposite.statement):
            return
        other = next(one for one in opposite.statement.facts if same_figure(fact, one))
        is_sure = self.index.is_short or opposite.likeness >= _SURE / 2
        severity = Severity.MUST_ANSWER if is_sure else Severity.WORTH_A_LOOK
        yield Flag(
            Kind.THRESHOLD, severity, opposite.statement.passage(0), self.ours.passage(1),
            (("left", _directed(other)), ("right", _directed(fact))),
        )  # fmt: skip

    def _is_same_way(self, fact: Fact, other: Fact, theirs: Statement) -> bool:
        if fact.dimension == TIME and _phase(self.ours, fact) * _phase(theirs, other) < 0:
            return False
        return other.direction * fact.direction >= 0

    def _is_complement(self, fact: Fact, theirs: Statement) -> bool:
        """ "Not under 12" and "for people of 12 or more"."""
        ours, others = _with_value(self.ours, fact), _with_value(theirs, fact)
        return any(one.is_no != other.is_no and not agree(one, other) for one in ours for other in others)


_MOST_OF_A_DRUG = 24


_PHASE: Final = re.compile(r"\b(?:(before|prior to)|after|following) (?:the )?$", re.IGNORECASE)


def _phase(statement: Statement, fact: Fact) -> int:
    """-1 for "before 12 weeks", 1 for "after 12 weeks"."""
    found = _PHASE.search(as_read(statement.text)[max(0, fact.start - 20) : fact.start])
    return 0 if found is None else -1 if found[1] else 1


def _with_value(statement: Statement, fact: Fact) -> list[Clause]:
    """The clauses that name a number; all of them where none does."""
    figure = _FIGURE.search(fact.text)
    named = [one for one in statement.clauses if figure and re.search(rf"(?<!\d){figure[0]}(?!\d)", one.text)]
    return named or [*statement.clauses]


_FIGURE: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


def same_figure(fact: Fact, other: Fact) -> bool:
    """Equal, or the same figure once with a unit and once without."""
    if fact.equals(other):
        return True
    bare, named = (fact, other) if fact.dimension == NUMBER else (other, fact)
    if bare.dimension != NUMBER or named.dimension in (NUMBER, RATE, SHARE) or named.is_dose:
        return False
    figure = _FIGURE.search(named.text)
    return figure is not None and Fraction(figure[0].replace(",", "")) == bare.low == bare.high


def _apart(fact: Fact, other: Fact) -> tuple[bool, int]:
    return fact.is_limit != other.is_limit, abs(fact.start - other.start)


def _kind(fact: Fact, other: Fact) -> Kind:
    if fact.dimension == RATE:
        return Kind.FREQUENCY
    if fact.is_dose:
        return Kind.MAXIMUM if fact.is_limit and other.is_limit else Kind.DOSE
    return Kind.NUMBER


def _flag(kind: Kind, severity: Severity, left: Passage, right: Passage, other: Fact, fact: Fact) -> Flag:
    return Flag(kind, severity, left, right, (("left", other.text), ("right", fact.text)))


def _directed(fact: Fact) -> str:
    """With its sign, where the words that give the direction stand apart from the number."""
    sign = {1: "≥", -1: "≤"}.get(fact.direction, "")
    return fact.text if fact.text[:1] in "<>≤≥" else f"{sign} {fact.text}".strip()
