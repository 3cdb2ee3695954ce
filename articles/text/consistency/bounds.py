"""Whole numbers said from the other side: "under 16" is 15 or less, "over 129" is 130 or more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final

from articles.text.consistency.facts import FORMS, NUMBER, RATE, SHARE, Fact
from articles.text.consistency.numbers import as_read
from articles.text.consistency.pools import FIGURE
from articles.text.consistency.statements import Statement

_SHORT: Final = 40
# What stands before or behind a bound that does not belong to what it bounds.
_OUTSIDE: Final = re.compile(
    r"(?:<|\b(?:under|below|(?:less|fewer|younger|lower|smaller|lighter|earlier|sooner) than|before|until|till|short of|not yet"
    r"|reach(?:es|ed)?"
    r"|up to but not including|turning|away from|>|over|above|(?:more|older|higher|greater|heavier|later|longer) than|exceed(?:s|ing)?))"
    r"(?: (?:the age of|an?|the|day|day before|they are|he is|she is|you are|their|your|reach(?:es|ing)?|have reached))*:? ?$",
    re.IGNORECASE,
)
_NEGATED: Final = re.compile(
    r"(?:\bnot?|\bnever|\bneither|\bnor|n['’]t)\b(?: [\w’']+){0,3} ?[\w ]{0,24}$", re.IGNORECASE
)
_INSIDE_AFTER: Final = re.compile(
    r"^(?: [\w/%]+){0,3}? (?:or|and) (?:more|over|older|above|higher|less|under|younger|below|fewer)\b", re.IGNORECASE
)


def is_next_to(fact: Fact, ours: Statement, other: Fact, theirs: Statement) -> bool:
    """Whether a bound and another one, or the end of a range, part the whole numbers at the same place."""
    is_bare = NUMBER in (fact.dimension, other.dimension)
    if not is_bare and fact.dimension != other.dimension:
        return False
    if fact.is_extra or other.is_extra or not (_is_bound(fact) or _is_bound(other)):
        return False
    if fact.dimension in _NO_BOUNDS or other.dimension in _NO_BOUNDS:
        return False
    is_amount = any(one.is_dose and one.dimension not in FORMS for one in (fact, other))
    if is_amount or "/" in fact.text or _figures(fact) == _figures(other):
        return False
    mine, others = [*_edges(fact, ours, is_bare)], [*_edges(other, theirs, is_bare)]
    if fact.low != fact.high:
        return bool(mine) and all(edge in others for edge in mine)
    is_one_sided = bool(fact.direction and other.direction)
    return any(own == edge and (is_one_sided or way == there) for own, way in mine for edge, there in others)


_NO_BOUNDS: Final = frozenset({RATE, SHARE})


def _is_bound(fact: Fact) -> bool:
    return bool(fact.direction) or fact.low != fact.high


def _figures(fact: Fact) -> list[str]:
    return _said(fact.text)


@lru_cache(maxsize=4096)
def _said(text: str) -> list[str]:
    """Not to be changed."""
    return FIGURE.findall(text)


def _edges(fact: Fact, statement: Statement, is_bare: bool) -> Iterator[tuple[Fraction, int]]:
    """Where it begins (1) or ends (-1): "from 4" begins at 4, "over 4" at 5, "under 16" ends at 16 and "up to 15" too."""
    figures = [Fraction(said.replace(",", "")) for said in _figures(fact)[:2]]
    if not figures or not figures[0] or any(figure.denominator != 1 for figure in figures):
        return
    unit = Fraction(1) if is_bare else fact.low / figures[0]
    if fact.low != fact.high:
        yield from ((figures[0] * unit, 1), (((figures[-1] + 1) * unit if is_bare else fact.high + unit), -1))
        return
    is_outside = _is_outside(fact, as_read(statement.text))
    for way in (fact.direction,) if fact.direction else (1, -1):
        yield (figures[0] + (is_outside == (way > 0))) * unit, way


def _is_outside(fact: Fact, text: str) -> bool:
    """Whether the number itself does not belong to what it bounds."""
    if fact.text[:1] in "<>":
        return True
    before = text[max(0, fact.start - _SHORT) : fact.start]
    is_told = bool(_OUTSIDE.search(before)) and not _INSIDE_AFTER.match(text[fact.end :])
    return is_told and not _NEGATED.search(before)
