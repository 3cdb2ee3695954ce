"""Doses, how often, thresholds, lengths of time, ages, shares and values: each number of the second text against the first."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Final

from articles.text.comparison.badges import WARNINGS
from articles.text.consistency.advice import agree
from articles.text.consistency.counterparts import Counterpart, Index
from articles.text.consistency.facts import FORMS, NUMBER, PIECE, RATE, TIME, Fact
from articles.text.consistency.flags import Flag, Kind, Passage, Severity
from articles.text.consistency.instead import (
    is_end,
    is_of_same_kind,
    is_on_the_other_side,
    is_other_unit,
    is_turned_round,
    phase,
    stands_for,
)
from articles.text.consistency.polarity import Clause
from articles.text.consistency.pools import FIGURE, Pool, same_figure
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
        together = index.left.together if index.is_short else ()
        self.pool = Pool((*(fact for one in self._pooled() for fact in one.facts), *together))
        self.around = Pool(fact for near in index.right.around(statement) for fact in near.facts)

    def _pooled(self) -> list[Statement]:
        """Counterparts with the sentences around them, and whatever else is said of the same drugs."""
        left = self.index.left
        near = [one for found in self.counterparts for one in left.around(found.statement)]
        named = [one for name in sorted(self.ours.substances) for one in left.by_drug.get(name, ())[:_MOST_OF_A_DRUG]]
        return list({one.number: one for one in (*near, *named)}.values())

    def _missing(self) -> list[Fact]:
        """What the first text does not say, nor what follows from it."""
        missing = self.pool.missing(self.ours.facts)
        if not missing or not self.index.is_short:
            return missing
        together = self.index.right.together
        left = self.pool.missing(together)
        settled = [fact for fact in together if fact not in left]
        return [fact for fact in missing if not any(_is_same(fact, other) for other in settled)]

    def flags(self) -> Iterator[Flag]:
        missing = self._missing()
        new: list[Fact] = []
        for fact in self.ours.facts:
            if fact.is_extra:
                continue
            if fact not in missing or self._is_bare_figure(fact) or self._is_counted(fact) or self._is_one_end(fact):
                yield from self._direction(fact)
            elif flag := self._of(fact):
                yield flag
            else:
                new.append(fact)
        yield from self._new(new)

    def _is_bare_figure(self, fact: Fact) -> bool:
        """ "Below 45", where the other text says "below 45 mL/min"."""
        return fact.dimension == NUMBER and any(
            same_figure(fact, other) or is_end(fact, other)
            for found in self.counterparts
            for other in found.statement.facts
        )

    def _is_one_end(self, fact: Fact) -> bool:
        """ "10 mg, or 20 mg if that is too little" is 10 to 20 mg."""
        return fact.low == fact.high and any(
            fact.low in (whole.low, whole.high)
            and self.around.holds_single(fact.dimension, whole.low + whole.high - fact.low)
            for whole in self.pool.ranges(fact.dimension)
        )

    def _is_counted(self, fact: Fact) -> bool:
        """ "Each contains 500 mg. Take two, and never more than eight" is 1 g, and 4 g."""
        if fact.dimension in (NUMBER, *FORMS):
            beside = self.around.strengths
        elif fact.is_dose and fact.low == fact.high and self.index.is_short and not self._counts():
            beside = self.around.counts
        else:
            return False
        amounts = ((fact, other) if fact.is_dose and fact.dimension not in FORMS else (other, fact) for other in beside)
        return any(
            self.pool.holds(
                replace(strength, low=strength.low * count.low, high=strength.high * count.high, direction=0)
            )
            for strength, count in amounts
        )

    def _counts(self) -> bool:
        """Whether this sentence itself says how many."""
        return any(own.dimension in (NUMBER, *FORMS) and not own.is_extra for own in self.ours.facts)

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
        if not alike and fact.dimension in _UNNAMED:
            is_counted = not self.around.strengths
            is_gap = bool(_GAP.search(self.ours.text))
            alike = [other for other in left if stands_for(fact, other, is_counted=is_counted, is_gap=is_gap)]
        if not alike and fact.dimension == RATE:
            alike = [other for other in left if other.dimension == "dose" and other.direction]
        if not alike and fact.dimension == RATE and self._follows_dose(fact):
            alike = [other for other in found.statement.facts if other.dimension == RATE and not other.is_extra]
        alike = alike or [other for other in left if is_other_unit(fact, other)]
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
        is_plain = is_plain and not is_of_same_kind(self.ours, fact, found.statement, other)
        severity = Severity.MUST_ANSWER if weighty or (is_sure and not is_plain) else Severity.WORTH_A_LOOK
        if is_plain and not self.index.is_short:
            severity = Severity.NOTE
        return _flag(_kind(fact, other), severity, found.statement.passage(0), self.ours.passage(1), other, fact)

    def _new(self, facts: Sequence[Fact]) -> Iterator[Flag]:
        """Numbers that the first text does not name at all: one flag for doses, one for all others."""
        nearest = self.counterparts[0].statement.passage(0) if self.counterparts else Passage(0)
        left = [fact for fact in facts if not (fact.dimension == RATE or _is_single(fact) or self.numbers.has(fact))]
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
        mine, others = fact.direction, other.direction
        if is_turned_round(fact, other) or is_on_the_other_side(self.ours, fact, theirs, other):
            return False
        if fact.dimension == TIME:
            mine, others = mine or phase(self.ours, fact), others or phase(theirs, other)
        return mine * others >= 0

    def _is_complement(self, fact: Fact, theirs: Statement) -> bool:
        """ "Not under 12" and "for people of 12 or more"."""
        ours, others = _with_value(self.ours, fact), _with_value(theirs, fact)
        return any(
            one.flips(other) or (one.is_no != other.is_no and not agree(one, other)) for one in ours for other in others
        )


_MOST_OF_A_DRUG = 24


def _with_value(statement: Statement, fact: Fact) -> list[Clause]:
    """The clauses that name a number; all of them where none does."""
    figure = FIGURE.search(fact.text)
    about = f"={fact.dimension} {fact.low}"
    named = [
        one
        for one in statement.clauses
        if about in one.about or (figure and re.search(rf"(?<!\d){figure[0]}(?!\d)", one.text))
    ]
    return named or [*statement.clauses]


def _is_same(fact: Fact, other: Fact) -> bool:
    return (fact.dimension, fact.low, fact.high) == (other.dimension, other.low, other.high)


_UNNAMED: Final = (NUMBER, TIME)


_GAP: Final = re.compile(r"\b(?:between|apart|gap|interval)\b", re.IGNORECASE)


def _is_single(fact: Fact) -> bool:
    """ "One patch", "a puff": a count that says no more than that there is one."""
    return fact.dimension in FORMS and fact.low == fact.high == 1


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
