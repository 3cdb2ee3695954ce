"""Signing in with a passkey is noted like everything else at the door, and so is one that does not fit."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from articles.models import Delivery, Person, SignIn
from articles.sessions import open_log_ins
from tests.passkey import Passkey
from tests.universe import PASSWORD

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
INSTEAD, AFTER, AGAIN = (
    "/accounts/2fa/webauthn/login/",
    "/accounts/2fa/authenticate/",
    "/accounts/2fa/webauthn/reauthenticate/",
)
ASKED_BY_SCRIPT = {"x-requested-with": "XMLHttpRequest"}
JUNK: list[Any] = [
    *("x", 1, [1], {"id": "x"}, {"response": []}, {"response": {"userHandle": 7}}),
    {"id": "AA", "rawId": "AA", "type": "public-key", "response": {}},
    {"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "_w", "clientDataJSON": "e30"}},
    {
        "id": "AA",
        "rawId": "AA",
        "type": "public-key",
        "response": {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"},
    },
]


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    cache.clear()


@pytest.fixture
def browser() -> Client:
    return Client(headers={"user-agent": FIREFOX})


@pytest.fixture
def passkey(outsider: Person) -> Passkey:
    made = Passkey(outsider)
    made.enrolled()
    return made


def challenge(browser: Client) -> Any:
    return browser.get(INSTEAD, headers=ASKED_BY_SCRIPT).json()["request_options"]


def noted(person: Person | None) -> list[tuple[str, str]]:
    return list(SignIn.objects.filter(person=person).order_by("pk").values_list("outcome", "how"))


def test_signing_in_with_one_alone_is_noted_and_listed(browser: Client, outsider: Person, passkey: Passkey) -> None:
    browser.post(INSTEAD, {"credential": passkey.answer(challenge(browser))})

    listed = browser.get("/desk/sessions/").context["log_ins"]
    assert noted(outsider) == [("in", "passkey")]
    assert [(one.browser, one.is_this) for one in listed] == [("Firefox on Linux", True)]


def test_as_a_second_step_it_is_noted_and_listed(browser: Client, outsider: Person, passkey: Passkey) -> None:
    browser.post("/accounts/login/", {"login": outsider.email, "password": PASSWORD})
    asked = browser.get(AFTER).context["js_data"]["request_options"]

    browser.post(AFTER, {"credential": passkey.answer(asked)})

    assert noted(outsider) == [("in", "password+passkey")]
    assert [one.browser for one in open_log_ins(outsider)] == ["Firefox on Linux"]


def test_one_that_nobody_enrolled_is_noted_of_whom_it_says_it_is(
    browser: Client, outsider: Person, passkey: Passkey
) -> None:
    browser.post(INSTEAD, {"credential": Passkey(outsider).answer(challenge(browser))})

    assert noted(outsider) == [("wrong", "passkey")]
    assert browser.get("/desk/").status_code == 302


def test_an_answer_to_another_question_is_noted(browser: Client, outsider: Person, passkey: Passkey) -> None:
    earlier = passkey.answer(challenge(browser))
    challenge(browser)

    browser.post(INSTEAD, {"credential": earlier})

    assert noted(outsider) == [("wrong", "passkey")]


def test_a_wrong_one_after_the_password_and_one_asked_for_again_are_noted(
    browser: Client, outsider: Person, passkey: Passkey
) -> None:
    browser.post("/accounts/login/", {"login": outsider.email, "password": PASSWORD})
    asked = browser.get(AFTER).context["js_data"]["request_options"]
    browser.post(AFTER, {"credential": Passkey(outsider).answer(asked)})
    asked = browser.get(AFTER).context["js_data"]["request_options"]
    browser.post(AFTER, {"credential": passkey.answer(asked)})
    asked = browser.get(AGAIN).context["js_data"]["request_options"]

    browser.post(AGAIN, {"credential": Passkey(outsider).answer(asked)})

    assert noted(outsider) == [("wrong", "passkey"), ("in", "password+passkey"), ("wrong", "passkey")]


def test_a_closed_account_is_noted_as_such(browser: Client, outsider: Person, passkey: Passkey) -> None:
    Person.objects.filter(pk=outsider.pk).update(is_active=False)

    for one in (Passkey(outsider), passkey):
        browser.post(INSTEAD, {"credential": one.answer(challenge(browser))})

    assert noted(outsider) == [("closed", "passkey"), ("closed", "passkey")]


def test_five_in_a_row_are_told_once(browser: Client, outsider: Person, passkey: Passkey) -> None:
    for _ in range(6):
        browser.post(INSTEAD, {"credential": Passkey(outsider).answer(challenge(browser))})

    assert [row.kind for row in Delivery.objects.filter(person=outsider)] == ["sign_in_failures"]


def test_too_many_after_the_password_are_noted_as_such(browser: Client, outsider: Person, passkey: Passkey) -> None:
    browser.post("/accounts/login/", {"login": outsider.email, "password": PASSWORD})
    for _ in range(6):
        asked = browser.get(AFTER).context["js_data"]["request_options"]
        browser.post(AFTER, {"credential": Passkey(outsider).answer(asked)})

    assert noted(outsider) == [("wrong", "passkey")] * 5 + [("often", "passkey")]


@pytest.mark.parametrize("junk", JUNK)
def test_what_is_no_answer_is_noted_of_nobody_and_breaks_nothing(junk: Any, browser: Client, outsider: Person) -> None:
    challenge(browser)

    answer = browser.post(INSTEAD, {"credential": json.dumps(junk)})

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    assert [row.how for row in SignIn.objects.all()] == ["passkey"]
