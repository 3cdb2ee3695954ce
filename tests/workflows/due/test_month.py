"""The sheet of a month."""

from __future__ import annotations

import datetime

import pytest

from workflows.due.month import Square, sheet

DAY = datetime.date


def test_a_sheet_has_whole_weeks_and_counts_only_days_of_its_month() -> None:
    due = {DAY(2026, 12, 4): 3, DAY(2026, 11, 30): 5}

    weeks = sheet(DAY(2026, 12, 1), due, today=DAY(2026, 12, 4))

    assert [len(week) for week in weeks] == [7] * 5
    assert weeks[0][0] == Square(DAY(2026, 11, 30), is_in_month=False, is_today=False, due=0)
    assert weeks[0][4] == Square(DAY(2026, 12, 4), is_in_month=True, is_today=True, due=3)
    assert sum(square.due for week in weeks for square in week) == 3


@pytest.mark.parametrize(("begins", "first"), [(0, DAY(2026, 11, 30)), (6, DAY(2026, 11, 29))])
def test_a_week_begins_where_its_readers_begin_it(begins: int, first: datetime.date) -> None:
    weeks = sheet(DAY(2026, 12, 1), {}, today=DAY(2026, 12, 1), week_begins=begins)

    assert weeks[0][0].on == first
