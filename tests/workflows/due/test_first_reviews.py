"""First reviews are spread by risk: doses first, then what was approved longest ago, so many a month."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from workflows.due.first_reviews import LATEST_WITH_DOSES, Candidate, by_month, plan

TODAY = datetime.date(2026, 11, 28)
OLD, NEW = datetime.date(2019, 1, 1), datetime.date(2025, 1, 1)
DECEMBER, JANUARY, FEBRUARY = datetime.date(2026, 12, 31), datetime.date(2027, 1, 31), datetime.date(2027, 2, 28)


def test_doses_come_first_and_then_the_oldest() -> None:
    candidates = [Candidate(1, False, NEW), Candidate(2, False, OLD), Candidate(3, True, NEW)]

    found = plan(candidates, per_month=1, today=TODAY)

    assert found == {3: DECEMBER, 2: JANUARY, 1: FEBRUARY}


def test_a_day_that_the_publisher_stated_stands() -> None:
    wanted = datetime.date(2027, 6, 15)

    found = plan([Candidate(1, False, OLD, wanted), Candidate(2, False, NEW)], per_month=1, today=TODAY)

    assert found == {1: wanted, 2: DECEMBER}


def test_a_stated_day_that_is_past_is_planned_anew() -> None:
    found = plan([Candidate(1, False, OLD, datetime.date(2020, 1, 1))], per_month=1, today=TODAY)

    assert found == {1: DECEMBER}


def test_months_are_counted_in_their_order() -> None:
    assert by_month([JANUARY, DECEMBER, JANUARY]) == {DECEMBER.replace(day=1): 1, JANUARY.replace(day=1): 2}


@given(st.lists(st.tuples(st.booleans(), st.dates(OLD, NEW)), max_size=60), st.integers(1, 10))
def test_s26_no_dose_is_later_than_a_year_and_no_month_fuller_than_it_may_be(
    pages: list[tuple[bool, datetime.date]], per_month: int
) -> None:
    candidates = [Candidate(pk, has_dose, day) for pk, (has_dose, day) in enumerate(pages)]

    found = plan(candidates, per_month=per_month, today=TODAY)

    doses = [found[one.pk] for one in candidates if one.has_dose]
    others = [found[one.pk] for one in candidates if not one.has_dose]
    assert all(TODAY < day <= TODAY + LATEST_WITH_DOSES for day in doses)
    assert all(count <= per_month for count in by_month(others).values())
