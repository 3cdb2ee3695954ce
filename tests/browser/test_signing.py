"""Signing on a phone: with the password, with an authenticator app, with a passkey; each set up on the real pages."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page

from articles.models import Person, SignIn
from tests.browser import walking
from tests.browser.walking import PHONE, OpenPage
from tests.universe import PASSWORD
from workflows.models import Review, SignOff

pytestmark = pytest.mark.django_db(transaction=True)


def code_of(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def reauthenticate(page: Page) -> None:
    """The account pages ask for the password again after a while."""
    if "reauthenticate" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()


def verdict_on(page: Page, review: Review) -> None:
    page.goto(f"/desk/reviews/{review.pk}/")
    walking.give_verdict(page)


def fits(page: Page) -> bool:
    """Nothing hangs over the side of the phone."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def methods() -> list[str]:
    return [str(row.signed["method"]) for row in SignOff.objects.all()]


def test_password_signs_on_a_phone(open_page: OpenPage, review: Review, chair: Person) -> None:
    page = open_page(as_=chair, viewport=PHONE, has_touch=True)

    verdict_on(page, review)
    assert fits(page)
    walking.sign(page, chair)

    assert walking.told(page) == ["Signed. Thank you."]
    assert methods() == ["email+password"]


def test_app_is_set_up_and_its_code_signs_on_a_phone(open_page: OpenPage, review: Review, chair: Person) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    walking.sign_in(page, chair)
    page.locator("summary", has_text="Menu").click()
    walking.follow(page, "Clara Chair")
    walking.follow(page, "Set up an authenticator app")
    reauthenticate(page)
    secret = page.locator("#authenticator_secret").inner_text()
    opened = page.get_by_role("link", name="Open the app on this device").get_attribute("href") or ""
    assert opened.startswith("otpauth://totp/")
    assert f"secret={secret}" in opened
    assert fits(page)
    page.get_by_label("Authenticator code").fill(code_of(secret))
    walking.press(page, "Set it up")
    page.get_by_role("heading", level=1).wait_for()

    verdict_on(page, review)
    page.get_by_label("Code of your authenticator app").fill(code_of(secret))
    assert fits(page)
    walking.sign(page, chair)

    assert walking.told(page) == ["Signed. Thank you."]
    assert methods() == ["email+password+totp"]


def virtual_authenticator(page: Page) -> Any:
    """A phone's own authenticator, which says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def add_passkey(page: Page, *, alone: bool = False) -> None:
    """On the real page; `alone`: it is to sign in without a password."""
    page.locator("summary", has_text="Menu").click()
    walking.follow(page, "Clara Chair")
    walking.follow(page, "Add a passkey")
    reauthenticate(page)
    page.get_by_label("Name").fill("Phone")
    if alone:
        page.get_by_label("without a password").check()
    walking.press(page, "Add")
    page.get_by_text("Security key added.").wait_for()


def test_passkey_alone_signs_in_and_is_listed_and_noted(open_page: OpenPage, chair: Person) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    walking.sign_in(page, chair)
    virtual_authenticator(page)
    add_passkey(page, alone=True)
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").last.click()

    page.goto("/accounts/login/")
    assert fits(page)
    walking.press(page, "Use a passkey instead")
    page.get_by_role("heading", name="My work", level=1).wait_for()

    page.goto("/desk/sessions/")
    assert page.get_by_text("this browser").count() == 1
    assert list(SignIn.objects.filter(person=chair).order_by("pk").values_list("outcome", "how")) == [
        ("in", "password"),
        ("out", ""),
        ("in", "passkey"),
    ]


def test_passkey_is_added_and_signs_on_a_phone(open_page: OpenPage, review: Review, chair: Person) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    walking.sign_in(page, chair)
    virtual_authenticator(page)
    add_passkey(page)
    assert Authenticator.objects.filter(user=chair, type="webauthn").count() == 1

    verdict_on(page, review)
    page.get_by_label("Your e-mail address").fill(chair.email)
    page.get_by_label("Your password").fill(PASSWORD)
    walking.accept_open_rows(page)
    assert fits(page)
    walking.press(page, "Sign with a passkey")
    page.locator(".rb-message").wait_for()

    assert walking.told(page) == ["Signed. Thank you."]
    assert methods() == ["email+password+passkey"]
