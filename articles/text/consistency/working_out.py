"""Numbers that somebody worked out: so much for each kilogram at a weight, a day's total and its doses, all but the others.

What is worked out is the same as what it was worked out from; only what the units allow is tried, never any two numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from articles.text.consistency.facts import NEAR, NUMBER, RATE, SHARE, TIME, Fact
from articles.text.consistency.numbers import as_read
from articles.text.consistency.statements import Statement

_KILOGRAM: Final = 1_000_000
_MOST, _FEW = 40, 8
# Rounded as people round: 33 mg for 32.5 mg.
_ROUNDED: Final = Fraction(3, 100)
_FEW_TIMES: Final = range(2, 7)
# How often a day's total is said, which is not how often it is taken.
_WHOLE_DAY: Final = re.compile(
    r"(?<!times )(?<!once )(?<!twice )(?<!day )(?:\b(?:a|per|each|every|in (?:a|any|one|1)|for a|over a)|/) ?(?:single )?(?:day|24 hours)"
    r"(?: and (?:a )?night)?\b|(?<!times )(?<!once )(?<!twice )\bdaily\b|\bin (?:all|total)\b|\baltogether\b",
    re.IGNORECASE,
)
_OVERALL: Final = re.compile(
    r"\b(?:total|altogether|in all|comes? to|adds? up|makes?|daily (?:dose|maximum|total|amount))\b", re.IGNORECASE
)


def is_worked_out(fact: Fact, ours: Statement, theirs: Iterable[Statement], near: Sequence[Statement]) -> bool:
    """Whether a number of ours follows from what the others say and from the other numbers near it."""
    given = list(theirs)
    if fact.dimension == SHARE:
        return _is_share(fact, [other for one in given for other in one.facts][:_MOST])
    if fact.dimension == TIME:
        return _is_rest(fact, as_read(ours.text), [*given, *near])
    if fact.dimension == "mass" and not fact.is_dose:
        return _is_example(fact, given, near)
    return fact.is_dose and (
        _is_by_weight(fact, given, near)
        or _is_of_a_day(fact, ours, given)
        or _is_sum(fact, ours, given)
        or _is_step(fact, as_read(ours.text), given, near)
        or _is_of_strength(fact, given, near)
    )


def _is_rest(fact: Fact, text: str, among: Sequence[Statement]) -> bool:
    """ "All but one hour of the day" of 23 hours; "six months before you turn 25" of 24.5 years."""
    before, after = text[max(0, fact.start - 10) : fact.start], text[fact.end : fact.end + 12]
    if not (_ALL_BUT.search(before) or _APART.match(after)):
        return False
    known = [other.low for one in among for other in one.facts if other.dimension == TIME and other.low == other.high][
        :_MOST
    ]
    if _ALL_BUT.search(before):
        return _DAY - fact.low in known
    others = [one for one in known if one != fact.low]
    return any(abs(one - other) == fact.low for one in others for other in others)


_DAY: Final = 1440
_ALL_BUT: Final = re.compile(r"\ball but $", re.IGNORECASE)
_APART: Final = re.compile(r" (?:before|after|earlier|later)\b")


def _is_example(fact: Fact, given: Sequence[Statement], near: Sequence[Statement]) -> bool:
    """A weight that an amount is worked out for: "a child of 16 kg can have 240 mg"."""
    doses = [other for one in near for other in one.facts if other.is_dose and not other.is_extra][:_MOST]
    rates = [other for one in given for other in one.facts if "/mass" in other.dimension][:_MOST]
    return any(
        other.dimension.replace("/mass", "", 1).partition("/dose")[0] == dose.dimension
        and _is_rounded(dose.low, other.low * fact.low)
        for dose in doses
        for other in rates
    )


def _is_sum(fact: Fact, ours: Statement, given: Sequence[Statement]) -> bool:
    """ "Of the 15 mg a day, 10 mg in the morning and 5 mg at noon"."""
    if fact.is_limit or fact.direction or not any(is_whole for _total, is_whole in _days(fact, ours)):
        return False
    for one in (ours, *given):
        doses = [
            other.low
            for other in one.facts
            if other.dimension == fact.dimension
            and other.is_dose
            and not (other.is_extra or other.direction)
            and other.low == other.high != fact.low
        ]
        if 1 < len(doses) <= _FEW and sum(doses) == fact.low == fact.high:
            return True
    return False


def _is_step(fact: Fact, text: str, given: Sequence[Statement], near: Sequence[Statement]) -> bool:
    """ "30 mg" of 40 mg that is reduced by 10 mg; "2 mg less" of 20 mg and then 18 mg."""
    if not any(_STEPPED.search(one.text) for one in (*given, *near)):
        return False
    known = [
        (other, as_read(one.text)) for one in (*given, *near) for other in one.facts
        if other.dimension == fact.dimension and other.is_dose and other.low == other.high and not other.is_extra
    ][:_MOST]  # fmt: skip
    if fact.low != fact.high:
        # "From 125 to 150" of 125 that is raised by 25.
        singles = {one.low for one, _text in known}
        return fact.high - fact.low in singles and bool({fact.low, fact.high} & singles)
    if _is_by(fact, text):
        return any(abs(one.low - other.low) == fact.low for one, _text in known for other, _said in known)
    steps = {other.low for other, said in known if _is_by(other, said)}
    return any(abs(other.low - fact.low) == step for other, said in known if not _is_by(other, said) for step in steps)


def _is_by(fact: Fact, text: str) -> bool:
    return bool(_BY.search(text[max(0, fact.start - 24) : fact.start]) or _LESS.match(text[fact.end : fact.end + 8]))


_STEPPED: Final = re.compile(r"\b(?:by|steps?|increments|add(?:ing)?|away|off|less|more) ")
_BY: Final = re.compile(
    r"\b(?:by|steps of|increments of|add|adding|take off|takes? away) (?:only |just |about )?$", re.IGNORECASE
)
_LESS: Final = re.compile(r" (?:less|more|steps?)\b")


def _is_of_strength(fact: Fact, given: Sequence[Statement], near: Sequence[Statement]) -> bool:
    """10 mL of a liquid with 120 mg in 5 mL, where 240 mg is said or worked out; and 240 mg of 10 mL."""
    if fact.dimension not in ("volume", "mass"):
        return False
    among = [*given, *near]
    strengths = [pair for one in among for pair in _strengths(one)]
    used = {part.low for pair in strengths for part in pair}
    amounts = [other for one in among for other in one.facts if not other.is_extra and other.low not in used][:_MOST]
    for mass, volume in strengths:
        share = mass.low / volume.low if fact.dimension == "volume" else volume.low / mass.low
        name = "mass" if fact.dimension == "volume" else "volume"
        other = replace(fact, dimension=name, low=fact.low * share, high=fact.high * share)
        if any(
            held.dimension == name and _is_rounded(other.low, held.low) and _is_rounded(other.high, held.high)
            for held in amounts
        ):
            return True
        if name == "mass" and _is_by_weight(other, given, near):
            return True
    return False


def _strengths(statement: Statement) -> Iterator[tuple[Fact, Fact]]:
    found = [other for other in statement.facts if not other.is_extra]
    if not any(other.dimension == "volume" for other in found):
        return
    text = as_read(statement.text)
    for mass, volume in pairwise(found):
        is_liquid = mass.dimension == "mass" and volume.dimension == "volume" and mass.low and volume.low
        if is_liquid and _IN.fullmatch(text, mass.end, volume.start):
            yield mass, volume


_IN: Final = re.compile(r" (?:in|per|in each|in every) ?")


def _is_share(fact: Fact, given: Sequence[Fact]) -> bool:
    """ "Misses 2 in 100" of what finds 98%; "half as many" of 21% instead of 41%; "a quarter more" of 1.25 times."""
    known = [end for other in given if other.dimension == SHARE for end in (other.low, other.high)]
    if fact.low != fact.high:
        return False
    if any(_is_about(fact.low, 1 - one, Fraction(1, 1000)) for one in known):
        return True
    if fact.direction and any(_is_said_roughly(fact, one) for one in known):
        return True
    if fact.low not in _IN_WORDS:
        return False
    parts = [one / other for one in known[:_FEW] for other in known[:_FEW] if 0 < one < other]
    times = [other.low for other in given if other.dimension == NUMBER and 0 < other.low < _FEW_TIMES.stop]
    gained = (*parts, *(1 - part for part in parts), *(abs(time - 1) for time in times))
    return any(_is_about(fact.low, one, fact.low / 20) for one in gained)


# Half, a third, two thirds, a quarter, three quarters, a fifth.
_IN_WORDS: Final = frozenset(map(Fraction, ("1/2", "1/3", "2/3", "1/4", "3/4", "1/5")))


def _is_said_roughly(fact: Fact, other: Fraction) -> bool:
    """ "Fewer than 1 in 100" of 0.8%."""
    return fact.low / 2 <= other < fact.low if fact.direction < 0 else fact.low < other <= 2 * fact.low


def _is_about(one: Fraction, other: Fraction, most: Fraction) -> bool:
    return abs(one - other) <= most


def _is_by_weight(fact: Fact, given: Sequence[Statement], near: Sequence[Statement]) -> bool:
    """ "2 g/kg" is 30 g for a child of 15 kg; the weight may stand in either text."""
    rates = [other for one in given for other in one.facts if "/mass" in other.dimension][:_MOST]
    if not rates:
        return False
    weights = {
        other.low / _KILOGRAM
        for one in (*near, *given)
        for other in one.facts
        if other.dimension == "mass" and not other.is_dose and other.low >= _KILOGRAM // 2 and other.low == other.high
    }
    times = {Fraction(1), *(other.low for one in (*near, *given) for other in one.facts if _is_several(other))}
    for other in rates:
        if other.dimension.replace("/mass", "", 1).removesuffix("/dose") != fact.dimension:
            continue
        for weight in weights:
            low, high = other.low * weight * _KILOGRAM, other.high * weight * _KILOGRAM
            if any(_is_rounded(fact.low * time, low) and _is_rounded(fact.high * time, high) for time in times):
                return True
            if any(_is_rounded(fact.low, low * time) and _is_rounded(fact.high, high * time) for time in times):
                return True
    return False


def _is_several(fact: Fact) -> bool:
    return fact.dimension == RATE and fact.low == fact.high and fact.low in _FEW_TIMES


def _is_rounded(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) <= _ROUNDED * other


def _is_of_a_day(fact: Fact, ours: Statement, given: Sequence[Statement]) -> bool:
    """1,200 mg three times a day is 3.6 g a day, and the other way round: one of both has to be said of the whole day.

    Where they say of a single dose, taken as often, that it is another one, ours is no share of some day's total.
    """
    mine = [*_days(fact, ours)]
    theirs = [
        (other, *day)
        for one in given
        for other in one.facts[:_MOST]
        if other.dimension == fact.dimension and other.is_dose and not other.is_extra
        for day in _days(other, one)
    ]
    of_the_day = [other for other, _total, whole in theirs if whole]
    often = {total[0] / other.low for other, total, whole in theirs if other.low and other not in of_the_day}
    for own, is_whole in mine:
        if not is_whole and fact.low and own[0] / fact.low in often:
            continue
        if any(total == own and whole != is_whole for _other, total, whole in theirs):
            return True
    return False


def _days(fact: Fact, statement: Statement) -> Iterator[tuple[tuple[Fraction, Fraction], bool]]:
    """What an amount is in a day, and whether it is said of the whole day."""
    text = as_read(statement.text)
    border = text.find(";", fact.end)
    last = min(border if border >= 0 else len(text), fact.end + NEAR)
    several = [other.low for other in statement.facts if _is_several(other) and _is_behind(other, fact, last)]
    yield from (((fact.low * times, fact.high * times), False) for times in several)
    is_overall = _OVERALL.search(text[max(0, fact.start - NEAR) : fact.start])
    if is_overall or _WHOLE_DAY.search(text[fact.start : last]) or (fact.is_limit and not several):
        yield (fact.low, fact.high), True


def _is_behind(rate: Fact, fact: Fact, last: int) -> bool:
    return fact.end <= rate.start <= last or (rate.is_extra and not rate.text)
