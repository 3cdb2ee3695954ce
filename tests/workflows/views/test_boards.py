"""The public list of boards."""

from __future__ import annotations

import datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Person
from tests.universe import Administrators, PersonFactory, change
from workflows import actions
from workflows.models import Board


def test_current_members_are_listed_for_everybody(client: Client, board: Board) -> None:
    response = client.get("/board/")

    (listed,) = response.context["boards"]
    assert [str(seat.person) for seat in listed.current] == ["Clara Chair", "Laura Lay", "Paul Pharmacist"]
    assert (response.status_code, response.cookies, "example.org" in response.content.decode()) == (200, {}, False)


def test_former_member_is_listed_no_longer(
    client: Client, board: Board, pharmacist: Person, administrators: Administrators
) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    change(
        board,
        "member_ended",
        by=administrators,
        membership=board.memberships.get(person=pharmacist).pk,
        last_day=yesterday,
    )

    (listed,) = client.get("/board/").context["boards"]

    assert [str(seat.person) for seat in listed.current] == ["Clara Chair", "Laura Lay"]


def test_query_count_does_not_grow(
    client: Client, board: Board, administrator: Person, make_person: PersonFactory
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/board/")
        return len(captured)

    one = queries()
    for number in range(29):
        other = actions.create_board(by=administrator, name=f"Board {number}")
        person = make_person(f"Member {number}")
        actions.add_member(
            other, by=administrator, person=person, role="member", term_from=timezone.localdate(), reason="x"
        )

    assert (one, queries()) == (3, 3)
