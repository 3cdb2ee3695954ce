"""Dates of publication as CSL has them, out of "2017/01//", "2023 Mar 30", "Winter 2019", "2020 Jan-Feb", "2019-05-04"."""

from __future__ import annotations

import re
from typing import Any

_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)[/.\s-](\d{1,2})(?:[/.\s-](\d{1,2}))?(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](1[5-9]\d\d|20\d\d)(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\b\.?\s{0,2}(\d{1,2}(?!\d))?", re.IGNORECASE
)
_DAY_BEFORE = re.compile(r"(?<!\d)(\d{1,2})\s{0,2}$")


def issued(stated: str) -> dict[str, Any]:
    """`{"date-parts": [[year, month, day]]}` as strings without zeros before them, as far as they are stated; {} without a year."""
    words = stated[:200].strip()
    if found := _NUMBERS.search(words):
        return _parts(found[1], found[2], found[3] or "")
    if found := _DAY_FIRST.search(words):
        # Which of the two is the month cannot be told, unless one is none.
        first, second = int(found[1]), int(found[2])
        return _parts(found[3], str(second), str(first)) if first > 12 >= second else _parts(found[3], "", "")
    year = _YEAR.search(words)
    if year is None:
        return {}
    month = _MONTH.search(words)
    if month is None:
        return _parts(year[1], "", "")
    before = _DAY_BEFORE.search(words[: month.start()])
    number = str(_MONTHS.index(month[1][:3].lower()) + 1)
    return _parts(year[1], number, month[2] or (before[1] if before else ""))


def _parts(year: str, month: str, day: str) -> dict[str, Any]:
    parts = [year]
    if month and 1 <= int(month) <= 12:
        parts.append(str(int(month)))
        if day and 1 <= int(day) <= 31:
            parts.append(str(int(day)))
    return {"date-parts": [parts]}
