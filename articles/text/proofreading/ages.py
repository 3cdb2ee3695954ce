"""Ages that nobody reaches, that do not fit the people who are named, or that stand the wrong way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.text.proofreading.doubts import Doubt

# The oldest person whose age was proven died at 122 (Jeanne Calment, 1997).
_OLDEST: Final = 122
_LONGEST: Final = 999  # A greater number after "age" is a year.
_NUMBER: Final = r"(?P<low>\d{1,4})(?! ?[%,/]\d| ?%)(?:(?: ?[-–] ?| to )(?P<high>\d{1,3}))?(?:[- ](?P<unit>year|month|week|day|hour)s?)?\b"
_BOUND: Final = (
    r"(?:between |from |over |under |above |below |about |at least |at most |up to |older than |younger than "
    r"|less than |more than |of )"
)
_AGED: Final = re.compile(rf"\b(?:aged?|ages|the age of|years of age) {_BOUND}{{0,2}}{_NUMBER}", re.IGNORECASE)
_PERSON: Final = (
    r"(?:man|men|woman|women|boy|girl|child|children|patient|person|people|male|female|infant|adult|lady|gentleman|athlete|student|mother"
    r"|father|worker|smoker)"
)
_OLD: Final = re.compile(
    rf"(?<![\w.,–-])(?P<low>\d{{1,4}})[- ]years?[- ](?:old(?: {_PERSON}\b)?|of age\b)", re.IGNORECASE
)
# Hospitals and remedies get old as well.
_SOMEBODY: Final = re.compile(rf"\b(?:he|she|they|you|who|{_PERSON})\b", re.IGNORECASE)
_NEAR: Final = 60
# The greatest and the least age in years at which people are called so.
_GROUPS: Final[dict[str, tuple[int, int]]] = {
    "newborn": (0, 1),
    "neonate": (0, 1),
    "infant": (0, 3),
    "bab": (0, 3),
    "toddler": (0, 6),
    "child": (0, 21),
    "adolescent": (8, 26),
    "teenager": (10, 21),
    "adult": (12, _OLDEST),
}
_NAMED: Final = re.compile(
    r"(?<!\badult )(?<!\bgrown )(?<!\bof )(?<!\btheir )\b(?P<group>newborn|neonate|infant|bab|toddler|child|adolescent|teenager|adult)"
    rf"(?:s|ren|y|ies)? (?:who are |that are )?(?:aged? |ages ){{0,1}}{_BOUND}{{0,2}}{_NUMBER}",
    re.IGNORECASE,
)


def doubts(text: str) -> Iterator[Doubt]:
    old = (
        match for match in _OLD.finditer(text) if _SOMEBODY.search(text[max(0, match.start() - _NEAR) : match.end()])
    )
    for match in (*_AGED.finditer(text), *old):
        parts = match.groupdict()
        unit, low = parts.get("unit") or "year", int(parts["low"])
        high = int(parts.get("high") or low)
        if unit == "year" and _OLDEST < max(low, high) <= _LONGEST:
            yield Doubt(match[0], "nobody gets so old")
        elif low > high and low <= _OLDEST:
            yield Doubt(match[0], "the first age is the higher one", is_sure=False)
    for match in _NAMED.finditer(text):
        if _is_misnamed(match):
            yield Doubt(match[0], "people of this age are not called so", is_sure=False)


def _is_misnamed(match: re.Match[str]) -> bool:
    """Only ages in years; a bare number after a group is an age where it says so."""
    least, most = _GROUPS[match["group"].lower()]
    if match["unit"] != "year" and (match["unit"] or not re.search(r"\bage[sd]?\b", match[0], re.IGNORECASE)):
        return False
    low = int(match["low"])
    high = int(match["high"] or low)
    return high <= _OLDEST and (low > most or (high > most and bool(match["high"])) or high < least)
