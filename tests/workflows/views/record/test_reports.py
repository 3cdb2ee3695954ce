"""Reports: figures of the work, as pictures and as tables; members by name for their chair alone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Person
from tests.universe import PersonFactory
from workflows.models import Assignment, Board, Review

AT = "/desk/reports/"


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
