"""Reports: figures of the work, as pictures and as tables; members by name for their chair alone."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Person, Publication
from tests.universe import PersonFactory, sign
from workflows.models import Assignment, Board, Review
from workflows.record import reporting

AT = "/desk/reports/"


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


def test_chair_sees_who_does_how_much(client: Client, review: Review, chair: Person) -> None:
    client.force_login(chair)

    response = client.get(AT)

    loads = [(load.name, load.waiting, load.signed) for load in response.context["loads"]]
    assert loads == [("Clara Chair", 1, 0), ("Laura Lay", 1, 0), ("Paul Pharmacist", 1, 0)]


@pytest.mark.parametrize("who", ["managing_editor", "auditor"])
def test_others_see_no_member_by_name(client: Client, review: Review, request: pytest.FixtureRequest, who: str) -> None:
    client.force_login(request.getfixturevalue(who))

    page = client.get(AT).content.decode()

    assert ("How long each step takes" in page, "Paul Pharmacist" in page) == (True, False)


@pytest.mark.parametrize("who", ["editor", "pharmacist", "outsider"])
def test_who_neither_manages_nor_chairs_sees_none(
    client: Client, board: Board, request: pytest.FixtureRequest, who: str
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(AT).status_code == 403


def test_pictures_say_in_words_what_they_show(client: Client, review: Review, managing_editor: Person) -> None:
    client.force_login(managing_editor)

    page = client.get(reverse("desk:reports")).content.decode()

    assert page.count('role="img"') == 3
    assert "Members past their date: 0 of 3." in page


@pytest.mark.parametrize("more", [1, 30])
def test_queries_of_the_reports_stay(
    client: Client,
    review: Review,
    chair: Person,
    make_person: PersonFactory,
    more: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(more):
        person = make_person(f"Member {number}")
        Assignment.objects.create(review=review, person=person, due_on=timezone.localdate(), assigned_by=chair)
    client.force_login(chair)

    with django_assert_num_queries(21):
        client.get(AT)


def test_who_signed_is_told_with_the_days_that_it_took(
    client: Client, review: Review, chair: Person, pharmacist: Person
) -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3)):
        sign(review, pharmacist)

    loads = reporting.workload([review.board], reporting.a_year_ago(), review.due_on)

    assert [(load.name, load.waiting, load.signed, load.days) for load in loads] == [
        ("Clara Chair", 1, 0, None),
        ("Laura Lay", 1, 0, None),
        ("Paul Pharmacist", 0, 1, 3.0),
    ]
