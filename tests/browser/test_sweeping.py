"""A safety sweep, in a browser: from the alert to what readers see, with a wrong password and a second person on the way."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from articles.models import Emergency, Person, Publication
from tests.browser.walking import DESKTOP, PHONE, OpenPage, follow, press, refused, told, work_once
from tests.universe import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

WARNING = "There is new safety information about a medicine named on this page"
WHY = "The agency warned of it."


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_s22_a_sweep_warns_on_what_was_chosen_and_two_people_confirm_it_once(
    viewport: dict[str, int],
    publication: Publication,
    managing_editor: Person,
    editor: Person,
    open_page: OpenPage,
) -> None:
    work_once()
    desk, other = open_page(as_=managing_editor, viewport=viewport), open_page(as_=editor, viewport=viewport)

    search(desk)
    assert desk.locator("mark").all_inner_texts() == ["gabapentin"]
    is_whole(desk, viewport)
    press(desk, "Write the notice for those chosen")
    desk.get_by_label(WARNING).check()
    desk.locator("#id_reason").fill(WHY)
    press(desk, "See it as readers will")
    expect(desk.locator(".rb-notice")).to_contain_text(WARNING)
    is_whole(desk, viewport)
    other.goto(desk.url)
    other.locator("#id_password").wait_for()

    confirm(desk, managing_editor, "not my password")
    assert refused(desk) == ["Your password: This does not fit, or the code was used already. Nothing was signed."]
    assert desk.get_by_text(WHY).is_visible()
    confirm(desk, managing_editor, PASSWORD)
    expect(desk.locator(".rb-message")).to_have_text(
        "Confirmed. The notice goes onto each page now; readers see it within a minute."
    )
    confirm(other, editor, PASSWORD)
    assert told(other) == ["Mary Managing has confirmed the notice of this sweep already."]
    work_once()

    assert Emergency.objects.count() == 1
    reader = open_page(viewport=viewport)
    for audience in ("patient", "clinician"):
        reader.goto(f"/articles/leg-pain/{audience}/")
        expect(reader.locator(".rb-notice").first).to_contain_text(WARNING)
    desk.reload()
    expect(desk.get_by_role("heading", name="1 of 1 open")).to_be_visible()
    expect(desk.locator(".rb-task").first).to_contain_text("Medical Advisory Board: Clara Chair")
    is_whole(desk, viewport)


def search(desk: Page) -> None:
    desk.goto("/desk/")
    follow(desk, "Safety sweep: every text that names a medicine, a work or a phrase")
    desk.get_by_label("Its name").fill("Neurontin")
    desk.get_by_label("Where the alert came from").fill("Medicines agency, bulletin 7")
    press(desk, "Search all texts")
    desk.get_by_role("heading", name="1 published article names it (places: 1)").wait_for()


def confirm(page: Page, person: Person, password: str) -> None:
    page.get_by_label("Your e-mail address").fill(person.email)
    page.get_by_label("Your password").fill(password)
    with page.expect_navigation():
        press(page, "Confirm")


def is_whole(page: Page, viewport: dict[str, int]) -> None:
    """Clear to everyone, and nothing stands beyond the edge."""
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
