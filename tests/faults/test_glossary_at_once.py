"""The glossary at one instant: a definition is signed once, and words that change meanwhile are not signed."""

from __future__ import annotations

import pytest

from articles import actions as desk
from articles.importing.glossary import Row
from articles.models import Definition, GlossaryTerm, Person
from articles.text.terms import Wording
from tests.faults.test_same_instant import at_once, outcomes
from tests.glossary import STROKE, add, given
from workflows import actions
from workflows.models import Board, DefinitionSignature

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_members_who_sign_in_one_instant_sign_once(
    editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    term = add(STROKE, by=editor)

    results = at_once(
        *(
            lambda person=person: actions.sign_definitions({term.pk: term.digest}, by=person, given=given(person))  # type: ignore[misc]
            for person in (chair, pharmacist)
        )
    )

    assert outcomes(results) == ["CannotSign", "list"]
    assert (Definition.objects.count(), DefinitionSignature.objects.count()) == (1, 1)


def test_words_that_change_in_the_instant_of_signing_are_signed_as_shown_or_not_at_all(
    editor: Person, board: Board, chair: Person
) -> None:
    term = add(STROKE, by=editor)
    newer = Wording("stroke", patient="New words.")

    results = at_once(
        lambda: actions.sign_definitions({term.pk: term.digest}, by=chair, given=given(chair)),
        lambda: desk.change_term(term, by=editor, wording=newer, reason="plainer", seen=term.digest),
    )

    assert outcomes(results) in (["GlossaryTerm", "list"], ["GlossaryTerm", "OtherText"])
    assert {definition.words for definition in Definition.objects.all()} <= {STROKE}
    assert GlossaryTerm.objects.get().wording == newer


def test_two_imports_of_one_list_in_one_instant_take_each_term_once(editor: Person, other_editor: Person) -> None:
    rows = [Row(n, f"term {n}", Wording(f"term {n}", patient="x")) for n in range(5)]

    results = at_once(
        *(lambda by=by: desk.import_terms(rows, by=by, source="list.csv") for by in (editor, other_editor))  # type: ignore[misc]
    )

    assert sorted(plan.count("taken") for plan in results) == [0, 5]  # type: ignore[attr-defined]
    assert GlossaryTerm.objects.count() == 5
