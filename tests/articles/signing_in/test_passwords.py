"""A new password ends the tokens for programs, wherever it is set; to be hashed anew is to be the same password."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher, PBKDF2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from articles import actions
from articles.actions import MadeToken, TokenRefused
from articles.models import Delivery, Event, Person, WorkToken
from articles.notifications import words_of
from tests.universe import PASSWORD

pytestmark = pytest.mark.django_db

NEW = "a longer battery of horses"


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    cache.clear()


@pytest.fixture
def token(editor: Person) -> MadeToken:
    return made(editor)


def made(by: Person) -> MadeToken:
    return actions.make_token(by=by, name="Import", scopes=["read"], days=30)


def change(person: Person) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})


def reset(person: Person) -> None:
    client = Client()
    client.post("/accounts/password/reset/", {"email": person.email})
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert link is not None
    form = client.get(link[1], follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})


def set_at_the_command_line(person: Person) -> None:
    person.set_password(NEW)
    person.save()


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("ReviewBoard2026!", False),
        ("Rev1ew-B0ard-2027", False),
        ("Lakeside.Hospital.Press", False),
        ("lakeside-example-1", False),
        ("medical editor welcome", False),
        ("a board of seven herons", True),
        ("reviewed by the tide at 4", True),
        (NEW, True),
    ],
)
def test_a_password_is_more_than_the_words_of_its_place(
    editor: Person, settings: Settings, password: str, is_taken: bool
) -> None:
    settings.PUBLISHER_NAME, settings.SITE_URL = "Lakeside Press", "https://lakeside.example.org"
    client = Client()
    client.post("/accounts/login/", {"login": editor.email, "password": PASSWORD})

    answer = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": password, "password2": password}
    )

    assert Person.objects.get(pk=editor.pk).check_password(password) == is_taken
    assert ("Anybody can guess this" in answer.content.decode()) != is_taken


@pytest.mark.parametrize("set_anew", [change, reset, set_at_the_command_line])
def test_a_new_password_ends_the_tokens_of_its_person(
    set_anew: object, token: MadeToken, editor: Person, other_editor: Person
) -> None:
    others = made(other_editor)

    set_anew(editor)  # type: ignore[operator]

    ended = WorkToken.objects.get(pk=token.token.pk)
    assert Person.objects.get(pk=editor.pk).check_password(NEW)
    assert (actions.token_of(token.secret), ended.ended_by, ended.ended_why) == (None, editor, "password")
    assert actions.token_of(others.secret) == others.token
    assert Event.objects.filter(kind="token.ended", actor=editor).count() == 1


def test_its_person_is_told_how_many_ended(token: MadeToken, editor: Person) -> None:
    made(editor)

    change(editor)

    words = [words_of(row) for row in Delivery.objects.filter(kind="account_changed", person=editor).order_by("pk")]
    assert [one.subject for one in words] == [
        "Your tokens for programs ended with your old password",
        "Your password was changed",
    ]
    assert "2 tokens ended. Programs that worked with them need new ones." in words[0].body


def test_whoever_has_no_token_is_told_of_the_password_alone(editor: Person) -> None:
    change(editor)

    assert [row.data["what"] for row in Delivery.objects.filter(person=editor)] == ["password"]


def test_the_page_says_so_ahead(editor: Person) -> None:
    client = Client()
    client.force_login(editor)

    assert (
        "With a new password your tokens for programs end." in client.get("/accounts/password/change/").content.decode()
    )


def test_a_password_that_is_merely_hashed_anew_ends_nothing(
    token: MadeToken, editor: Person, settings: Settings
) -> None:
    former = editor.password
    settings.PASSWORD_HASHERS = [
        f"{hasher.__module__}.{hasher.__qualname__}" for hasher in (PBKDF2PasswordHasher, MD5PasswordHasher)
    ]

    Client().post("/accounts/login/", {"login": editor.email, "password": PASSWORD})

    assert Person.objects.get(pk=editor.pk).password != former
    assert actions.token_of(token.secret) == token.token


def test_no_token_is_made_with_a_password_that_is_another_by_now(editor: Person) -> None:
    as_the_page_knows_them = Person.objects.get(pk=editor.pk)
    set_at_the_command_line(editor)

    with pytest.raises(TokenRefused, match="changed a moment ago"):
        made(as_the_page_knows_them)

    assert not WorkToken.objects.exists()
