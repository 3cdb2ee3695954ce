"""Signing again on a phone after a typo was mended: the difference alone, and four taps plus the credential."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from articles.models import Person, Publication
from tests.browser import walking
from tests.browser.walking import PHONE, OpenPage
from tests.universe import PASSWORD, PATIENT, ask, submit_again, write
from workflows import actions
from workflows.models import Answer, Board, Review, SignOff

pytestmark = pytest.mark.django_db(transaction=True)

COUNT_TAPS = """addEventListener("pointerdown", () => {
  sessionStorage.setItem("taps", Number(sessionStorage.getItem("taps") ?? 0) + 1)
}, { capture: true })"""


@pytest.fixture
def typo(publication: Publication, editor: Person, managing_editor: Person, board: Board, chair: Person) -> Review:
    """Version 2 of what the chair signed, with one word written otherwise; the chair has said that they have no interests."""
    article = publication.version.article
    write(article, "patient", PATIENT.replace("Most people get", "Most people will get"), by=editor)
    version = submit_again(article, by=editor, change_note="A word was missing.")
    review = ask(version, managing_editor, board, chair, *board_members(board, chair))
    actions.disclose(review, by=chair, answer=Answer.NONE)
    return review


def board_members(board: Board, without: Person) -> list[Person]:
    return [row.person for row in board.memberships.select_related("person") if row.person != without]


def taps(page: Page) -> int:
    return int(page.evaluate("sessionStorage.getItem('taps')"))


def test_typo_is_signed_again_with_four_taps_and_the_credential(
    open_page: OpenPage, typo: Review, chair: Person
) -> None:
    page = open_page(as_=chair, viewport=PHONE, has_touch=True)
    page.add_init_script(COUNT_TAPS)
    page.goto("/desk/")

    page.locator(".rb-task", has_text="Read and sign").get_by_role("link").tap()
    changed = page.locator("#_resigning .rb-compare__change")
    changed.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_text("Approve", exact=True).tap()
    page.get_by_role("button", name="Show the line that readers will see").tap()
    page.get_by_role("heading", name="Readers will see").wait_for()
    assert changed.count() == 1
    page.get_by_label("Your e-mail address").fill(chair.email)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign", exact=True).tap()
    page.locator(".rb-message").wait_for()

    again = SignOff.objects.get(review=typo).signed
    assert (walking.told(page), taps(page)) == (["Signed. Thank you."], 4)
    assert (again["scope"], again["audiences"]) == (["clinical_accuracy", "doses"], ["patient", "clinician"])
