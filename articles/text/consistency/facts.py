"""A number that a sentence states, in the first unit of its dimension, so that equal amounts are equal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

RATE, SHARE, NUMBER, TIME = "rate", "share", "number", "time"
# What is counted when it is taken; tablets, capsules and pills are counted as one.
PIECE = "piece"
PIECES: Final = frozenset({"tablet", "capsule", "pill"})
FORMS: Final = frozenset(
    {PIECE, "drop", "puff", "patch", "sachet", "spray", "ampoule", "vial", "lozenge", "suppository", "spoonful"}
)
# What belongs to a number stands this near, in letters.
NEAR: Final = 60
_FEW_WEEKS: Final = 4 * 10080
# A month of four weeks counts as a month: every 12 weeks is every three months.
# Less often than once in so many days.
_RARELY: Final = 20


@dataclass(frozen=True, slots=True)
class Fact:
    """One number or range. `text` with its unit, `direction` 1 for "at least" and "over", -1 for "at most" and "under".

    `is_dose` for what somebody takes; `is_limit` for an upper limit. `is_extra` for what only follows from others
    (two tablets of 500 mg are 1 g): it helps to find an equal one and is never missed itself.
    """

    dimension: str
    low: Fraction
    high: Fraction
    text: str
    start: int = 0
    end: int = 0
    direction: int = 0
    is_dose: bool = False
    is_limit: bool = False
    is_extra: bool = False
    parts: tuple[int, ...] = ()

    def equals(self, other: Fact) -> bool:
        """Whether both state the same amount: months of four weeks and rounded shares count as equal."""
        if self.dimension == other.dimension == SHARE and (_rounded(self, other) or _rounded(other, self)):
            return True
        return self.dimension == other.dimension and all(
            _same(self.dimension, ours, theirs) for ours, theirs in ((self.low, other.low), (self.high, other.high))
        )


_PEOPLE: Final = re.compile(r"(\d{1,30}) (?:in|out of|of|per)(?: every| each)? (\d[\d, ]{0,30})$")
_FEW_PEOPLE: Final = 20


def _rounded(fact: Fact, other: Fact) -> bool:
    """ "3 in 10" is 28% in whole people; "1 in 100" is too coarse for that."""
    said = _people(fact.text)
    if said is None or other.low != other.high or fact.low != fact.high:
        return False
    some, whole = said
    if some == 1:
        return whole <= _FEW_PEOPLE and bool(other.low) and abs(1 / other.low - whole) <= Fraction(1, 2)
    return abs(other.low * whole - some) <= Fraction(1, 2)


@lru_cache(maxsize=4096)
def _people(text: str) -> tuple[int, int] | None:
    """Of "3 in 10" three and ten."""
    said = _PEOPLE.search(text)
    return (int(said[1]), int(said[2].replace(",", "").replace(" ", ""))) if said else None


def _same(dimension: str, ours: Fraction, theirs: Fraction) -> bool:
    # In whole numbers, of which both are so many parts of one: most numbers that are compared are not the same.
    one = ours.denominator * theirs.denominator
    mine, other = ours.numerator * theirs.denominator, theirs.numerator * ours.denominator
    apart, most = abs(mine - other), max(mine, other)
    if not apart:
        return True
    if dimension == TIME:
        return most >= _FEW_WEEKS * one and apart * 10 <= most and not (_is_round(ours) and _is_round(theirs))
    if dimension == RATE:
        return most * _RARELY < one and apart * 10 <= most
    if dimension == SHARE:
        return apart * 25 <= most or (most * 10 >= one and apart * 200 <= one)
    return apart * 1000 <= most


def _is_round(minutes: Fraction) -> bool:
    """Whole weeks: six weeks are no seven."""
    return minutes % 10080 == 0
