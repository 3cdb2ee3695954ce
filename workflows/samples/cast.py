"""The sample people and their board, and where their words are read from."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from articles import actions as desk
from articles.models import DeskRole, Person, Topic
from workflows import actions
from workflows.models import Board, DeclaredInterest

FOLDER = Path(__file__).parent
PASSWORD = "sample-people-only"  # sample accounts alone; `check --deploy` fails while they exist
REASON = "sample content"
AUDITED_FOR = datetime.timedelta(days=90)


def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text())


@dataclass(frozen=True)
class Cast:
    """The sample people by the key of people.toml, and their board."""

    people: Mapping[str, Person]
    board: Board
    roles: Mapping[str, str]  # key → desk or board role

    def of(self, role: str) -> Person:
        return next(self.people[key] for key, played in self.roles.items() if played == role)

    def all_of(self, *roles: str) -> list[Person]:
        return [self.people[key] for key, played in self.roles.items() if played in roles]


def load_people() -> Cast:
    entries = read_toml("people.toml")["person"]
    people: dict[str, Person] = {}
    roles: dict[str, str] = {}
    administrator = Person.objects.system()
    # The administrator comes first: until then the system stands in.
    for entry in sorted(entries, key=lambda entry: DeskRole.ADMINISTRATOR not in entry["desk_roles"]):
        person = _person(entry, by=administrator)
        for role in entry["desk_roles"]:
            until = timezone.now() + AUDITED_FOR if role == DeskRole.AUDITOR else None
            desk.grant_role(person, by=administrator, role=role, reason=REASON, until=until)
        people[entry["key"]] = person
        roles[entry["key"]] = entry["desk_roles"][0] if entry["desk_roles"] else entry["board"]["role"]
        administrator = next(iter(people.values()))
    board = _board(entries, people, by=administrator)
    second = next(
        people[key] for key, role in roles.items() if role == "administrator" and people[key] != administrator
    )
    board = actions.open_board(board, by=second, seen=actions.last_entry(board))
    if statement := board.statement:
        for member in board.memberships.select_related("person"):
            actions.accept_statement(statement, by=member.person)
    return Cast(people, board, roles)


def _person(entry: Mapping[str, Any], *, by: Person) -> Person:
    return desk.create_person(
        by=by,
        email=entry["email"],
        printed_name=entry["printed_name"],
        password=PASSWORD,
        credentials=entry["credentials"],
        affiliation=entry["affiliation"],
        is_sample=True,
    )


def _board(entries: list[dict[str, Any]], people: Mapping[str, Person], *, by: Person) -> Board:
    data = read_toml("board.toml")
    board = actions.create_board(by=by, name=data["name"], description=data["description"], is_sample=True)
    for entry in entries:
        if "board" in entry:
            actions.add_member(
                board,
                by=by,
                person=people[entry["key"]],
                role=entry["board"]["role"],
                specialty=entry["board"]["specialty"],
                term_from=timezone.localdate(),
                reason=REASON,
            )
            declare(people[entry["key"]], entry["board"].get("interests", ()))
    for role, questions in data["checklists"].items():
        actions.set_checklist(board, by=by, role=role, questions=questions, reason=REASON)
    _rules(board, data, by)
    actions.write_statement(board, by=by, text=data["signing_statement"], reason=REASON)
    return board


def _rules(board: Board, data: Mapping[str, Any], by: Person) -> None:
    """One for everything, and one for articles of a topic."""
    rule = data["approval_rule"]
    actions.add_approval_rule(board, by=by, name=rule["name"], data=rule["data"], is_default=True, reason=REASON)
    for narrow in data["narrow_rule"]:
        topics = [topic_of(name).pk for name in narrow["topics"]]
        actions.add_approval_rule(
            board, by=by, name=narrow["name"], data=narrow["data"], is_default=False, topics=topics, reason=REASON
        )


def topic_of(name: str) -> Topic:
    return Topic.objects.get_or_create(slug=name.lower().replace(" ", "-"), defaults={"name": name})[0]


def declare(person: Person, interests: Iterable[Mapping[str, str]]) -> None:
    actions.declare_interests(by=person, interests=[DeclaredInterest(**one) for one in interests])
