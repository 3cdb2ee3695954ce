"""Signing definitions: one member's act, by credential, over the words as shown; taken back by the signer alone."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from articles import actions as desk
from articles.models import Definition, Delivery, Event, GlossaryTerm, Person
from articles.refusals import Refusal
from articles.text.terms import Wording
from tests.glossary import STROKE, add, given, signed
from tests.universe import Administrators, add_member, change
from workflows import actions, signing
from workflows.actions import CannotSign, OtherText, WrongPassword
from workflows.models import Board, DefinitionSignature
from workflows.record.verification.rows import definition_faults


def faults() -> list[str]:
    return [fault.what for fault in definition_faults()]


def test_one_member_puts_a_definition_in_force(editor: Person, board: Board, chair: Person) -> None:
    term = add(STROKE, by=editor)

    definition = signed(term, by=chair)

    signature = definition.signature
    event = Event.objects.filter(stream="library").latest("sequence")
    assert (definition.number, definition.words, definition.digest) == (1, STROKE, term.digest)
    assert (definition.signed_by, definition.signed_as) == (chair, "Clara Chair, MD")
    assert signing.is_valid(signature)
    assert (signature.signed["digest"], signature.signed["role"]) == (term.digest, "chair")
    assert (event.kind, event.actor) == ("term.signed", chair)
    assert (list(Definition.objects.in_force()), list(GlossaryTerm.objects.waiting())) == ([definition], [])
    assert faults() == []


def test_several_are_signed_with_one_credential(editor: Person, board: Board, chair: Person) -> None:
    terms = [add(STROKE, by=editor), add(Wording("rash", patient="Spots on the skin."), by=editor)]

    made = actions.sign_definitions({term.pk: term.digest for term in terms}, by=chair, given=given(chair))

    assert [definition.term for definition in made] == terms
    assert DefinitionSignature.objects.count() == 2


def test_new_words_are_signed_anew_and_replace_the_former(
    editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    term = add(STROKE, by=editor)
    first = signed(term, by=chair)
    desk.change_term(term, by=editor, wording=Wording("stroke", patient="x"), reason="plainer", seen=term.digest)

    second = signed(term, by=pharmacist)

    first.refresh_from_db()
    assert (second.number, first.end_reason) == (2, "replaced by a newer definition")
    assert list(Definition.objects.in_force()) == [second]


@pytest.mark.parametrize("role", ["editor", "outsider", "administrator", "auditor"])
def test_who_sits_on_no_board_signs_nothing(role: str, board: Board, request: pytest.FixtureRequest) -> None:
    person, editor = request.getfixturevalue(role), request.getfixturevalue("other_editor")
    term = add(STROKE, by=editor)

    with pytest.raises(PermissionDenied):
        signed(term, by=person)

    assert not Definition.objects.exists()


def test_a_board_that_is_not_open_signs_nothing(editor: Person, board_being_set_up: Board, chair: Person) -> None:
    with pytest.raises(PermissionDenied):
        signed(add(STROKE, by=editor), by=chair)


def test_nobody_signs_words_that_are_theirs(
    editor: Person, board: Board, chair: Person, administrators: Administrators
) -> None:
    term = add(STROKE, by=editor)
    add_member(board, editor, "member", by=administrators)

    with pytest.raises(CannotSign, match="You wrote or changed"):
        signed(term, by=editor)
    signed(term, by=chair)

    assert Definition.objects.get().signed_by == chair


def test_words_that_changed_since_they_were_shown_are_not_signed(editor: Person, board: Board, chair: Person) -> None:
    term = add(STROKE, by=editor)
    desk.change_term(term, by=editor, wording=Wording("stroke", patient="x"), reason="x", seen=term.digest)

    with pytest.raises(OtherText):
        actions.sign_definitions({term.pk: term.digest}, by=chair, given=given(chair))

    assert not Definition.objects.exists()


def test_all_are_signed_or_none(editor: Person, board: Board, chair: Person) -> None:
    term, other = add(STROKE, by=editor), add(Wording("rash", patient="x"), by=editor)

    with pytest.raises(OtherText):
        actions.sign_definitions({term.pk: term.digest, other.pk: "0" * 64}, by=chair, given=given(chair))

    assert not Definition.objects.exists()


def test_twice_is_refused_and_so_is_a_term_out_of_use_or_unknown(editor: Person, board: Board, chair: Person) -> None:
    term, other = add(STROKE, by=editor), add(Wording("rash", patient="x"), by=editor)
    signed(term, by=chair)
    desk.retire_term(other, by=editor, reason="wrong")

    with pytest.raises(CannotSign, match="signed as it stands"):
        signed(term, by=chair)
    with pytest.raises(CannotSign, match="no longer in use"):
        signed(other, by=chair)
    with pytest.raises(Refusal, match="no such term"):
        actions.sign_definitions({0: "x"}, by=chair, given=given(chair))
    with pytest.raises(Refusal, match="Tick"):
        actions.sign_definitions({}, by=chair, given=given(chair))

    assert Definition.objects.count() == 1


def test_a_wrong_password_signs_nothing_and_five_lock(editor: Person, board: Board, chair: Person) -> None:
    term = add(STROKE, by=editor)

    for _ in range(5):
        with pytest.raises(WrongPassword):
            actions.sign_definitions({term.pk: term.digest}, by=chair, given=given(chair, password="wrong"))
    with pytest.raises(WrongPassword):
        signed(term, by=chair)

    assert Event.objects.filter(stream="site", kind="credential_failed", actor=chair).count() == 5
    assert Delivery.objects.filter(kind="signing_locked", person=chair, article=None).count() == 1
    assert not Definition.objects.exists()


def test_a_board_with_a_second_factor_takes_no_password_alone(
    editor: Person, board: Board, chair: Person, administrators: Administrators
) -> None:
    change(board, "second_factor", by=administrators, second_factor_required=True)

    with pytest.raises(CannotSign, match="second factor"):
        signed(add(STROKE, by=editor), by=chair)


def test_the_signer_alone_takes_a_signature_back(
    editor: Person, board: Board, chair: Person, pharmacist: Person, administrator: Person
) -> None:
    term = add(STROKE, by=editor)
    definition = signed(term, by=chair)

    for person in (pharmacist, editor, administrator):
        with pytest.raises(PermissionDenied):
            actions.revoke_definition(definition, by=person, reason="wrong")
    actions.revoke_definition(definition, by=chair, reason="It is wrong.")
    with pytest.raises(Refusal, match="already"):
        actions.revoke_definition(definition, by=chair, reason="It is wrong.")

    definition.refresh_from_db()
    assert (definition.end_reason, definition.signature.revoke_reason) == ("It is wrong.", "It is wrong.")
    assert (list(GlossaryTerm.objects.waiting()), faults()) == ([term], [])


def test_the_database_keeps_signatures(editor: Person, board: Board, chair: Person) -> None:
    signature = signed(add(STROKE, by=editor), by=chair).signature

    for values in ({"statement": "{}"}, {"signature": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            DefinitionSignature.objects.filter(pk=signature.pk).update(**values)
    with pytest.raises(DatabaseError), transaction.atomic():
        signature.delete()


def test_a_signature_on_former_words_is_taken_back_and_leaves_how_they_ended(
    editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    term = add(STROKE, by=editor)
    first = signed(term, by=chair)
    desk.change_term(term, by=editor, wording=Wording("stroke", patient="x"), reason="plainer", seen=term.digest)
    second = signed(term, by=pharmacist)

    former = actions.revoke_definition(first, by=chair, reason="I misread it.")

    event = Event.objects.filter(stream="library").latest("sequence")
    assert (former.end_reason, former.signature.revoke_reason) == ("replaced by a newer definition", "I misread it.")
    assert (event.kind, event.actor) == ("term.signature_revoked", chair)
    assert list(Definition.objects.in_force()) == [second]
