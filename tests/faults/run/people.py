"""Who works in the fault run: editors, managing editors, a board whose two approvals approve, and a program that is told."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from articles import actions as desk
from articles.models import DeskRole, Person, RoleGrant
from workflows import actions
from workflows.models import Board, BoardRole

PASSWORD = "correct horse battery"
MEMBERS = 6
REFERENCE = "doe-2020"


@dataclass(frozen=True)
class People:
    editors: list[Person]
    managers: list[Person]
    members: list[Person]
    board: Board


def person(name: str, *roles: str) -> Person:
    made = Person.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", PASSWORD, printed_name=name)
    # A clock that is set back by two hours finds them in their roles.
    since = timezone.now() - datetime.timedelta(days=1)
    for role in roles:
        RoleGrant.objects.create(person=made, role=role, granted_by=made, granted_at=since, reason="fault run")
    return made


def prepare(editors: int, webhook: str) -> People:
    first, second = person("Adam First", DeskRole.ADMINISTRATOR), person("Ada Second", DeskRole.ADMINISTRATOR)
    found = People(
        [person(f"Editor {number}", DeskRole.EDITOR) for number in range(editors)],
        [person(f"Manager {number}", DeskRole.MANAGING_EDITOR) for number in range(2)],
        [person(f"Member {number}") for number in range(MEMBERS)],
        actions.create_board(by=first, name="Board"),
    )
    csl = {"type": "article-journal", "author": [{"family": "Doe"}], "issued": {"date-parts": [["2020"]]}}
    work = desk.ReferenceData(
        title="A trial of walking", type="randomised-trial", key=REFERENCE, csl=csl, doi="10.1000/walk"
    )
    desk.add_reference(work, by=found.editors[0])
    desk.add_webhook(by=first, address=webhook, note="the hospital's intranet")
    _seat(found, first, second)
    return found


def _seat(found: People, first: Person, second: Person) -> None:
    since = timezone.localdate() - datetime.timedelta(days=30)
    for number, member in enumerate(found.members):
        role = BoardRole.MEMBER if number else BoardRole.CHAIR
        actions.add_member(found.board, by=first, person=member, role=role, term_from=since, reason="founding member")
        actions.declare_interests(by=member, interests=[])
    rule = {"approvals": 2}
    actions.add_approval_rule(found.board, by=first, name="two", data=rule, is_default=True, reason="first rule")
    actions.open_board(found.board, by=second, seen=actions.last_entry(found.board))
    found.board.refresh_from_db()
