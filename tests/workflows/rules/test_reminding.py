"""Which stage of reminding a day has reached."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.rules.reminding import OF_RENEWAL, OF_REVIEW, reached

DUE = datetime.date(2026, 6, 15)


@pytest.mark.parametrize(
    ("days", "stages"),
    [
        (-4, []),
        (-3, ["review_soon"]),
        (-1, ["review_soon"]),
        (0, ["review_due"]),
        (2, ["review_late"]),
        (4, ["review_late"]),
        (5, ["review_late", "review_escalated"]),
        (400, ["review_late", "review_escalated"]),
    ],
)
def test_a_member_is_reminded_before_and_after_the_due_day_and_then_somebody_above(
    days: int, stages: list[str]
) -> None:
    assert sorted(s.name for s in reached(OF_REVIEW, DUE, DUE + datetime.timedelta(days=days))) == sorted(stages)


@given(st.integers(-500, 500))
def test_each_recipient_hears_of_the_latest_stage_alone(days: int) -> None:
    stages = reached(OF_RENEWAL, DUE, DUE + datetime.timedelta(days=days))

    assert len({stage.whom for stage in stages}) == len(stages)
    for stage in stages:
        later = [s for s in OF_RENEWAL if s.whom is stage.whom and stage.after < s.after <= days]
        assert stage.after <= days
        assert later == []
