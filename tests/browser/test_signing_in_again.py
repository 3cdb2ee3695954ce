"""Signing in again on the page where somebody writes, for whom a password is not enough: the text stays as it was typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, Person, WorkingCopy
from tests.browser import walking
from tests.browser.test_accessibility import violations
from tests.browser.walking import PHONE, OpenPage
from tests.universe import PASSWORD

WORDS = " Walk daily."


@pytest.fixture
def secret(editor: Person) -> Iterator[str]:
    """The editor's authenticator app, enrolled."""
    found = auth.generate_totp_secret()
    auth.TOTP.activate(editor, found)
    RecoveryCodes.activate(editor)
    yield found
    cache.clear()


@pytest.fixture
def page(open_page: OpenPage, draft: Article, editor: Person, secret: str) -> Page:
    """The editing page with words that were typed after the session ended."""
    return signed_out(open_page(as_=editor), draft)


def signed_out(page: Page, draft: Article) -> Page:
    page.goto(reverse("desk:article_edit", args=[draft.pk, "patient"]))
    page.wait_for_selector("[data-keeping]")
    Session.objects.all().delete()
    walking.continue_sentence(page, "Most people get better", WORDS)
    dialog(page).wait_for()
    return page


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Sign in again")


def give_password(page: Page) -> None:
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    dialog(page).get_by_label("Code").wait_for()


def code_of(secret: str) -> str:
    return auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))


def wrong(secret: str) -> str:
    right = {auth.format_hotp_value(auth.hotp_value(secret, at)) for at in auth.yield_hotp_counters_from_time()}
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in right)


def expect_kept(page: Page, editor: Person) -> None:
    dialog(page).wait_for(state="hidden")
    expect(page.locator("[data-state]")).to_contain_text("Kept at", timeout=20_000)
    assert WORDS in WorkingCopy.objects.get(person=editor).body


def test_a_code_is_asked_for_after_the_password_and_the_text_is_intact(
    page: Page, draft: Article, editor: Person, secret: str
) -> None:
    give_password(page)
    page.keyboard.type(wrong(secret))
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_role("alert")).to_have_text("That code is not correct. Each code works once.")
    page.keyboard.type(code_of(secret))
    page.keyboard.press("Enter")
    expect_kept(page, editor)

    page.keyboard.press("Control+s")
    page.get_by_text("Saved as revision").wait_for()

    assert WORDS in draft.texts.get(audience="patient").body


def test_a_recovery_code_does_too(page: Page, editor: Person) -> None:
    give_password(page)

    page.keyboard.type(editor.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0])
    page.keyboard.press("Enter")

    expect_kept(page, editor)


def test_a_save_that_was_asked_for_is_done_once_both_steps_are(
    open_page: OpenPage, draft: Article, editor: Person, secret: str
) -> None:
    page = open_page(as_=editor)
    page.goto(reverse("desk:article_edit", args=[draft.pk, "patient"]))
    page.wait_for_selector("[data-keeping]")
    walking.continue_sentence(page, "Most people get better", WORDS)
    Session.objects.all().delete()

    page.keyboard.press("Control+s")
    dialog(page).wait_for()
    give_password(page)
    page.keyboard.type(code_of(secret))
    page.keyboard.press("Enter")
    page.get_by_text("Saved as revision").wait_for()

    assert WORDS in draft.texts.get(audience="patient").body


def test_who_takes_too_long_for_the_code_gives_the_password_again(page: Page, editor: Person, secret: str) -> None:
    give_password(page)
    Session.objects.all().delete()

    page.keyboard.type(code_of(secret))
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_role("alert")).to_have_text("That took too long. Give your password again.")
    give_password(page)
    page.keyboard.type(code_of(secret))
    page.keyboard.press("Enter")

    expect_kept(page, editor)


def test_a_second_step_in_another_tab_is_noticed(page: Page, editor: Person, secret: str) -> None:
    with page.context.expect_page() as opened:
        dialog(page).get_by_role("link", name="Sign in in a new tab").click()
    beside = opened.value
    beside.get_by_label("E-mail address").fill(editor.email)
    beside.get_by_label("Password", exact=True).fill(PASSWORD)
    beside.get_by_role("button", name="Sign in").click()
    beside.locator("[name=code]").fill(code_of(secret))
    beside.locator("[name=code]").press("Enter")
    beside.get_by_role("heading", name="My work", level=1).wait_for()

    expect_kept(page, editor)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_step_is_accessible_on_a_phone(
    open_page: OpenPage, draft: Article, editor: Person, secret: str, scheme: str
) -> None:
    page = signed_out(open_page(as_=editor, viewport=PHONE, color_scheme=scheme), draft)

    give_password(page)

    assert violations(page) == {}
