"""Reading a version on a phone and going on at a desk: the place, a private note, and a comment on one block."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from articles.models import Person, Thread
from tests.browser import walking
from tests.browser.walking import PHONE, OpenPage, press
from workflows.models import Review

pytestmark = pytest.mark.django_db(transaction=True)

LAST_BLOCK = "[data-words] [id^=block-]"
# Its beginning is read when it stands in the upper half of the window.
TO_THE_TOP = "element => window.scrollBy(0, element.getBoundingClientRect().top - 100)"


@pytest.fixture
def phone(open_page: OpenPage, review: Review, pharmacist: Person) -> Page:
    """The review's page, at the text for health professionals."""
    page = open_page(as_=pharmacist, viewport=PHONE, has_touch=True)
    page.goto(f"{review.get_absolute_url()}?text=clinician")
    return page


def test_place_and_note_of_one_device_are_on_the_other(
    open_page: OpenPage, phone: Page, review: Review, pharmacist: Person
) -> None:
    with phone.expect_response("**/place/"):
        phone.locator(LAST_BLOCK).last.evaluate(TO_THE_TOP)
    phone.get_by_role("textbox", name="Note").fill("Ask about the kidneys.")
    phone.get_by_text("Your note is kept.").wait_for()

    desk = open_page(as_=pharmacist)
    desk.goto(review.get_absolute_url())

    assert desk.locator("#place p").inner_text().startswith("You were at “Treatment” (Health professionals)")
    walking.follow(desk, "Read on from there")
    assert "?text=clinician#block-" in desk.url
    assert desk.get_by_role("textbox", name="Note").input_value() == "Ask about the kidneys."
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_comment_button_of_a_block_leads_to_a_comment_on_it(phone: Page, pharmacist: Person) -> None:
    phone.get_by_role("link", name="Comment on: Start gabapentin").tap()
    phone.get_by_role("textbox", name="Comment").fill("For which kidneys?")
    press(phone, "Send the comment")

    phone.locator(".rb-message").wait_for()
    thread = Thread.objects.get()
    assert (thread.opened_by, thread.audience, thread.comments.get().body) == (
        pharmacist,
        "clinician",
        "For which kidneys?",
    )
    assert phone.locator(f"#block-{thread.block_key}").inner_text().startswith("Start gabapentin")
