"""The table of desk roles, and what it means for a librarian and an operator; the guide for operators says the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.models import Article, DeskRole, Person, Reference
from articles.permissions import Desk
from articles.rights import GRANTS, Right, rights_of, roles_with
from articles.text.terms import Wording
from tests.pictures import png
from tests.universe import PersonFactory, write

GUIDE = Path(__file__).parents[2] / "docs" / "operator.md"
OF_TEXTS = {Right.READ_DRAFTS, Right.DRAFT, Right.MANAGE}


@pytest.fixture
def librarian(make_person: PersonFactory) -> Person:
    return make_person("Lena Librarian", DeskRole.LIBRARIAN)


@pytest.fixture
def operator(make_person: PersonFactory) -> Person:
    return make_person("Olga Operator", DeskRole.OPERATOR)


def test_every_role_stands_in_the_table_and_every_right_is_somebody_s() -> None:
    assert {*GRANTS} == {*DeskRole.values}
    assert {right for rights in GRANTS.values() for right in rights} == {*Right}


def test_whoever_keeps_machines_books_or_people_has_to_do_with_no_text() -> None:
    for role in (DeskRole.LIBRARIAN, DeskRole.OPERATOR, DeskRole.ADMINISTRATOR, DeskRole.SECURITY):
        assert GRANTS[role] & OF_TEXTS == frozenset()


def test_several_roles_give_what_each_gives_and_an_unknown_one_nothing() -> None:
    both = rights_of(frozenset({DeskRole.LIBRARIAN, DeskRole.OPERATOR, "gardener"}))

    assert both == {Right.READ_LIBRARY, Right.KEEP_LIBRARY, Right.OPERATE}
    assert roles_with(Right.DRAFT) == {DeskRole.EDITOR, DeskRole.MANAGING_EDITOR}


def test_the_guide_for_operators_has_the_same_table() -> None:
    lines = [
        f"| {DeskRole(role).label} | {'; '.join(str(r.label) for r in Right if r in GRANTS[role])} |" for role in GRANTS
    ]

    assert [line for line in GUIDE.read_text(encoding="utf-8").splitlines() if line in lines] == lines


@pytest.mark.django_db
def test_a_librarian_keeps_references_images_and_glossary_files(librarian: Person, reference: Reference) -> None:
    added = actions.add_reference(
        actions.ReferenceData(title="Another", type="guideline", key="new-2026"), by=librarian
    )
    actions.tag_reference(reference, by=librarian, tags=["legs"])
    actions.add_image(png(), by=librarian, about=actions.AboutImage(alt="A leg", credit="Us", licence="CC BY 4.0"))

    assert added.key == "new-2026"
    assert Desk.of(librarian).may_keep_library


@pytest.mark.django_db
def test_a_librarian_writes_no_text_and_no_term(librarian: Person, draft: Article, reference: Reference) -> None:
    attempts: tuple[Callable[[], object], ...] = (
        lambda: write(draft, "patient", "<p>Mine.</p>", by=librarian),
        lambda: actions.create_article(by=librarian, details=actions.Details(title="Mine", audiences=["patient"])),
        lambda: actions.list_reference(draft, reference, by=librarian),
        lambda: actions.add_term(Wording(term="leg", language="en", patient="A limb."), by=librarian),
        lambda: actions.hand_over(draft, by=librarian, to=librarian, reason="Mine."),
    )

    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()


@pytest.mark.django_db
def test_an_operator_keeps_webhooks_and_nothing_else(operator: Person, draft: Article, outsider: Person) -> None:
    assert Desk.of(operator).operates
    attempts: tuple[Callable[[], object], ...] = (
        lambda: write(draft, "patient", "<p>Mine.</p>", by=operator),
        lambda: actions.add_reference(actions.ReferenceData(title="A", type="guideline", key="a"), by=operator),
        lambda: actions.grant_role(outsider, by=operator, role="editor", reason="Mine."),
    )

    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
