"""Loads the sample people, board, references and articles, each through the actions that people use."""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from articles import actions as desk
from articles.models import Article, DeskRole, Person, Topic, Version
from articles.text.quotes import Spot
from workflows import actions, signing
from workflows.credentials import Credential
from workflows.models import Answer, Board, DeclaredInterest, Review, Scope

FOLDER = Path(__file__).parent
PASSWORD = "sample-people-only"  # sample accounts alone; `check --deploy` fails while they exist
REASON = "sample content"


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


def load() -> Cast:
    """Everything, on an empty database: one article approved and live, one under review, one submitted, one draft."""
    cast = load_people()
    load_references(by=cast.of(DeskRole.EDITOR))
    plexopathy = load_article("lumbosacral-plexopathy-leg-pain", cast)
    gout = load_article("gout-flare", cast)
    anaemia = load_article("iron-deficiency-anaemia-adults", cast)
    talk(load_article("migraine-attacks", cast), cast)
    sign(review(submit(plexopathy, cast), cast), cast)
    ask_for_another_date(review(submit(gout, cast), cast), cast)
    submit(anaemia, cast)
    return cast


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text())


def load_people() -> Cast:
    entries = _toml("people.toml")["person"]
    people: dict[str, Person] = {}
    roles: dict[str, str] = {}
    administrator = Person.objects.system()
    # The administrator comes first: until then the system stands in.
    for entry in sorted(entries, key=lambda entry: DeskRole.ADMINISTRATOR not in entry["desk_roles"]):
        person = _person(entry, by=administrator)
        for role in entry["desk_roles"]:
            desk.grant_role(person, by=administrator, role=role, reason=REASON)
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
    data = _toml("board.toml")
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
    rule = data["approval_rule"]
    actions.add_approval_rule(board, by=by, name=rule["name"], data=rule["data"], is_default=True, reason=REASON)
    actions.write_statement(board, by=by, text=data["signing_statement"], reason=REASON)
    return board


def declare(person: Person, interests: Iterable[Mapping[str, str]]) -> None:
    actions.declare_interests(by=person, interests=[DeclaredInterest(**one) for one in interests])


def load_references(*, by: Person) -> None:
    for entry in json.loads((FOLDER / "references.json").read_text()):
        data = desk.ReferenceData(
            title=entry["csl"]["title"],
            type=entry["type"],
            standing=entry["standing"],
            label=entry["label"],
            key=entry["key"],
            csl=entry["csl"],
            **entry["identifiers"],
        )
        desk.add_reference(data, by=by, reason=REASON, is_sample=True)


def load_article(slug: str, cast: Cast) -> Article:
    folder, data = FOLDER / "articles" / slug, _toml(f"articles/{slug}/article.toml")
    by = cast.people[data["contributors"][0]["person"]]
    details = desk.Details(
        title=data["title"],
        slug=slug,
        question=data["question"],
        audiences=data["audiences"],
        population=data["applies_to"]["population"],
        country=data["applies_to"]["country"],
        applies_to_note=data["applies_to"]["note"],
        topic=Topic.objects.get_or_create(
            slug=data["topic"].lower().replace(" ", "-"), defaults={"name": data["topic"]}
        )[0],
        language=data["language"],
    )
    article = desk.create_article(by=by, details=details, is_sample=True, reason=REASON)
    byline = [desk.Byline(role=entry["role"], person=cast.people[entry["person"]]) for entry in data["contributors"]]
    desk.set_byline(article, by=by, byline=byline)
    for text in article.texts.select_related("article"):
        body = folder / f"{text.audience}.html"
        desk.save_text(
            text,
            by=by,
            summary=(folder / f"{text.audience}.summary.html").read_text(),
            body=body.read_text() if body.exists() else "",
            description=data["descriptions"].get(text.audience, ""),
            base_revision=text.revision,
        )
    article.refresh_from_db()
    return article


def talk(article: Article, cast: Cast) -> None:
    """The conversation about a draft: a question to somebody, and words that wait to be accepted."""
    for entry in _toml(f"articles/{article.slug}/article.toml")["thread"]:
        desk.open_thread(
            article,
            by=cast.people[entry["by"]],
            audience=entry["audience"],
            passage=Spot(quote=entry["quote"]),
            said=desk.Said(entry["body"], entry.get("suggestion")),
        )


def submit(article: Article, cast: Cast) -> Version:
    return actions.submit(article, by=article.handling_editor, change_note="")


def review(version: Version, cast: Cast) -> Review:
    due = timezone.localdate() + datetime.timedelta(days=14)
    members = cast.all_of("chair", "pharmacist", "lay_member")
    return actions.start_review(
        version, by=cast.of(DeskRole.MANAGING_EDITOR), board=cast.board, members=members, due_on=due
    )


def ask_for_another_date(review: Review, cast: Cast) -> None:
    """One member of the open review can look at it a week later."""
    seat = review.assignments.select_related("person").get(person=cast.of("lay_member"))
    day = review.due_on + datetime.timedelta(days=7)
    actions.propose_date(seat, by=seat.person, due_on=day, note="I am away until the day before.")


def sign(review: Review, cast: Cast) -> None:
    """Two approvals, one by the pharmacist: that meets the sample rule."""
    scopes = {"pharmacist": [Scope.DOSES, Scope.REFERENCES], "chair": [Scope.CLINICAL_ACCURACY]}
    audiences = list(review.version.content.audiences)
    for role, scope in scopes.items():
        person = cast.of(role)
        actions.disclose(review, by=person, answer=Answer.NONE)
        verdict = signing.Verdict("approve", scope, audiences)
        given = Credential(PASSWORD, person.email)
        actions.sign_off(review, by=person, given=given, digest=review.version.digest, verdict=verdict)
