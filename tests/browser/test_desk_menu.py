"""The links of the desk: folded into a menu on a phone, in the header of a wide window, without scripts in both."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from articles.models import Person
from tests.browser.walking import DESKTOP, PHONE, OpenPage

pytestmark = pytest.mark.django_db(transaction=True)


def link(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Main").get_by_role("link", name="References")


def height_of_header(page: Page) -> float:
    return float(page.locator(".rb-header__row").evaluate("row => row.getBoundingClientRect().height"))


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_the_links_open_with_a_press_on_menu(scripts: bool, open_page: OpenPage, editor: Person) -> None:
    page = open_page(as_=editor, viewport=PHONE, java_script_enabled=scripts)
    page.goto("/desk/")
    folded = link(page).is_visible()

    page.locator("summary", has_text="Menu").click()

    expect(link(page)).to_be_visible()
    link(page).click()
    page.wait_for_url("**/desk/references/")
    assert folded is False


def test_the_menu_opens_and_closes_with_the_keyboard(open_page: OpenPage, editor: Person) -> None:
    page = open_page(as_=editor, viewport=PHONE)
    page.goto("/desk/")
    page.locator("summary", has_text="Menu").focus()

    page.keyboard.press("Enter")
    expect(link(page)).to_be_visible()
    page.keyboard.press("Tab")
    within = page.evaluate("document.activeElement.closest('.rb-desk-menu') !== null")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")

    expect(link(page)).to_be_hidden()
    assert within is True


@pytest.mark.parametrize("scripts", [True, False])
def test_a_wide_window_shows_the_links_without_a_menu(scripts: bool, open_page: OpenPage, editor: Person) -> None:
    page = open_page(as_=editor, viewport=DESKTOP, java_script_enabled=scripts)
    page.goto("/desk/")

    expect(link(page)).to_be_visible()
    expect(page.locator("summary", has_text="Menu")).to_be_hidden()


@pytest.mark.parametrize(("width", "highest"), [(320, 96), (390, 64), (768, 64)])
def test_the_header_is_low_and_nothing_sticks_out(
    width: int, highest: int, open_page: OpenPage, managing_editor: Person
) -> None:
    page = open_page(as_=managing_editor, viewport={"width": width, "height": 844})
    page.goto("/desk/")
    closed = height_of_header(page)

    page.locator("summary", has_text="Menu").click()
    expect(link(page)).to_be_visible()

    assert (closed < highest, height_of_header(page) == closed) == (True, True)
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_open_menu_is_clear_to_everyone(colours: str, open_page: OpenPage, managing_editor: Person) -> None:
    page = open_page(as_=managing_editor, viewport=PHONE, color_scheme=colours)
    page.goto("/desk/")

    page.locator("summary", has_text="Menu").click()
    expect(link(page)).to_be_visible()

    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("width", [1024, 1100, 1280, 1440])
def test_the_links_of_a_managing_editor_never_break_into_a_second_line(
    width: int, language: str, open_page: OpenPage, managing_editor: Person
) -> None:
    managing_editor.printed_name, managing_editor.language = "Prof. Dr. Maximiliane Freifrau von Waldburg", language
    managing_editor.save()
    page = open_page(as_=managing_editor, viewport={"width": width, "height": 844}, java_script_enabled=False)
    page.goto("/desk/")
    closed, menu, links = height_of_header(page), page.locator(".rb-desk-menu > summary"), page.locator("nav li a")

    if menu.is_visible():
        menu.press("Enter")

    expect(links).to_have_count(10)
    assert [each.is_visible() for each in links.all()] == [True] * 10
    assert (closed < 64, page.evaluate("document.documentElement.scrollWidth")) == (True, width)
    assert (width >= 1280) is menu.is_hidden()
