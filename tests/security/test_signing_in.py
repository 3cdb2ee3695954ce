"""Signing in and out: where it leads, which session it gives, how often it may be tried, and from where that is counted."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from articles.models import Person
from tests.universe import PASSWORD

LOGIN = "/accounts/login/"
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "\\\\evil.example/",
    "/\\evil.example/",
    "https:evil.example",
    "https:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://localhost@evil.example/",
    "http://localhost.evil.example/",
    "/\t/evil.example/",
    "\x00//evil.example/",
    " //evil.example/",
    "/desk/\r\nSet-Cookie: a=b",
)


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    cache.clear()


def sign_in(client: Client, person: Person, password: str = PASSWORD, **more: str) -> object:
    return client.post(LOGIN, {"login": person.email, "password": password, **more})


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(target: str, editor: Person) -> None:
    client = Client()

    response = client.post(LOGIN, {"login": editor.email, "password": PASSWORD, "next": target})

    assert response.status_code == 302
    assert response["Location"] in {"/desk/", "/desk/%0D%0ASet-Cookie:%20a=b"}
    assert set(client.cookies) <= {"session", "csrf", "messages", "browser"}


def test_session_is_a_new_one_after_signing_in(editor: Person) -> None:
    client = Client()
    planted = "plantedplantedplantedplantedplan"
    client.cookies["session"] = planted

    sign_in(client, editor)

    given = client.cookies["session"].value
    assert given != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_session_of_a_stranger_goes_when_they_sign_in(editor: Person) -> None:
    client = Client()
    session = client.session
    session["words"] = "kept"
    session.save()
    before = session.session_key
    client.cookies["session"] = before

    sign_in(client, editor)

    assert client.cookies["session"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_after_signing_out_the_session_opens_nothing(editor: Person) -> None:
    client = Client()
    sign_in(client, editor)
    kept = client.cookies["session"].value

    client.post("/accounts/logout/")

    other = Client()
    other.cookies["session"] = kept
    assert other.get("/desk/")["Location"].startswith(LOGIN)


def test_closed_account_is_out_at_once(editor: Person) -> None:
    client = Client()
    sign_in(client, editor)
    assert client.get("/desk/").status_code == 200

    Person.objects.filter(pk=editor.pk).update(is_active=False)

    assert client.get("/desk/")["Location"].startswith(LOGIN)


def tries(client: Client, person: Person, most: int = 30, **headers: str) -> int:
    """How many wrong passwords are looked at before the right one is not looked at any more."""
    for number in range(most):
        client.post(
            LOGIN,
            {"login": person.email, "password": "wrong wrong wrong"},
            headers={name: value.format(number) for name, value in headers.items()},
        )
        if "_auth_user_id" not in signed_in_after(person, {k: v.format(number + 100) for k, v in headers.items()}):
            return number + 1
    return most


def signed_in_after(person: Person, headers: dict[str, str]) -> dict[str, object]:
    client = Client()
    client.post(LOGIN, {"login": person.email, "password": PASSWORD}, headers=headers)
    return dict(client.session)


def test_wrong_passwords_lock_the_account_whatever_address_they_say_they_come_from(editor: Person) -> None:
    counted = tries(Client(), editor)
    cache.clear()
    spoofed = tries(Client(), editor, **{"x-forwarded-for": "198.51.100.{}", "x-real-ip": "198.51.100.{}"})

    assert counted == spoofed
    assert counted <= 10


def test_behind_a_proxy_only_what_it_adds_itself_counts(editor: Person, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    spoofed = tries(Client(), editor, **{"x-forwarded-for": "198.51.100.{}, 203.0.113.9"})

    assert spoofed <= 10


def test_whether_an_account_exists_is_not_told(editor: Person) -> None:
    asked = ((Client(), editor.email), (Client(), "nobody.here@example.org"))

    wrong = [told(client.post(LOGIN, {"login": mail, "password": "wrong wrong wrong"})) for client, mail in asked]
    resets = [told(client.post("/accounts/password/reset/", {"email": mail})) for client, mail in asked]

    assert wrong[0] == wrong[1]
    assert resets[0] == resets[1]


def told(response: Any) -> tuple[int, object, object]:
    form = response.context and response.context.get("form")
    return response.status_code, response.get("Location"), form and form.errors
