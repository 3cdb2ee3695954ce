"""When pages that a former process approved are first reviewed here: doses first, then the oldest, so many a month. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.dateparse import parse_date

# S26: what names a dose is reviewed within a year, whatever a board can do in a month.
LATEST_WITH_DOSES = datetime.timedelta(days=365)


@dataclass(frozen=True)
class Candidate:
    """A page that waits for its first review here. `wanted` is a day that its publisher stated for it."""

    pk: int
    has_dose: bool
    approved_on: datetime.date
    wanted: datetime.date | None = None


def plan(candidates: Iterable[Candidate], *, per_month: int, today: datetime.date) -> Mapping[int, datetime.date]:
    """The day until when each is due: the last one of its month, beginning with the next. A stated day that is to come stands."""
    ordered = sorted(candidates, key=lambda one: (not one.has_dose, one.approved_on, one.pk))
    due: dict[int, datetime.date] = {}
    taken: dict[datetime.date, int] = {}
    month = _following(today)
    for one in ordered:
        if one.wanted is not None and one.wanted >= today:
            due[one.pk] = _bounded(one.wanted, one, today)
            continue
        while taken.get(month, 0) >= max(per_month, 1):
            month = _following(month)
        taken[month] = taken.get(month, 0) + 1
        due[one.pk] = _bounded(_last_day(month), one, today)
    return due


def _bounded(day: datetime.date, one: Candidate, today: datetime.date) -> datetime.date:
    return min(day, today + LATEST_WITH_DOSES) if one.has_dose else day


def _following(day: datetime.date) -> datetime.date:
    """The first of the month after it."""
    return (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def _last_day(month: datetime.date) -> datetime.date:
    return _following(month) - datetime.timedelta(days=1)


def by_month(days: Sequence[datetime.date]) -> Mapping[datetime.date, int]:
    """How many fall due in each month, in order."""
    counts: dict[datetime.date, int] = {}
    for day in sorted(days):
        counts[day.replace(day=1)] = counts.get(day.replace(day=1), 0) + 1
    return counts


def day_of(words: object) -> datetime.date | None:
    """A day as a table stated it; None for what is none."""
    try:
        return parse_date(str(words or ""))
    except ValueError:
        return None
