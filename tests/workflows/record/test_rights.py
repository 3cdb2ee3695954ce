"""Rights on a date: as the record had them at the end of that day."""

from __future__ import annotations

import datetime
import json
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from articles import actions as desk
from articles.models import Person
from tests.universe import Administrators, change
from workflows.models import Board
from workflows.record.rights import rights_on


def held(day: datetime.date, person: Person) -> list[tuple[str, str]]:
    return [(right.role, right.where) for right in rights_on(day, people=[person])]


def test_role_that_ends_by_itself_says_so_and_ends(outsider: Person, administrator: Person) -> None:
    now, today = timezone.now(), timezone.localdate()
    until = now + datetime.timedelta(days=10)
    desk.grant_role(outsider, by=administrator, role="auditor", reason="audit", until=until)

    days = [today + datetime.timedelta(number) for number in (0, 9, 10, 11)]

    assert [[right.until for right in rights_on(day, people=[outsider])] for day in days] == [
        [timezone.localdate(until)],
        [timezone.localdate(until)],
        [],
        [],
    ]


def test_rights_follow_grants_terms_and_changes(
    board: Board, chair: Person, administrators: Administrators, administrator: Person
) -> None:
    today, name = timezone.localdate(), board.name
    row = board.memberships.get(person=chair)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=10)):
        change(board, "member_changed", by=administrators, membership=row.pk, role="member")
        grant = desk.grant_role(chair, by=administrator, role="editor", reason="audit")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=20)):
        change(board, "member_ended", by=administrators, membership=row.pk, last_day=today + datetime.timedelta(25))
        desk.end_role(grant, by=administrator, reason="done")

    days = [today + datetime.timedelta(number) for number in (-1, 0, 9, 10, 19, 25, 26)]

    assert [held(day, chair) for day in days] == [
        [],
        [("Chair", name)],
        [("Chair", name)],
        [("Editor", ""), ("Member", name)],
        [("Editor", ""), ("Member", name)],
        [("Member", name)],
        [],
    ]


def test_right_names_who_gave_it_and_why(board: Board, chair: Person, administrator: Person) -> None:
    (right,) = rights_on(timezone.localdate(), people=[chair])

    assert (right.given_by, right.reason, right.until) == (administrator, "founding member", None)


def test_command_lists_rights_as_lines_and_as_json(board: Board, pharmacist: Person) -> None:
    def said(*options: str) -> str:
        output = StringIO()
        call_command("rights", *options, stdout=output)
        return output.getvalue()

    lines, data = said(), json.loads(said("--json", f"--person={pharmacist.email}"))

    assert len(lines.splitlines()) == 5
    assert [(row["printed_name"], row["role"], row["board"]) for row in data] == [
        ("Paul Pharmacist", "Pharmacist", "Medical Advisory Board")
    ]
    assert said("--on=2000-01-01") == ""
    with pytest.raises(CommandError, match="Nobody"):
        said("--person=nobody@example.org")


def test_page_shows_the_day_that_is_asked_for(client: Client, board: Board, auditor: Person, outsider: Person) -> None:
    client.force_login(auditor)
    today = client.get("/desk/rights/").context["rights"]
    before = client.get("/desk/rights/?on=2000-01-01").context["rights"]
    wrong = client.get("/desk/rights/?on=soon").status_code
    client.force_login(outsider)

    assert (len(today), before, wrong, client.get("/desk/rights/").status_code) == (6, [], 422, 403)
