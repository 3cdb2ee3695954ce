"""The public list of boards."""

from __future__ import annotations

import datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Person
from tests.universe import Administrators, PersonFactory, change, open_board
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
    client: Client,
    board: Board,
    administrator: Person,
    second_administrator: Person,
    make_person: PersonFactory,
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/board/")
        return len(captured)

    one = queries()
    for number in range(29):
        other = actions.create_board(by=administrator, name=f"Board {number}")
        rule = {"name": "one", "data": {"approvals": 1}, "is_default": True}
        actions.add_approval_rule(other, by=administrator, reason="x", **rule)
        person = make_person(f"Member {number}")
        actions.add_member(
            other, by=administrator, person=person, role="chair", term_from=timezone.localdate(), reason="x"
        )
        open_board(other, by=second_administrator)

    assert (one, queries()) == (3, 3)


def test_board_has_a_page_with_members_rules_and_statement(
    client: Client, board: Board, administrators: Administrators, pharmacist: Person
) -> None:
    row = board.memberships.get(person=pharmacist)
    shown = {"role": "pharmacist", "specialty": "Oncology", "shown_credentials": "PharmD, PhD"}
    change(board, "member_changed", by=administrators, membership=row.pk, **shown)
    change(board, "statement", by=administrators, text="I read it all.")

    response = client.get(f"/board/{board.slug}/")

    page = response.content.decode()
    assert (response.status_code, response.cookies) == (200, {})
    words = ("PharmD, PhD", "Pharmacist, Oncology", "two: 2 approvals", "I read it all.")
    assert [word in page for word in words] == [True] * 4


def test_board_that_nobody_opened_is_not_public(client: Client, board_being_set_up: Board) -> None:
    listed = list(client.get("/board/").context["boards"])

    assert (listed, client.get(f"/board/{board_being_set_up.slug}/").status_code) == ([], 404)
