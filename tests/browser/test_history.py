"""The history without a mouse: filter, compare, restore; and a draft on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, Person
from tests.browser import walking
from tests.browser.walking import OpenPage
from tests.universe import PATIENT, write

pytestmark = pytest.mark.django_db(transaction=True)


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus; fails where the keyboard does not lead there."""
    for _press in range(200):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()


def test_filter_compare_and_restore_with_the_keyboard_alone(
    open_page: OpenPage, draft: Article, editor: Person, other_editor: Person
) -> None:
    write(draft, "patient", "<h2>What helps</h2><p>Take 5 mg of rest.</p>", by=other_editor)
    page = open_page(as_=editor)
    page.goto(f"/desk/articles/{draft.pk}/history/")

    tab_to(page, page.locator("summary", has_text="Filter the history"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Changed by"))
    page.keyboard.type("Otto")
    tab_to(page, page.get_by_label("Only changed doses and numbers"))
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/history/?*")

    assert page.locator(".rb-task__link").all_inner_texts() == ["Revision 5"]
    assert page.locator(".rb-badge--dose").all_inner_texts() == ["Dose changed"]

    tab_to(page, page.get_by_role("link", name="Clear the filter"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/history/")
    tab_to(page, page.get_by_label("From revision 4"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="Compare the two"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/?*")

    assert page.get_by_role("heading", level=2).first.inner_text() == "Revision 2 (older) and Revision 5 (newer)"

    tab_to(page, page.get_by_role("link", name="Back to the history"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/history/")
    tab_to(page, page.get_by_role("link", name="Restore revision 4"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Why do you restore it?"))
    page.keyboard.type("the dose was wrong")
    tab_to(page, page.get_by_role("button", name="Restore", exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**/history/")

    assert walking.told(page) == ["Restored as revision 6."]
    assert draft.texts.get(audience="patient").body == PATIENT
    assert draft.history.first().history_change_reason == "restored from revision 4: the dose was wrong"


def test_s30_every_sheet_of_a_printed_draft_says_that_it_is_one(
    open_page: OpenPage, draft: Article, editor: Person
) -> None:
    write(draft, "patient", "".join(f"<p>Walk {number} steps.</p>" for number in range(150)), by=editor)
    page = open_page(as_=editor, viewport=walking.DESKTOP)
    page.goto(f"/desk/articles/{draft.pk}/revisions/{draft.revision + 1}/patient/")
    page.emulate_media(media="print")

    shown = page.evaluate(
        """() => {
            const band = document.querySelector('.rb-band--mark');
            return [getComputedStyle(band.parentElement).display, getComputedStyle(band).display];
        }"""
    )

    # Browsers repeat the head of a table on every sheet.
    assert shown == ["table-header-group", "block"]
    assert page.locator(".rb-preview").is_visible() is False
