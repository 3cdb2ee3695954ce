"""A publisher with every kind of row, and who asks for it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from articles.models import DeskRole, Person, Reference
from articles.publishing import pdf
from articles.views.article_list import unanswered_fields
from articles.views.editing.parts import dialogs_of, toolbar_of
from tests.built_once import built_once
from tests.security.asking import ROLES
from tests.security.quick import Remembered
from tests.security.scenery import Scenery, Staff, built
from tests.universe import Administrators, add_member
from workflows.models import Board


@pytest.fixture
@built_once
def people(
    outsider: Person,
    editor: Person,
    managing_editor: Person,
    auditor: Person,
    administrators: Administrators,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
    board: Board,
    make_person: Any,
) -> dict[str, Person]:
    elsewhere = make_person("Nora Neurologist")
    add_member(board, elsewhere, "member", by=administrators)
    roles = (DeskRole.LIBRARIAN, DeskRole.OPERATOR, DeskRole.SECURITY)
    others = [make_person(f"Only {role}", role) for role in roles]
    desk = (outsider, editor, managing_editor, auditor, administrators[0], *others)
    return dict(zip(ROLES[1:], (*desk, chair, pharmacist, lay_member, elsewhere), strict=True))


@pytest.fixture
@built_once
def scenery(people: dict[str, Person], other_editor: Person, board: Board, reference: Reference) -> Scenery:
    roles = ("editor", "managing", "administrator", "chair", "member", "asked")
    return built(Staff(*(people[role] for role in roles), other_editor, board, reference))


@pytest.fixture
def remembered(settings: Settings, people: dict[str, Person]) -> None:
    """No query for who is asking: each role asks a thousand times."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.AUTHENTICATION_BACKENDS = ["tests.security.quick.Remembered"]
    Remembered.people = {person.pk: person for person in people.values()}


@pytest.fixture
def without_words(settings: Settings) -> Iterator[None]:
    """What is kept for every page, and was made blank here, would stay so for the tests behind this one."""
    (dtl,) = settings.TEMPLATES
    settings.TEMPLATES = [{**dtl, "BACKEND": "tests.security.quick.BlankTemplates"}]
    yield
    for kept in (toolbar_of, dialogs_of, unanswered_fields):
        kept.cache_clear()


@pytest.fixture
def pdf_is_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the place of the program that prints, which not every machine has."""
    program = tmp_path / "printing.py"
    program.write_text("import sys\nsys.stdout.buffer.write(sys.stdin.buffer.read())\n")
    monkeypatch.setattr(pdf, "PRINTING", program)


@pytest.fixture
def nothing_is_logged() -> Iterator[None]:
    """Of thousands of answers, most of which refuse; what logs say of one is asked elsewhere."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def sessions(remembered: None, nothing_is_logged: None, people: dict[str, Person]) -> dict[str, str]:
    """The cookies of each role."""
    kept = {"stranger": ""}
    for role, person in people.items():
        client = Client()
        client.force_login(person)
        kept[role] = client.cookies.output(header="", sep=";")
    return kept
