"""The desk's page of tokens: made there and shown once, ended there, and who sees whose."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import actions
from articles.models import Person, WorkToken
from tests.articles.views.conftest import SignIn
from tests.passkey import Passkey
from tests.universe import PASSWORD

PAGE, AGAIN = "/desk/tokens/", "/accounts/reauthenticate/"
WANTED = {"name": "Import", "scopes": ["read", "write"], "days": "30"}


def made(by: Person, name: str = "Import") -> WorkToken:
    return actions.make_token(by=by, name=name, scopes=["read"], days=30).token


def proven(client: Client) -> Client:
    """The person gave their password again a moment ago."""
    client.post(AGAIN, {"password": PASSWORD})
    return client


def test_editor_makes_a_token_and_sees_it_once(sign_in: SignIn, editor: Person) -> None:
    at_tokens = proven(sign_in(editor))

    response = at_tokens.post(PAGE, WANTED)

    secret = response.context["made"].secret
    assert (response.status_code, secret in response.content.decode()) == (200, True)
    assert "no-store" in response["Cache-Control"]
    assert actions.token_of(secret) == WorkToken.objects.get()
    page = at_tokens.get(PAGE).content.decode()
    assert ("<strong>Import</strong>" in page, secret in page) == (True, False)


def test_a_session_alone_makes_none(sign_in: SignIn, editor: Person) -> None:
    response = sign_in(editor).post(PAGE, WANTED)

    assert (response.status_code, response["Location"]) == (302, f"{AGAIN}?next=%2Fdesk%2Ftokens%2F")
    assert not WorkToken.objects.exists()


def test_what_was_typed_is_done_once_the_password_is_given(sign_in: SignIn, editor: Person) -> None:
    at_tokens = sign_in(editor)
    asked = at_tokens.post(PAGE, WANTED)["Location"]

    refused = at_tokens.post(asked, {"password": "a guess", "next": PAGE})
    before = WorkToken.objects.count()
    response = at_tokens.post(asked, {"password": PASSWORD, "next": PAGE})

    assert (refused.status_code, before) == (200, 0)
    assert response.context["made"].token == WorkToken.objects.get()
    assert "no-store" in response["Cache-Control"]


def test_a_passkey_is_as_good(sign_in: SignIn, editor: Person) -> None:
    passkey, at_tokens, page = Passkey(editor), sign_in(editor), "/accounts/2fa/webauthn/reauthenticate/"
    passkey.enrolled()
    at_tokens.post(PAGE, WANTED)
    asked = at_tokens.get(page).context["js_data"]["request_options"]

    at_tokens.post(page, {"credential": passkey.answer(asked), "next": PAGE})

    assert WorkToken.objects.get().person == editor


def test_a_password_given_too_long_ago_is_asked_for_again(sign_in: SignIn, editor: Person) -> None:
    at_tokens = proven(sign_in(editor))

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=6)):
        response = at_tokens.post(PAGE, WANTED)

    assert (response.status_code, WorkToken.objects.count()) == (302, 0)


def test_whoever_signs_in_elsewhere_is_led_to_a_password(sign_in: SignIn, editor: Person) -> None:
    editor.set_unusable_password()
    editor.save()
    at_tokens = sign_in(editor)

    page, response = at_tokens.get(PAGE), at_tokens.post(PAGE, WANTED)

    assert "You need a password to make a token" in page.content.decode()
    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == ["Choose a password first."]
    assert not WorkToken.objects.exists()


def test_what_is_missing_is_asked_for_beside_its_field(sign_in: SignIn, editor: Person) -> None:
    response = sign_in(editor).post(PAGE, {"name": " ", "days": "30"})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "name": ["Say what the token is for."],
        "scopes": ["Choose at least one of them."],
    }


def test_only_what_one_may_is_offered(sign_in: SignIn, auditor: Person, make_person: object) -> None:
    librarian = make_person("Only Librarian", "librarian")  # type: ignore[operator]

    offered = [
        [value for value, _label in sign_in(person).get(PAGE).context["form"].fields["scopes"].choices]
        for person in (auditor, librarian)
    ]

    assert offered == [["read", "references", "reports"], ["references"]]


def test_one_sees_and_ends_ones_own(sign_in: SignIn, editor: Person, other_editor: Person) -> None:
    mine, others = made(editor), made(other_editor, "Somebody's")
    at_tokens = sign_in(editor)

    ended = at_tokens.post(f"{PAGE}{mine.pk}/revoke/")
    refused = at_tokens.post(f"{PAGE}{others.pk}/revoke/")

    assert (ended.status_code, refused.status_code) == (302, 404)
    assert list(WorkToken.objects.open()) == [others]
    assert "Somebody" not in at_tokens.get(PAGE).content.decode()


def test_managing_editor_sees_and_ends_those_of_the_team(
    sign_in: SignIn, editor: Person, managing_editor: Person
) -> None:
    token = made(editor)
    at_tokens = sign_in(managing_editor)

    page = at_tokens.get(PAGE).content.decode()
    at_tokens.post(f"{PAGE}{token.pk}/revoke/")

    assert "Edith Editor" in page
    assert list(WorkToken.objects.open()) == []


def test_thirty_tokens_cost_as_many_queries_as_one(sign_in: SignIn, editor: Person, managing_editor: Person) -> None:
    at_tokens = sign_in(managing_editor)
    made(editor)
    made(managing_editor)

    first = queries(at_tokens)
    for number in range(29):
        made(editor, f"Program {number}")
        made(managing_editor, f"Program {number}")

    assert queries(at_tokens) == first


def queries(client: Client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(PAGE).status_code == 200
    return len(found)


@pytest.mark.parametrize("who", ["outsider", "chair", "administrator"])
def test_page_is_for_nobody_who_could_use_no_token(who: str, sign_in: SignIn, request: pytest.FixtureRequest) -> None:
    assert sign_in(request.getfixturevalue(who)).get(PAGE).status_code == 403
