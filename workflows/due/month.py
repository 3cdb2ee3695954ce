"""A month as it hangs on a wall: weeks of seven days, each with how much falls due. Pure."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Square:
    """One day of the sheet; the first and last weeks have days of the months beside it."""

    on: datetime.date
    is_in_month: bool
    is_today: bool
    due: int


def sheet(
    first: datetime.date, due: Mapping[datetime.date, int], *, today: datetime.date, week_begins: int = 0
) -> Sequence[Sequence[Square]]:
    """The weeks of the month of `first`. `week_begins`: the weekday, 0 for Monday as in `datetime`."""
    weeks = calendar.Calendar(week_begins).monthdatescalendar(first.year, first.month)
    return [
        [
            Square(day, day.month == first.month, day == today, due.get(day, 0) if day.month == first.month else 0)
            for day in week
        ]
        for week in weeks
    ]
