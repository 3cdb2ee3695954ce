"""Definitions to sign: what waits is shown to members, ticked, and signed with one credential."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import actions as desk
from articles.models import Definition, GlossaryTerm, Person
from articles.text.terms import Wording
from tests.glossary import STROKE, add, signed
from tests.universe import PASSWORD, Administrators, add_member
from workflows.models import Board

PAGE = "/desk/glossary/sign/"


def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def post(client: Client, person: Person, *terms: GlossaryTerm, **changes: object) -> tuple[int, str]:
    ticked = [f"{term.pk}:{term.digest}" for term in terms]
    posted = {"sign": ticked, "email": person.email, "password": PASSWORD, **changes}
    response = client.post(PAGE, posted)
    return response.status_code, response.content.decode()


def test_a_member_signs_what_they_ticked(client: Client, editor: Person, board: Board, chair: Person) -> None:
    term, other = add(STROKE, by=editor), add(Wording("rash", patient="Spots."), by=editor)
    signed_in(client, chair)

    shown = client.get(PAGE)
    status, _page = post(client, chair, term)

    assert [row for row, _ticked in shown.context["rows"]] == [other, term]
    assert status == 302
    assert [definition.term for definition in Definition.objects.in_force()] == [term]
    assert [row for row, _ticked in client.get(PAGE).context["rows"]] == [other]


def test_looking_signs_nothing(client: Client, editor: Person, board: Board, chair: Person) -> None:
    term = add(STROKE, by=editor)

    signed_in(client, chair).get(PAGE, {"sign": f"{term.pk}:{term.digest}"})

    assert not Definition.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"password": "wrong"}, "This does not fit"),
        ({"password": ""}, "Fill this in."),
        ({"sign": []}, "Tick the definitions that you checked."),
        ({"sign": ["x", "0:2:3", "999999999999999999:0"]}, "no such term"),
    ],
)
def test_what_does_not_fit_is_said_and_signs_nothing(
    changes: dict[str, object], sentence: str, client: Client, editor: Person, board: Board, chair: Person
) -> None:
    term = add(STROKE, by=editor)

    status, page = post(signed_in(client, chair), chair, term, **changes)

    assert status == 422
    assert not Definition.objects.exists()
    assert sentence in page


def test_words_that_changed_meanwhile_are_shown_again_unticked(
    client: Client, editor: Person, board: Board, chair: Person
) -> None:
    term = add(STROKE, by=editor)
    desk.change_term(term, by=editor, wording=Wording("stroke", patient="New."), reason="x", seen=term.digest)

    status, page = post(signed_in(client, chair), chair, term)

    assert (status, "was changed since it was shown" in page, "checked>" in page) == (422, True, False)


def test_words_of_ones_own_are_not_offered(
    client: Client, editor: Person, board: Board, chair: Person, administrators: Administrators
) -> None:
    term = add(STROKE, by=editor)
    add_member(board, editor, "member", by=administrators)
    own = [row for row, _ticked in signed_in(client, editor).get(PAGE).context["rows"]]
    signed(term, by=chair)
    desk.change_term(
        term, by=editor, wording=Wording("stroke", patient="New."), reason="x",
        seen=GlossaryTerm.objects.get().digest,
    )  # fmt: skip

    assert (own, list(client.get(PAGE).context["rows"])) == ([], [])


@pytest.mark.parametrize("role", ["editor", "outsider", "administrator", "auditor"])
def test_who_sits_on_no_board_has_no_such_page(
    role: str, client: Client, board: Board, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(role)

    assert signed_in(client, person).get(PAGE).status_code == 403
    assert post(client, person)[0] == 403


def test_a_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(PAGE).status_code == 302


def test_my_work_counts_what_waits_for_members_alone(
    client: Client, editor: Person, board: Board, chair: Person
) -> None:
    add(STROKE, by=editor)

    theirs = signed_in(client, chair).get("/desk/").content.decode()
    editors = signed_in(client, editor).get("/desk/").content.decode()

    assert ("1 definition of the glossary" in theirs, "definition of the glossary" in editors) == (True, False)


def test_a_signer_takes_a_signature_back_with_a_reason(
    client: Client, editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    definition = signed(add(STROKE, by=editor), by=chair)
    page = f"/desk/glossary/signed/{definition.pk}/revoke/"

    other = signed_in(client, pharmacist).post(page, {"reason": "wrong"})
    without = signed_in(client, chair).post(page, {"reason": ""})
    looked = client.get(page)
    done = client.post(page, {"reason": "It is wrong."})

    assert [response.status_code for response in (other, without, looked, done)] == [404, 422, 200, 302]
    assert Definition.objects.get().end_reason == "It is wrong."


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_takes_as_many_queries_for_many_definitions(
    count: int, client: Client, editor: Person, board: Board, chair: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(count):
        add(Wording(f"term {number}", patient="x"), by=editor)
    signed_in(client, chair)

    # session, person, term of office, statement owed, factors, count, rows, definitions, sample band, roles, chairs, own ones
    with django_assert_num_queries(12):
        response = client.get(PAGE)

    assert len(response.context["rows"]) == min(count, 25)
