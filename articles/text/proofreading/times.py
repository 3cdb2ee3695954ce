"""More time than there is, more people than all of them, dates that no calendar has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.text.proofreading.doubts import Doubt

_MINUTES: Final = {"minute": 1, "hour": 60, "day": 1440, "night": 1440, "week": 10080, "month": 44640, "year": 527040}
_SPENT: Final = re.compile(
    r"(?<![\w.,–-])(?P<number>\d{1,5}(?:\.\d+)?)[ \u00a0](?P<unit>minute|hour|day|night|week|month)s? "
    r"(?:a|an|each|every|per|in a|in every|out of every) (?:(?P<count>24) )?"
    r"(?P<whole>minute|hour|day|week|month|year)s?\b(?! (?:later|after|before|apart))",
    re.IGNORECASE,
)
# Nights of a week are counted like days; a week has seven.
_COUNTS: Final = {
    ("day", "week"): 7,
    ("night", "week"): 7,
    ("day", "month"): 31,
    ("night", "month"): 31,
    ("month", "year"): 12,
}
_PEOPLE: Final = r"(?:people|patients|children|women|men|adults|participants|cases|babies|infants|deaths|tumou?rs|pregnancies|families)"
_SHARE: Final = re.compile(
    rf"(?<![\w.,–-])(?P<number>\d{{3,5}}(?:\.\d+)?)(?:[ \u00a0]?%| per ?cent) of "
    rf"(?:all |the |these |those |affected |such ){{0,2}}{_PEOPLE}\b(?![’'])",
    re.IGNORECASE,
)
_COUNT: Final = r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,9})"
_PART: Final = re.compile(
    rf"(?<![\w.,/–-])(?P<part>{_COUNT}) (?:people |patients |children |women |men )?"
    rf"(?:out of|in every|of every)(?: every)? (?P<whole>{_COUNT})(?!\d|[.,]\d)"
)
_DATE: Final = re.compile(
    r"(?<![\w.,–-])(?:(?P<day>3[0-9]) (?P<month>February)|(?:3[1-9]) (?:April|June|September|November))(?!\w)"
)


def doubts(text: str) -> Iterator[Doubt]:
    for match in _SPENT.finditer(text):
        if _is_too_long(match):
            yield Doubt(match[0], "there is not so much time in it")
    for match in _SHARE.finditer(text):
        if float(match["number"]) > 100:
            yield Doubt(match[0], "there are no more than all of them")
    for match in _PART.finditer(text):
        part, whole = (int(match[name].replace(",", "")) for name in ("part", "whole"))
        if part > whole > 0:
            yield Doubt(match[0], "there are no more than all of them")
    for match in _DATE.finditer(text):
        yield Doubt(match[0], "no calendar has this date")


def _is_too_long(match: re.Match[str]) -> bool:
    unit, whole = match["unit"].lower(), match["whole"].lower()
    number, most = float(match["number"]), _COUNTS.get((unit, whole))
    if match["count"]:
        return whole == "hour" and number * _MINUTES[unit] > _MINUTES["day"]
    return number > most if most else number * _MINUTES[unit] > _MINUTES[whole]
