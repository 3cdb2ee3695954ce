"""Figures of a period, each counted from what happened: steps, what is late, emergencies, sweeps, and what members did."""

from __future__ import annotations

import datetime

import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Person, Publication
from tests.universe import sign
from tests.workflows.actions.sweeps.sweeping import confirmed, posted, written
from workflows import actions
from workflows.models import Board, Review
from workflows.record import reporting


def test_steps_say_how_many_ended_and_how_long_they_took(publication: Publication) -> None:
    found = reporting.steps(reporting.a_year_ago())

    assert [step.count for step in found] == [1, 1, 1]
    assert [step.median for step in found] == [0.0, 0.0, 0.0]


def test_nothing_that_ended_has_no_median(board: Board) -> None:
    assert [step.median for step in reporting.steps(reporting.a_year_ago())] == [None, None, None]


def test_overdue_is_counted_out_of_what_is_open(review: Review) -> None:
    on_time = reporting.overdue(review.due_on)
    late = reporting.overdue(review.due_on + datetime.timedelta(days=1))

    assert [(amount.count, amount.total) for amount in on_time] == [(0, 1), (0, 3), (0, 0)]
    assert [(amount.count, amount.total) for amount in late] == [(1, 1), (3, 3), (0, 0)]


def test_emergencies_are_a_share_of_all_changes(publication: Publication) -> None:
    amount = reporting.emergencies(reporting.a_year_ago())

    assert (amount.count, amount.total, amount.share) == (0, 1, 0.0)


def test_emergency_is_one_of_all_changes_that_readers_saw(publication: Publication, editor: Person) -> None:
    actions.take_down(publication.version, by=editor, reason="danger")

    amount = reporting.emergencies(reporting.a_year_ago())

    assert (amount.count, amount.total, amount.share) == (1, 2, 50.0)


def test_share_of_nothing_is_none(board: Board) -> None:
    amount = reporting.emergencies(reporting.a_year_ago())

    assert (amount.total, amount.share) == (0, 0.0)


def test_what_ended_before_the_period_does_not_count(publication: Publication) -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(days=366)):
        found = reporting.steps(reporting.a_year_ago())

    assert [(step.count, step.longest) for step in found] == [(0, None)] * 3


def test_longest_is_that_of_all_that_ended(publication: Publication) -> None:
    (step,) = [reporting.Step("Review", (0.5, 2.04, 1.0))]

    assert (step.count, step.median, step.longest) == (3, 1.0, 2.0)


def test_sweep_says_how_long_it_took_from_its_alert_in_begun_minutes(
    publication: Publication, managing_editor: Person
) -> None:
    """Thirty minutes and some seconds after the alert."""
    row = posted(managing_editor).sweep

    (swept,) = reporting.sweeps(reporting.a_year_ago())

    assert (swept.sweep, swept.to_confirmed, swept.to_last, swept.articles, swept.open) == (row, 31, 31, 1, 1)


def test_sweep_is_open_until_no_notice_stands(publication: Publication, managing_editor: Person) -> None:
    row = posted(managing_editor)
    actions.take_down(publication.version, by=managing_editor, reason="danger")

    (swept,) = reporting.sweeps(reporting.a_year_ago())

    assert (swept.sweep, swept.articles, swept.open) == (row.sweep, 1, 0)


def test_sweep_whose_notices_are_not_out_yet_has_no_last_one(publication: Publication, managing_editor: Person) -> None:
    row = confirmed(managing_editor)

    (swept,) = reporting.sweeps(reporting.a_year_ago())

    assert (swept.sweep, swept.to_confirmed, swept.to_last, swept.articles, swept.open) == (row, 31, None, 0, 1)


def test_sweep_that_nobody_confirmed_is_no_figure(
    publication: Publication, managing_editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    written(managing_editor)

    with django_assert_num_queries(3):
        assert reporting.sweeps(reporting.a_year_ago()) == []


def test_member_past_the_date_is_late_until_they_have_signed(review: Review, pharmacist: Person) -> None:
    sign(review, pharmacist)
    days = [review.due_on, review.due_on + datetime.timedelta(days=1)]

    loads = [reporting.workload([review.board], reporting.a_year_ago(), day) for day in days]

    assert [[(load.name, load.waiting, load.late) for load in found] for found in loads] == [
        [("Clara Chair", 1, 0), ("Laura Lay", 1, 0), ("Paul Pharmacist", 0, 0)],
        [("Clara Chair", 1, 1), ("Laura Lay", 1, 1), ("Paul Pharmacist", 0, 0)],
    ]


def test_who_signed_is_told_with_the_days_that_it_took(review: Review, chair: Person, pharmacist: Person) -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3)):
        sign(review, pharmacist)

    loads = reporting.workload([review.board], reporting.a_year_ago(), review.due_on)

    assert [(load.name, load.waiting, load.signed, load.days) for load in loads] == [
        ("Clara Chair", 1, 0, None),
        ("Laura Lay", 1, 0, None),
        ("Paul Pharmacist", 0, 1, 3.0),
    ]
