"""Numbers that disagree within one text: two floors or ceilings of one thing, two upper limits of one drug (S23)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from articles.text.consistency.facts import RATE, TIME, Fact
from articles.text.consistency.flags import Flag, Kind, Severity
from articles.text.consistency.naming import amounts_of
from articles.text.consistency.numbers import facts
from articles.text.consistency.statements import Reading, Statement
from articles.text.dosing import Dose
from articles.text.dosing.keys import limit_key
from articles.text.drugs import generic
from articles.text.evidence import content_words

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
# A pair of words that comes up more often is what the text is about.
_MOST: Final = 8

Place = tuple[Statement, tuple[Fact, ...]]


def checked(text: Reading, doses: Sequence[Dose], number: int) -> Iterator[Flag]:
    yield from _thresholds(text, number)
    yield from _limits(text, doses, number)


def _thresholds(text: Reading, number: int) -> Iterator[Flag]:
    """One thing with two values of the same kind and direction, in two blocks."""
    told: set[tuple[str, str]] = set()
    for thing, places in _places(text).items():
        for (first, before), (second, after) in pairwise(places):
            pair = _disagreeing(before, after)
            if pair is None or first.block.key == second.block.key:
                continue
            left, right = pair
            if (left.text, right.text) not in told:
                told.add((left.text, right.text))
                values = (("subject", thing), ("left", _said(left)), ("right", _said(right)))
                severity = Severity.MUST_ANSWER if left.is_dose else Severity.WORTH_A_LOOK
                yield Flag(Kind.WITHIN, severity, first.passage(number), second.passage(number), values)


def _places(text: Reading) -> dict[str, list[Place]]:
    """Pairs of words that carry meaning, with the thresholds that stand with each, also in the words above a list."""
    often: dict[str, int] = {}
    found: dict[str, list[Place]] = {}
    for statement in text.statements:
        pairs = _pairs(statement.text)
        for pair in pairs:
            often[pair] = often.get(pair, 0) + 1
        directed = tuple(fact for fact in (*facts(statement.lead_in), *statement.facts) if _is_threshold(fact))
        for pair in pairs if directed else ():
            found.setdefault(pair, []).append((statement, directed))
    return {pair: places for pair, places in found.items() if len(places) > 1 and often[pair] <= _MOST}


def _is_threshold(fact: Fact) -> bool:
    """Upper limits of a drug are compared by drug."""
    return bool(fact.direction) and not fact.is_limit and not fact.is_extra and fact.dimension != RATE


def _pairs(text: str) -> list[str]:
    words = [word if _carries(word) else "" for word in _WORD.findall(text.lower())]
    return list(dict.fromkeys(f"{one} {two}" for one, two in pairwise(words) if one and two))


@lru_cache(maxsize=8192)
def _carries(word: str) -> bool:
    """Whether a word carries meaning."""
    return bool(content_words(word))


def _disagreeing(before: Sequence[Fact], after: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    """Only where each place names one value of a kind: what has several says when which holds."""
    for fact in before:
        mine = [one for one in before if one.dimension == fact.dimension]
        theirs = [one for one in after if one.dimension == fact.dimension]
        if len(mine) == len(theirs) == 1 and theirs[0].direction == fact.direction and not fact.equals(theirs[0]):
            return fact, theirs[0]
    return None


def _said(fact: Fact) -> str:
    sign = "" if fact.text[:1] in "<>≤≥" else {1: "≥ ", -1: "≤ "}[fact.direction] if fact.dimension == TIME else ""
    return f"{sign}{fact.text}"


def _limits(text: Reading, doses: Sequence[Dose], number: int) -> Iterator[Flag]:
    """Two upper limits of one drug for the same people."""
    first: dict[tuple[str, str, str], Dose] = {}
    for dose in doses:
        if not dose.maximum or not dose.drug or not amounts_of(dose):
            continue
        about = (generic(dose.drug), dose.population.casefold(), dose.route)
        before = first.setdefault(about, dose)
        if limit_key(before.maximum)[:1] != limit_key(dose.maximum)[:1] and before.key != dose.key:
            left, right = _statement(text, before), _statement(text, dose)
            if left is not None and right is not None:
                values = (("subject", about[0]), ("left", before.maximum), ("right", dose.maximum))
                yield Flag(Kind.WITHIN, Severity.MUST_ANSWER, left.passage(number), right.passage(number), values)


def _statement(text: Reading, dose: Dose) -> Statement | None:
    held = text.of_block.get(dose.key, ())
    return next((one for one in held if one.text in dose.sentence), held[0] if held else None)
