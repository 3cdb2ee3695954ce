"""A number in a text under review opens its work with what was quoted of it, by tap and by key, without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from articles.models import Person
from tests.browser.walking import DESKTOP, PHONE, OpenPage, sign_in
from workflows.models import Review

pytestmark = pytest.mark.django_db(transaction=True)

OPEN = "#ref-1-words:popover-open"


def test_a_tap_opens_the_work_and_its_quotes(open_page: OpenPage, review: Review, pharmacist: Person) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False, has_touch=True)
    sign_in(page, pharmacist)
    page.goto(f"/desk/reviews/{review.pk}/?text=clinician")

    page.get_by_role("button", name="Reference 1", exact=True).tap()

    expect(page.locator(OPEN)).to_contain_text("Nobody quoted a sentence of it.")
    expect(page.locator(OPEN)).to_contain_text("300 mg: in no quote")
    expect(page.locator(OPEN)).to_be_in_viewport(ratio=1)


def test_enter_opens_it_and_escape_closes_it(open_page: OpenPage, review: Review, pharmacist: Person) -> None:
    page = open_page(viewport=DESKTOP, java_script_enabled=False)
    sign_in(page, pharmacist)
    page.goto(f"/desk/reviews/{review.pk}/?text=clinician")
    number = page.get_by_role("button", name="Reference 1", exact=True)

    number.press("Enter")
    expect(page.locator(OPEN)).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")

    expect(page.locator(OPEN)).to_have_count(0)
    expect(number).to_be_focused()
