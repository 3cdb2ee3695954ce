"""Doses, how often, thresholds, lengths of time, ages, shares and values: each number of the second text against the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from articles.text.comparison.badges import WARNINGS
from articles.text.consistency.advice import agree
from articles.text.consistency.anywhere import Numbers
from articles.text.consistency.bounds import is_next_to
from articles.text.consistency.counterparts import Counterpart, Index
from articles.text.consistency.facts import FORMS, NUMBER, PIECE, RATE, SHARE, TIME, Fact
from articles.text.consistency.flags import Flag, Kind, Passage, Severity
from articles.text.consistency.instead import (
    are_two_sides,
    is_comparable,
    is_end,
    is_of_same_kind,
    is_on_the_other_side,
    is_other_unit,
    is_turned_round,
    phase,
    stands_for,
)
from articles.text.consistency.numbers import as_read
from articles.text.consistency.polarity import Clause
from articles.text.consistency.pools import FIGURE, Pool, same_figure
from articles.text.consistency.statements import Statement
from articles.text.consistency.working_out import is_worked_out
from articles.text.dosing.mentions import drugs_in

# From this likeness on two statements are taken to say the same thing.
_SURE = 0.45
_NEAR = 0.3
# Letters between a dose and how often it is taken ("5 mg of methotrexate a day").
_BEHIND = 40


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
        [(one, fact) for one in text.statements for fact in _apart_from_repeated(one)]
        for text in (index.left, index.right)
    )
    pool = Pool(fact for _one, fact in right)
    # Both ends of a range may stand apart ("from 1% to 2%").
    gone = [(one, fact) for one, fact in left if fact.low == fact.high and fact in pool.missing([fact])]
    for theirs, other in gone:
        for ours, fact in right:
            alike = fact.dimension == other.dimension and fact.dimension not in (RATE, NUMBER)
            alike = alike and not any(
                is_worked_out(one, where, [theirs], index.right.statements) for where, one in right if one.equals(fact)
            )
            if alike and _times(fact, left) and _times(fact, right) > _times(fact, left):
                yield _flag(_kind(fact, other), Severity.MUST_ANSWER, theirs.passage(0), ours.passage(1), other, fact)
                return


def _apart_from_repeated(statement: Statement) -> Iterator[Fact]:
    """ "Two 5 mL spoonfuls (10 mL)" says 10 mL once."""
    before: Fact | None = None
    for fact in statement.facts:
        if fact.is_extra or fact.parts:
            continue
        is_repeated = (
            before is not None
            and fact.equals(before)
            and _IN_BRACKETS.search(as_read(statement.text), before.end, fact.start)
        )
        before = fact
        if not is_repeated:
            yield fact


_IN_BRACKETS: Final = re.compile(r" \($|, (?:that is|which is|in all|so) $| = $")


def _times(fact: Fact, among: Sequence[tuple[Statement, Fact]]) -> int:
    return sum(fact.equals(other) for _one, other in among)


class _Comparison:
    """One statement of the second text with its counterparts in the first."""

    def __init__(self, index: Index, numbers: Numbers, statement: Statement) -> None:
        self.index, self.numbers, self.ours = index, numbers, statement
        self.counterparts = index.counterparts(statement)
        together = index.left.together if index.is_short else ()
        self.pooled = self._pooled()
        self.pool = Pool((*(fact for one in self.pooled for fact in one.facts), *together))
        self._left: dict[int, list[Fact]] = {}
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

    def _is_next_to(self, fact: Fact) -> bool:
        return any(
            is_next_to(fact, self.ours, other, found.statement)
            for found in self.counterparts
            for other in found.statement.facts
            if other.dimension == fact.dimension or NUMBER in (other.dimension, fact.dimension)
        )

    def _is_worked_out(self, fact: Fact) -> bool:
        if not fact.is_extra and fact.dimension not in (RATE, SHARE) and self._is_next_to(fact):
            return True
        near = self.index.right.statements if self.index.is_short else self.index.right.around(self.ours)
        before = self._dose_before(fact) if fact.dimension == RATE else None
        if before is not None and not self.pool.holds(before):
            return is_worked_out(before, self.ours, self.pooled, near)
        return not fact.is_extra and is_worked_out(fact, self.ours, self.pooled, near)

    def flags(self) -> Iterator[Flag]:
        missing = self._missing()
        new: list[Fact] = []
        for fact in self.ours.facts:
            if fact.is_extra:
                continue
            if fact not in missing or self._is_bare_figure(fact) or self._is_counted(fact) or self._is_one_end(fact):
                yield from self._direction(fact)
            elif fact.dimension == RATE and not self._is_how_often(fact):
                continue
            elif flag := self._of(fact):
                yield from () if self._is_worked_out(fact) else (flag,)
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
        left = self._unsaid(found.statement)
        alike = [other for other in left if is_comparable(fact, other) and not self._is_told(other, found.statement)]
        if not alike and fact.is_dose and fact.dimension != PIECE:
            figures = {*FIGURE.findall(fact.text)}
            doses = [other for other in left if other.is_dose and other.dimension not in (PIECE, fact.dimension)]
            alike = [other for other in doses if figures & {*FIGURE.findall(other.text)}]
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

    def _is_how_often(self, fact: Fact) -> bool:
        """Whether it counts: "in the evening" and "6 glasses of water a day" do not, nor does "pick a day"."""
        is_list = " and " in fact.text and self.index.is_short
        return (
            is_list
            or bool(_COUNTS.search(fact.text))
            or (self._follows_dose(fact) and not _TIME_OF_DAY.search(fact.text))
        )

    def _unsaid(self, theirs: Statement) -> list[Fact]:
        if theirs.number not in self._left:
            missing = self.around.missing(theirs.facts)
            self._left[theirs.number] = [other for other in missing if other.text and not other.parts]
        return self._left[theirs.number]

    def _is_told(self, other: Fact, theirs: Statement) -> bool:
        """Whether this text says that number of the other in another way, so that nothing stands in its place."""
        near = self.index.right.around(self.ours)
        told = [
            fact
            for one in near
            for fact in one.facts
            if (fact.dimension == other.dimension or NUMBER in (fact.dimension, other.dimension))
            and is_next_to(fact, one, other, theirs)
        ]
        return bool(told) and (other.low == other.high or len(told) > 1 or told[0].low != told[0].high)

    def _follows_dose(self, fact: Fact) -> bool:
        """ "25 mg a day" is not "weekly", even where something else is taken weekly too."""
        return self._dose_before(fact) is not None

    def _dose_before(self, fact: Fact) -> Fact | None:
        before = [other for other in self.ours.facts if not other.is_extra and other.end <= fact.start][-1:]
        return next((other for other in before if other.is_dose and fact.start - other.end < _BEHIND), None)

    def _differs(self, fact: Fact, other: Fact, found: Counterpart) -> Flag:
        is_sure = self.index.is_short or found.likeness >= _SURE
        is_drug = bool(self.ours.substances & found.statement.substances)
        weighty = (fact.is_dose or fact.dimension == RATE) and (is_drug or is_sure)
        is_plain = fact.dimension == NUMBER and fact.low == fact.high and not fact.direction and "." not in fact.text
        is_plain = is_plain and not is_of_same_kind(self.ours, fact, found.statement, other)
        is_weak = fact.dimension == "#dose" or (fact.low == fact.high and other.low < fact.low < other.high)
        severity = Severity.MUST_ANSWER if weighty or (is_sure and not is_plain) else Severity.WORTH_A_LOOK
        severity = Severity.WORTH_A_LOOK if is_weak else severity
        if is_plain and not self.index.is_short:
            severity = Severity.NOTE
        return _flag(_kind(fact, other), severity, found.statement.passage(0), self.ours.passage(1), other, fact)

    def _new(self, facts: Sequence[Fact]) -> Iterator[Flag]:
        """Numbers that the first text does not name at all: one flag for doses, one for all others."""
        nearest = self.counterparts[0].statement.passage(0) if self.counterparts else Passage(0)
        left = [
            fact
            for fact in facts
            if not (fact.dimension == RATE or _is_single(fact) or self.numbers.has(fact) or self._is_worked_out(fact))
        ]
        doses = [fact for fact in left if fact.is_dose and fact.dimension != PIECE]
        is_weighty = self._has_drug() and not all(self._is_drunk(fact) for fact in doses)
        weighty = Severity.MUST_ANSWER if is_weighty else Severity.WORTH_A_LOOK
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

    def _is_drunk(self, fact: Fact) -> bool:
        """ "A glass (250 mL) every 15 minutes" where no such volume is prescribed."""
        return fact.dimension == "volume" and fact.low >= _A_GLASS and not self.ours.substances

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
        if any(one.direction == other.direction and same_figure(one, other) for one in self._beside(fact)):
            return
        is_sure = self.index.is_short or opposite.likeness >= _SURE / 2
        is_sure = is_sure and not are_two_sides(self.ours, fact, opposite.statement, other)
        severity = Severity.MUST_ANSWER if is_sure else Severity.WORTH_A_LOOK
        yield Flag(
            Kind.THRESHOLD, severity, opposite.statement.passage(0), self.ours.passage(1),
            (("left", _directed(other)), ("right", _directed(fact))),
        )  # fmt: skip

    def _beside(self, fact: Fact) -> list[Fact]:
        """What else this text says near it: of "until 65 … after 65" both sides are told."""
        return [
            one
            for near in self.index.right.around(self.ours)
            for one in near.facts
            if one is not fact and one.direction
        ]

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
# In millilitres.
_A_GLASS = 100


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


_COUNTS: Final = re.compile(
    r"\d|\b(?:once|twice|thrice|every|hourly|alternate|daily|weekly|monthly|yearly)|^[A-Za-z.]{2,6}$", re.IGNORECASE
)
_TIME_OF_DAY: Final = re.compile(r"morning|noon|evening|night|bedtime", re.IGNORECASE)
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
