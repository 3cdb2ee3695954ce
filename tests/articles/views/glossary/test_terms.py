"""The glossary at the desk: found, added, changed with a reason, taken out of use; who may."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import GlossaryTerm, Person
from articles.text.terms import Wording
from tests.articles.views.conftest import SignIn, address
from tests.glossary import STROKE, add, signed
from workflows.models import Board

TYPED = {
    "term": "stroke",
    "sense": "",
    "patient": STROKE.patient,
    "student": "",
    "clinician": STROKE.clinician,
    "synonyms": "brain attack\n\n",
    "abbreviations": "CVA",
}


def states(client: Client, **query: str) -> list[tuple[str, str]]:
    rows = client.get(address("glossary"), query).context["rows"]
    return [(str(row.term), row.state) for row in rows]


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_seven_queries_however_long(
    count: int, at_desk: Client, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        add(Wording(f"term {number}", patient="x"), by=editor)

    with django_assert_num_queries(7):  # session, person, roles, count, rows, definitions, sample band
        response = at_desk.get(address("glossary"))

    assert len(response.context["rows"]) == min(count, 25)


def test_the_list_is_searched_and_says_where_each_term_stands(
    at_desk: Client, editor: Person, board: Board, chair: Person
) -> None:
    signed(add(STROKE, by=editor), by=chair)
    changed = add(Wording("rash", patient="Spots."), by=editor)
    signed(changed, by=chair)
    actions.change_term(changed, by=editor, wording=Wording("rash", patient="Red."), reason="x", seen=changed.digest)
    add(Wording("Fever", patient="A high temperature."), by=editor)
    actions.retire_term(add(Wording("ague", patient="A fever."), by=editor), by=editor, reason="old word")

    assert states(at_desk) == [
        ("ague", "retired"), ("Fever", "waiting"), ("rash", "changed"), ("stroke", "signed"),
    ]  # fmt: skip
    assert states(at_desk, q="FEVER") == [("ague", "retired"), ("Fever", "waiting")]
    assert states(at_desk, show="waiting") == [("Fever", "waiting"), ("rash", "changed")]
    assert states(at_desk, show="signed", q="cva") == [("stroke", "signed")]
    assert states(at_desk, show="retired") == [("ague", "retired")]
    assert states(at_desk, show="nonsense", q="nothing at all") == []


def test_a_term_is_added(at_desk: Client, editor: Person) -> None:
    response = at_desk.post(address("term_new"), TYPED)

    term = GlossaryTerm.objects.get()
    assert response["Location"] == address("term", term.pk)
    assert term.wording == STROKE


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"term": ""}, "Type the term."),
        ({"patient": "", "clinician": ""}, "The definition is missing."),
        ({"patient": "<b>x</b>"}, "A definition is plain text, without HTML."),
    ],
)
def test_what_cannot_be_taken_is_shown_again_with_what_was_typed(
    typed: dict[str, str], sentence: str, at_desk: Client
) -> None:
    response = at_desk.post(address("term_new"), TYPED | typed)

    page = response.content.decode()
    assert (response.status_code, sentence in page, "brain attack" in page) == (422, True, True)
    assert not GlossaryTerm.objects.exists()


def test_a_term_is_changed_with_a_reason_that_its_page_shows(at_desk: Client, editor: Person) -> None:
    term = add(STROKE, by=editor)
    edit = address("term_edit", term.pk)

    shown = at_desk.get(edit).context["form"]
    without = at_desk.post(edit, TYPED | {"patient": "New words.", "seen": term.digest, "reason": " "})
    done = at_desk.post(edit, TYPED | {"patient": "New words.", "seen": term.digest, "reason": "plainer"})

    page = at_desk.get(address("term", term.pk))
    (newest, first) = page.context["entries"]
    assert shown.initial["synonyms"] == "brain attack"
    assert (without.status_code, done.status_code) == (422, 302)
    assert newest.row.history_change_reason == "plainer"
    assert [(change.before, change.after) for change in newest.changes] == [(STROKE.patient, "New words.")]
    assert len(first.changes) == 5


def test_two_editors_do_not_write_over_each_other(at_desk: Client, editor: Person, other_editor: Person) -> None:
    term = add(STROKE, by=editor)
    actions.change_term(
        term, by=other_editor, wording=Wording("stroke", patient="Theirs."), reason="x", seen=term.digest
    )

    response = at_desk.post(address("term_edit", term.pk), TYPED | {"seen": term.digest, "reason": "mine"})

    assert (response.status_code, "in the meantime" in response.content.decode()) == (422, True)
    assert GlossaryTerm.objects.get().patient == "Theirs."


def test_a_term_is_taken_out_of_use_and_brought_back(at_desk: Client, editor: Person) -> None:
    term = add(STROKE, by=editor)
    use = address("term_use", term.pk)

    at_desk.get(use)
    untouched = GlossaryTerm.objects.get().is_retired
    without = at_desk.post(use, {"reason": ""})
    at_desk.post(use, {"reason": "wrong"})
    retired = GlossaryTerm.objects.get().is_retired
    at_desk.post(use, {"reason": "right"})

    assert (untouched, without.status_code, retired, GlossaryTerm.objects.get().is_retired) == (False, 422, True, False)


@pytest.mark.parametrize(
    ("role", "reading", "writing"), [("auditor", 200, 403), ("chair", 403, 403), ("outsider", 403, 403)]
)
def test_who_does_not_draft_changes_nothing(
    role: str, reading: int, writing: int, sign_in: SignIn, editor: Person, request: pytest.FixtureRequest
) -> None:
    client, term = sign_in(request.getfixturevalue(role)), add(STROKE, by=editor)

    for name in ("glossary", "terms_csv", "terms_json"):
        assert client.get(address(name)).status_code == reading
    assert client.get(address("term", term.pk)).status_code == reading
    for name, args in (("term_new", ()), ("term_edit", (term.pk,)), ("term_use", (term.pk,)), ("terms_import", ())):
        assert client.get(address(name, *args)).status_code == writing
        assert client.post(address(name, *args), TYPED).status_code == writing


def test_a_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(address("glossary")).status_code == 302
    assert client.get(address("term", 1)).status_code == 302
