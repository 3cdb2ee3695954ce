"""Keeping the glossary: who may, what is refused, what each act leaves behind."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from articles import actions
from articles.models import Definition, Event, GlossaryTerm, Person
from articles.refusals import Refusal
from articles.text.terms import Wording
from tests.glossary import STROKE, add, signed
from workflows.models import Board


def kinds() -> list[str]:
    return list(Event.objects.filter(stream="library").order_by("sequence").values_list("kind", flat=True))


def test_a_term_is_added_with_history_and_event(editor: Person) -> None:
    term = actions.add_term(STROKE, by=editor)

    row = term.history.get()
    assert (term.key, term.wording) == ("stroke", STROKE)
    assert (row.history_user, row.history_change_reason) == (editor, "added to the glossary")
    assert kinds() == ["term.added"]


def test_the_same_word_in_the_same_sense_is_there_once(editor: Person) -> None:
    add(STROKE, by=editor)

    with pytest.raises(actions.TermExists):
        actions.add_term(Wording(" STROKE ", patient="Another definition."), by=editor)

    assert GlossaryTerm.objects.count() == 1


def test_another_sense_of_a_word_is_another_term(editor: Person) -> None:
    add(STROKE, by=editor)

    other = add(Wording("stroke", sense="swimming", patient="One move of the arms."), by=editor)

    assert (other.key, str(other)) == ("stroke-swimming", "stroke (swimming)")


def test_two_terms_whose_addresses_would_be_equal_get_two(editor: Person) -> None:
    keys = [add(Wording(name, patient="x"), by=editor).key for name in ("T-cell", "T cell", "T/cell", "β")]

    assert keys == ["t-cell", "t-cell-2", "tcell", "term"]


@pytest.mark.parametrize("role", ["outsider", "auditor", "administrator"])
def test_who_does_not_draft_keeps_no_glossary(role: str, editor: Person, request: pytest.FixtureRequest) -> None:
    person, term = request.getfixturevalue(role), add(STROKE, by=editor)

    for act in (
        lambda: actions.add_term(Wording("x", patient="x"), by=person),
        lambda: actions.change_term(term, by=person, wording=STROKE, reason="x", seen=term.digest),
        lambda: actions.retire_term(term, by=person, reason="x"),
        lambda: actions.bring_term_back(term, by=person, reason="x"),
        lambda: actions.import_terms([], by=person, source="x"),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_what_is_wrong_with_the_words_is_listed(editor: Person) -> None:
    with pytest.raises(Refusal) as refused:
        actions.add_term(Wording(" "), by=editor)

    assert refused.value.details == ("The term is missing.", "The definition is missing.")


def test_a_change_has_a_reason_and_leaves_what_was_signed_in_force(editor: Person, board: Board, chair: Person) -> None:
    term = add(STROKE, by=editor)
    definition = signed(term, by=chair)

    changed = actions.change_term(
        term, by=editor, wording=Wording("stroke", patient="Blood does not reach a part of the brain."),
        reason="plainer", seen=term.digest,
    )  # fmt: skip

    assert changed.history.latest("history_id").history_change_reason == "plainer"
    assert list(Definition.objects.in_force()) == [definition]
    assert definition.words == STROKE
    assert list(GlossaryTerm.objects.waiting()) == [changed]
    assert kinds() == ["term.added", "term.signed", "term.changed"]


def test_a_change_without_a_reason_is_refused(editor: Person) -> None:
    term = add(STROKE, by=editor)

    with pytest.raises(Refusal, match="Say why"):
        actions.change_term(term, by=editor, wording=Wording("stroke", patient="x"), reason=" ", seen=term.digest)


def test_a_change_over_words_that_were_not_shown_is_refused(editor: Person, other_editor: Person) -> None:
    term = add(STROKE, by=editor)
    actions.change_term(term, by=other_editor, wording=Wording("stroke", patient="x"), reason="x", seen=term.digest)

    with pytest.raises(actions.TermChanged):
        actions.change_term(term, by=editor, wording=Wording("stroke", patient="y"), reason="y", seen=term.digest)


def test_nothing_changed_writes_nothing(editor: Person) -> None:
    term = add(STROKE, by=editor)

    actions.change_term(term, by=editor, wording=STROKE, reason="no reason", seen=term.digest)

    assert (term.history.count(), kinds()) == (1, ["term.added"])


def test_a_term_takes_neither_the_name_of_another_nor_another_language(editor: Person) -> None:
    term = add(STROKE, by=editor)
    add(Wording("rash", patient="x"), by=editor)

    with pytest.raises(actions.TermExists):
        actions.change_term(term, by=editor, wording=Wording("Rash", patient="x"), reason="x", seen=term.digest)
    with pytest.raises(Refusal, match="language"):
        actions.change_term(
            term, by=editor, wording=Wording("stroke", language="de", patient="x"), reason="x", seen=term.digest
        )


def test_a_term_out_of_use_is_out_of_force_at_once_and_twice_is_once(
    editor: Person, board: Board, chair: Person
) -> None:
    term = add(STROKE, by=editor)
    signed(term, by=chair)

    for _ in range(2):
        term = actions.retire_term(term, by=editor, reason="wrong")

    (ended,) = Definition.objects.all()
    assert (term.is_retired, ended.end_reason, ended.ended_by) == (True, "wrong", editor)
    assert not Definition.objects.in_force().exists()
    assert not GlossaryTerm.objects.waiting().exists()
    assert kinds() == ["term.added", "term.signed", "term.retired"]


def test_a_term_that_comes_back_waits_for_a_signature(editor: Person, board: Board, chair: Person) -> None:
    term = add(STROKE, by=editor)
    signed(term, by=chair)
    actions.retire_term(term, by=editor, reason="wrong")

    for _ in range(2):
        term = actions.bring_term_back(term, by=editor, reason="right after all")

    assert list(GlossaryTerm.objects.waiting()) == [term]
    assert not Definition.objects.in_force().exists()
    assert kinds()[-1] == "term.returned"


def test_the_database_keeps_terms_definitions_and_their_history(editor: Person, board: Board, chair: Person) -> None:
    term = add(STROKE, by=editor)
    definition = signed(term, by=chair)

    for act in (
        lambda: term.delete(),
        lambda: GlossaryTerm.objects.filter(pk=term.pk).update(key="other"),
        lambda: GlossaryTerm.objects.filter(pk=term.pk).update(language="de"),
        lambda: Definition.objects.filter(pk=definition.pk).update(wording="{}"),
        lambda: Definition.objects.filter(pk=definition.pk).update(ended_at=definition.signed_at),
        lambda: definition.delete(),
        lambda: term.history.all().delete(),
        lambda: term.history.update(patient="other"),
    ):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            act()

    assert (Definition.objects.get().words, term.history.count()) == (STROKE, 1)


@pytest.mark.parametrize(
    ("searched", "found"),
    [("", 1), ("STROKE", 1), ("attack brain", 1), ("cva", 1), ("gets no blood", 1), ("vascular", 1), ("rash", 0)],
)
def test_a_term_is_found_by_any_of_its_words(searched: str, found: int, editor: Person) -> None:
    add(STROKE, by=editor)

    assert GlossaryTerm.objects.matching(searched).count() == found
