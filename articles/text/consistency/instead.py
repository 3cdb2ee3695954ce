"""Whether one number stands in the place of another: by its unit, its noun, its bounds, and the side of an event it is on."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from articles.text.consistency.concepts import concepts
from articles.text.consistency.facts import FORMS, RATE, SHARE, TIME, Fact
from articles.text.consistency.numbers import as_read
from articles.text.consistency.pools import FIGURE
from articles.text.consistency.statements import Statement


def is_turned_round(fact: Fact, other: Fact) -> bool:
    """ "From 5% to 2%" is not from 2% to 5%."""
    mine, others = FIGURE.findall(fact.text), FIGURE.findall(other.text)
    return fact.low != fact.high and len(mine) > 1 and mine != others and mine[:2] == others[1::-1]


def is_on_the_other_side(ours: Statement, fact: Fact, theirs: Statement, other: Fact) -> bool:
    """ "A week before the operation" is not a week after it."""
    return _sides(ours, fact, theirs, other) == (True, False)


def is_on_the_same_side(ours: Statement, fact: Fact, theirs: Statement, other: Fact) -> bool:
    return _sides(ours, fact, theirs, other) == (True, True)


def _sides(ours: Statement, fact: Fact, theirs: Statement, other: Fact) -> tuple[bool, bool]:
    """Whether both name a side of one event, and whether it is the same side."""
    if fact.dimension != TIME:
        return False, False
    mine, others = (_SIDE_OF.match(as_read(side.text), one.end) for side, one in ((ours, fact), (theirs, other)))
    if not (mine and others and concepts(mine[2]) & concepts(others[2])):
        return False, False
    return True, (mine[1].lower() in _EARLIER) == (others[1].lower() in _EARLIER)


_EARLIER: Final = ("before", "prior to", "ahead of")
_SIDE_OF: Final = re.compile(
    r" (before|prior to|ahead of|after|following) ((?:(?!before\b|after\b)[\w’'-]+ ?){1,4})", re.IGNORECASE
)


_PHASE: Final = re.compile(r"\b(?:(before|prior to)|after|following) (?:the )?$", re.IGNORECASE)


_STOPS_AFTER: Final = re.compile(
    r"\b(?:stop|end|finish|cease|wear off)\w*(?: \w+){0,3}? after (?:the )?$", re.IGNORECASE
)


def phase(statement: Statement, fact: Fact) -> int:
    """-1 for "before 12 weeks", 1 for "after 12 weeks"."""
    text = as_read(statement.text)
    found = _PHASE.search(text[max(0, fact.start - 20) : fact.start])
    # What stops after ten days is for up to ten days.
    if found is None or (not found[1] and _STOPS_AFTER.search(text[max(0, fact.start - 40) : fact.start])):
        return 0
    return -1 if found[1] else 1


def are_two_sides(ours: Statement, fact: Fact, theirs: Statement, other: Fact) -> bool:
    """Whether one says what has to be so ("must be 50 or more") and the other what is mended ("correct it below 50")."""
    (mine, before), (others, behind) = _frame(ours, fact), _frame(theirs, other)
    return (mine and behind and not others) or (others and before and not mine)


def _frame(statement: Statement, fact: Fact) -> tuple[bool, bool]:
    text = as_read(statement.text)
    before = text[max(0, fact.start - 60) : fact.start]
    return bool(_WANTED.search(before)), bool(_MENDED.search(text[: fact.start]))


_WANTED: Final = re.compile(
    r"\b(?:(?:has|have|needs?) to be(?! \w+ed\b)|must be(?! \w+ed\b)|as long as|provided|so long as)\b[^.;,:]*$",
    re.IGNORECASE,
)
_MENDED: Final = re.compile(
    r"\b(?:correct|replace|supplement|defer|delay|withhold|hold|avoid|postpone|omit|do not|not|contraindicated)\b[^.;]*$",
    re.IGNORECASE,
)


def is_of_same_kind(ours: Statement, fact: Fact, theirs: Statement, other: Fact) -> bool:
    """ "1,000 lux" and "10,000 lux", but not so many trials or people, of which a text may name some."""
    mine, others = _noun(ours, fact), _noun(theirs, other)
    return bool(mine) and mine == others and mine not in _ANY_NUMBER


def _noun(statement: Statement, fact: Fact) -> str:
    found = _NEXT_WORD.match(as_read(statement.text), fact.end)
    return (found[1] or "a day").lower().rstrip("s") if found else ""


_NEXT_WORD: Final = re.compile(r"(?: (?:per|a|each|every|in (?:1|one|an?|any)) (?:day|24 hours)\b)|[ -]([^\W\d_]{3,})")
_ANY_NUMBER: Final = frozenset(
    "and the for per with from out patient people person participant women men trial studie study time".split()  # noqa: SIM905
)


def is_end(fact: Fact, other: Fact) -> bool:
    """ "No lower than 110" of "110 to 129 mmHg"."""
    if other.low == other.high or fact.low != fact.high or not fact.direction or other.dimension in (RATE, SHARE):
        return False
    ends = FIGURE.findall(other.text)
    # "Below 60 or over 100" bounds from within.
    is_lower = (fact.direction > 0) != ("<" in other.text and ">" in other.text)
    return len(ends) > 1 and Fraction(ends[0 if is_lower else 1].replace(",", "")) == fact.low


def _figures(fact: Fact) -> set[str]:
    return set(FIGURE.findall(fact.text))


def stands_for(fact: Fact, other: Fact, *, is_counted: bool, is_gap: bool) -> bool:
    """ "Less than 180" in the place of "below 150 mmHg"; "after three weeks" in that of "on day 14"."""
    if fact.dimension == TIME:
        is_every = other.dimension == RATE and other.text.lower().startswith("every")
        return (other.dimension == "#day" and other.high > 1) or (is_gap and is_every)
    if fact.low != fact.high:
        mine, others = _figures(fact), _figures(other)
        return other.low != other.high and mine != others and bool(mine & others)
    is_bound = other.direction == fact.direction or other.low != other.high
    is_pieces = is_counted and other.is_dose and other.dimension not in FORMS
    return bool(fact.direction) and is_bound and not is_pieces and other.dimension not in (RATE, TIME)


def is_comparable(fact: Fact, other: Fact) -> bool:
    """Of one kind and not of another order: half an hour of rest is not in the place of ten days."""
    if fact.dimension != other.dimension:
        return False
    if fact.dimension == TIME:
        shorter, longer = sorted((fact.low, other.low))
        return longer <= _FAR * shorter or bool(_figures(fact) & _figures(other))
    return fact.is_dose == other.is_dose or bool(_figures(fact) & _figures(other))


# An hour in the place of three days is an error of somebody's, half a minute is not.
_FAR: Final = 100


def is_other_unit(fact: Fact, other: Fact) -> bool:
    """ "4 to 7 mg/dL" in the place of "4–7 mmol/L", "every 13 months" in that of "13 weeks"."""
    kinds = {fact.dimension, other.dimension}
    is_gap = kinds == {RATE, TIME} and any(one.text.lower().startswith("every") for one in (fact, other))
    is_measured = len(kinds) > 1 and all(kind.partition("/")[0] in _MEASURED for kind in kinds)
    mine, others = FIGURE.findall(fact.text), FIGURE.findall(other.text)
    is_one_end = is_gap and len(mine) == len(others) == 2 and bool({*mine} & {*others})
    return ((is_gap or is_measured) and mine == others) or is_one_end


_MEASURED: Final = frozenset({"mass", "volume", "substance", "unit", "energy", "length", "pressure", "°C", "°F", SHARE})
