"""The list of one's own log-ins: who is in it, and how one is ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Person
from articles.sessions import open_log_ins
from tests.universe import PASSWORD

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1"
PAGE, OTHERS = "/desk/sessions/", "/desk/sessions/others/end/"


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    cache.clear()


def sign_in(person: Person, browser: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": browser})
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def browsers(person: Person) -> list[str]:
    return [one.browser for one in open_log_ins(person)]


def opens(client: Client) -> bool:
    return client.get("/desk/").status_code == 200


def row_of(client: Client) -> int:
    return UserSession.objects.get(session_key=client.session.session_key).pk


def test_each_browser_is_listed_in_words_and_this_one_is_marked(outsider: Person) -> None:
    phone, desk = sign_in(outsider, IPHONE), sign_in(outsider)

    found = desk.get(PAGE).context["log_ins"]

    assert [(one.browser, one.is_this, one.row.ip) for one in found] == [
        ("Firefox on Windows", True, "127.0.0.1"),
        ("Safari on iPhone", False, "127.0.0.1"),
    ]
    assert opens(phone)


def test_a_browser_that_was_signed_out_opens_nothing_from_then_on(outsider: Person) -> None:
    phone, desk = sign_in(outsider, IPHONE), sign_in(outsider)

    answer = desk.post(f"{PAGE}{row_of(phone)}/end/", follow=True)

    assert (opens(phone), opens(desk)) == (False, True)
    assert "One browser is signed out." in answer.content.decode()
    assert browsers(outsider) == ["Firefox on Windows"]


def test_signing_out_there_twice_ends_nothing_more(outsider: Person) -> None:
    phone, desk = sign_in(outsider, IPHONE), sign_in(outsider)
    row = row_of(phone)
    desk.post(f"{PAGE}{row}/end/")

    answer = desk.post(f"{PAGE}{row}/end/", follow=True)

    assert "signed out already" in answer.content.decode()
    assert opens(desk)


def test_nobody_signs_somebody_else_out(outsider: Person, editor: Person) -> None:
    theirs, mine = sign_in(editor), sign_in(outsider)

    mine.post(f"{PAGE}{row_of(theirs)}/end/")
    mine.post(OTHERS)

    assert (opens(theirs), opens(mine)) == (True, True)


def test_all_others_end_at_once_and_this_one_stays(outsider: Person) -> None:
    others, desk = [sign_in(outsider, IPHONE), sign_in(outsider)], sign_in(outsider)

    answer = desk.post(OTHERS, follow=True)

    assert ([opens(other) for other in others], opens(desk)) == ([False, False], True)
    assert "2 browsers are signed out." in answer.content.decode()


def test_who_has_tokens_is_told_that_signing_out_does_not_end_them(editor: Person) -> None:
    client = sign_in(editor)
    assert "Signing out does not end" not in client.get(PAGE).content.decode()

    token = actions.make_token(by=editor, name="Our import", scopes=["read"], days=30)
    page = client.get(PAGE).content.decode()
    client.post(OTHERS)

    assert "Signing out does not end your token for programs." in page
    assert 'href="/desk/tokens/"' in page
    assert actions.token_of(token.secret) == token.token


def with_a_code(person: Person) -> Client:
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(person, secret)
    client = sign_in(person)
    code = auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))
    client.post("/accounts/2fa/authenticate/", {"code": code})
    return client


def by_administration(person: Person) -> Client:
    client = Client(headers={"user-agent": FIREFOX})
    to = client.get("/administration/login/?next=/administration/")["Location"]
    client.post(to, {"login": person.email, "password": PASSWORD})
    return client


@pytest.mark.parametrize("way", [sign_in, with_a_code, by_administration])
def test_every_way_in_is_listed_once(way: Callable[[Person], Client], outsider: Person) -> None:
    client = way(outsider)

    assert opens(client)
    assert browsers(outsider) == ["Firefox on Windows"]


def test_a_password_alone_is_no_log_in_where_a_code_is_asked_for(outsider: Person) -> None:
    auth.TOTP.activate(outsider, auth.generate_totp_secret())

    sign_in(outsider)

    assert Authenticator.objects.count() == 1
    assert browsers(outsider) == []


def signs_out(client: Client, person: Person) -> None:
    client.post("/accounts/logout/")


def changes_the_password(client: Client, person: Person) -> None:
    new = "a longer battery of horses"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})


def test_a_new_password_leads_to_the_sign_in_page_and_on_to_work(outsider: Person) -> None:
    client = sign_in(outsider)
    new = "a longer battery of horses"

    answer = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True
    )

    assert answer.redirect_chain[-1][0] == "/accounts/login/?next=/desk/"
    assert "Your password is changed. Sign in with the new one" in answer.content.decode()


def sets_another_password(client: Client, person: Person) -> None:
    person.set_password("by mail, a horse's battery")
    person.save()


@pytest.mark.parametrize("way", [signs_out, changes_the_password, sets_another_password])
def test_every_way_out_is_taken_from_the_list(way: Callable[[Client, Person], None], outsider: Person) -> None:
    client = sign_in(outsider)

    way(client, outsider)

    outsider.refresh_from_db()
    assert browsers(outsider) == []
    assert not opens(client)


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_as_often_for_one_as_for_thirty(
    number: int, outsider: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cache.clear()
    client = sign_in(outsider)
    for _ in range(number - 1):
        other = Client(headers={"user-agent": IPHONE})
        other.force_login(outsider)
        UserSession.objects.create(
            user=outsider, session_key=other.session.session_key, ip="127.0.0.1", user_agent=IPHONE
        )
    client.get(PAGE)

    with django_assert_num_queries(QUERIES):
        found: Any = client.get(PAGE).context["log_ins"]

    assert len(found) == number


QUERIES = 8
