"""The page about how a person signs, and what a visit remembers."""

from __future__ import annotations

import datetime
import html
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.utils import timezone

from articles.models import Delivery, Person
from tests.universe import PASSWORD, sign
from tests.workflows.views.signing.test_signing import line_of, post
from workflows.actions import WrongPassword
from workflows.actions.signing.proving import unlock_words
from workflows.models import Review, SignOff

PAGE = "/desk/signing/"
SECRET = generate_totp_secret()


def code_of(*, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps))


@pytest.fixture
def app(pharmacist: Person) -> Authenticator:
    return TOTP.activate(pharmacist, SECRET).instance


@pytest.fixture
def locked(review: Review, pharmacist: Person) -> str:
    """Five failures of the pharmacist; the code that the mail carries."""
    for _ in range(5):
        with pytest.raises(WrongPassword):
            sign(review, pharmacist, password="guess")
    return str(unlock_words(Delivery.objects.get(kind="signing_locked"))["code"])


def asked_for(page: str) -> list[str]:
    """Names of the credential's fields that the page asks for."""
    return [name for name in ("email", "password", "code", "passkey") if f'name="{name}"' in page]


def sign_on_pages(client: Client, review: Review, **credential: str) -> tuple[int, str]:
    _status, page = post(client, review, "show")
    return post(client, review, "sign", line=line_of(page), **credential)


def test_first_signature_asks_for_address_and_password(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    _status, page = post(client, review, "show")

    assert asked_for(page) == ["email", "password"]


def test_member_with_an_app_is_asked_for_its_code(
    client: Client, review: Review, pharmacist: Person, app: Authenticator
) -> None:
    client.force_login(pharmacist)

    status, page = sign_on_pages(client, review, password=PASSWORD)
    done, _page = sign_on_pages(client, review, password=PASSWORD, code=code_of())

    assert (asked_for(page), status, done) == (["email", "password", "code"], 422, 302)
    assert SignOff.objects.get().signed["method"] == "email+password+totp"


def test_after_a_complete_signature_the_password_is_enough_for_half_an_hour(
    client: Client, review: Review, pharmacist: Person, app: Authenticator
) -> None:
    client.force_login(pharmacist)
    session = client.session
    session["signing.proven_at"] = timezone.now().isoformat()
    session["signing.proven_with"] = "email+password+totp"
    session.save()

    _status, soon = post(client, review, "show")
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=31)):
        _status, late = post(client, review, "show")

    assert (asked_for(soon), asked_for(late)) == (["password"], ["email", "password", "code"])


def test_complete_signature_is_remembered_and_a_short_one_is_not(
    client: Client, review: Review, pharmacist: Person
) -> None:
    client.force_login(pharmacist)
    before = timezone.now()

    sign_on_pages(client, review, password=PASSWORD)

    assert before < datetime.datetime.fromisoformat(client.session["signing.proven_at"]) < timezone.now()


def test_visit_of_one_person_does_not_serve_the_next(
    client: Client, review: Review, pharmacist: Person, chair: Person
) -> None:
    client.force_login(pharmacist)
    sign_on_pages(client, review, password=PASSWORD)
    client.force_login(chair)

    _status, page = post(client, review, "show")

    assert asked_for(page) == ["email", "password"]


def test_wrong_code_keeps_everything_but_the_credential(
    client: Client, review: Review, pharmacist: Person, app: Authenticator
) -> None:
    client.force_login(pharmacist)

    status, page = sign_on_pages(client, review, password=PASSWORD, code="000000")

    assert (status, SignOff.objects.count()) == (422, 0)
    assert "This does not fit, or the code was used already. Nothing was signed." in page
    assert 'value="Mention driving."' in page


def test_page_says_what_one_signs_with(client: Client, pharmacist: Person, app: Authenticator) -> None:
    client.force_login(pharmacist)

    page = client.get(PAGE).content.decode()

    assert "TOTP Authenticator, since" in page
    assert "Signing is locked" not in page
    assert asked_for(page) == []


def test_locked_member_opens_signing_on_the_page(
    client: Client, review: Review, pharmacist: Person, app: Authenticator, locked: str
) -> None:
    client.force_login(pharmacist)
    assert "Signing is locked until" in client.get(PAGE).content.decode()

    wrong = client.post(PAGE, {"mailed": "00000000", "code": code_of()})
    right = client.post(PAGE, {"mailed": locked, "code": code_of(steps=1)}, follow=True)

    assert wrong.status_code == 422
    assert "Signing is open again." in right.content.decode()
    assert "Signing is locked" not in right.content.decode()


def test_s29_a_link_unlocks_nothing(
    client: Client, review: Review, pharmacist: Person, app: Authenticator, locked: str
) -> None:
    client.force_login(pharmacist)

    client.get(PAGE, {"mailed": locked, "code": code_of()})

    assert "Signing is locked until" in client.get(PAGE).content.decode()


def test_locked_member_without_second_factor_is_told_to_wait(
    client: Client, review: Review, pharmacist: Person, locked: str
) -> None:
    client.force_login(pharmacist)

    page = client.get(PAGE).content.decode()

    assert "You have no second factor, so only waiting opens it." in page


def test_locked_member_is_told_at_the_password(client: Client, review: Review, pharmacist: Person, locked: str) -> None:
    client.force_login(pharmacist)

    status, page = sign_on_pages(client, review, password=PASSWORD)

    assert (status, SignOff.objects.count()) == (422, 0)
    assert "Signing is locked until" in html.unescape(page)


def test_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(PAGE).status_code == 302
