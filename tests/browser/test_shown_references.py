"""A number in a published text shows its reference without leaving the sentence; without scripts it leads to the list."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import Publication
from tests.browser.walking import DESKTOP, PHONE, OpenPage

pytestmark = pytest.mark.django_db(transaction=True)

OPEN = "#ref-1-words:popover-open"
IN_ITS_PLACE = """() => {
  const [entry, words] = ["#ref-1", "#ref-1-words:popover-open"].map((name) => document.querySelector(name).getBoundingClientRect())
  return words.left === entry.left && words.width === entry.width && words.top >= entry.top && words.bottom <= entry.bottom
}"""


def test_hover_and_focus_show_the_reference_and_escape_closes_it(open_page: OpenPage, publication: Publication) -> None:
    page = read(open_page(viewport=DESKTOP), publication)
    number = page.locator(".rb-cite a").first

    expect(page.locator("#ref-1-words")).to_be_visible()
    expect(page.locator(OPEN)).to_have_count(0)
    number.hover()
    expect(page.locator(OPEN)).to_contain_text("A trial of walking")
    page.keyboard.press("Escape")
    expect(page.locator(OPEN)).to_have_count(0)
    page.mouse.move(2, 2)
    number.focus()
    expect(page.locator(OPEN)).to_have_count(1)
    expect(page.locator(OPEN)).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(page.locator(OPEN)).to_have_count(0)


def test_a_tap_on_the_number_jumps_to_the_list(open_page: OpenPage, publication: Publication) -> None:
    page = read(open_page(viewport=PHONE, java_script_enabled=False, has_touch=True), publication)

    page.locator(".rb-cite a").first.tap()

    expect(page).to_have_url(re.compile("#ref-1$"))
    expect(page.locator("#ref-1")).to_be_in_viewport()
    expect(page.locator("#ref-1-words")).to_be_visible()


def test_what_is_open_is_printed_in_its_place_in_the_list(open_page: OpenPage, publication: Publication) -> None:
    page = read(open_page(viewport=DESKTOP), publication)

    page.locator(".rb-cite a").first.focus()
    page.locator(OPEN).wait_for()
    page.emulate_media(media="print")

    page.wait_for_function(IN_ITS_PLACE)


def read(page: Page, publication: Publication) -> Page:
    page.goto(f"/articles/{publication.article.slug}/clinician/")
    return page
