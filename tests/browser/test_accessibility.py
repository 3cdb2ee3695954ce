"""axe-core finds nothing on the pages of the desk, the first screen of a phone holds what it must, and a keyboard is enough."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from articles.models import DeskRole, Emergency, Person, Publication, Version
from tests.browser import walking
from tests.browser.walking import DESKTOP, PHONE, OpenPage, work_once
from tests.universe import PASSWORD
from workflows import actions
from workflows.models import Answer, BoardRole, Meeting, Review, SignOff
from workflows.samples import loading

pytestmark = pytest.mark.django_db(transaction=True)

ARTICLE = "/articles/lumbosacral-plexopathy-leg-pain"
SIZES: dict[str, ViewportSize] = {"desktop": DESKTOP, "phone": PHONE}
Look = tuple[str, Literal["light", "dark"]]
DESK_LOOKS: tuple[Look, ...] = (("desktop", "light"), ("phone", "dark"))
# The box around the first sentence of the bottom line.
FIRST_SENTENCE = """paragraph => {
  const range = document.createRange()
  range.setStart(paragraph, 0)
  const words = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
  while (words.nextNode()) {
    const end = words.currentNode.data.search(/[.!?](\\s|$)/)
    if (end >= 0) { range.setEnd(words.currentNode, end + 1); break }
  }
  return range.getBoundingClientRect().bottom
}"""
BOTTOM = "element => element.getBoundingClientRect().bottom"


def violations(page: Page) -> dict[str, list[str]]:
    """By address: what is wrong where."""
    broken = Axe().run(page).response["violations"]
    where = [f"{node['target'][0]}: {node['failureSummary']}" for rule in broken for node in rule["nodes"]]
    return {page.url: where} if where else {}


def turn(page: Page, look: Look) -> None:
    """Before a page is opened: one that is open takes a moment to change its colours."""
    page.set_viewport_size(SIZES[look[0]])
    page.emulate_media(color_scheme=look[1])


def test_desk_pages_have_no_violation(open_page: OpenPage, samples: loading.Cast) -> None:
    review, waiting = Review.objects.get(closed_at=None), Version.objects.get(status="submitted")
    chair, pharmacist = samples.of(BoardRole.CHAIR), samples.of(BoardRole.PHARMACIST)
    actions.disclose(review, by=chair, answer=Answer.NONE)
    article = review.version.article_id
    pages = (
        (None, "/accounts/login/"),
        (samples.of(DeskRole.MANAGING_EDITOR), "/desk/"),
        (samples.of(DeskRole.EDITOR), f"/desk/articles/{article}/edit/clinician/"),
        (samples.of(DeskRole.EDITOR), f"/desk/articles/{article}/"),
        (samples.of(DeskRole.EDITOR), f"/desk/articles/{article}/plain/patient/"),
        (samples.of(DeskRole.EDITOR), f"/desk/articles/{article}/ratings/patient/pemat-p-2013/"),
        (samples.of(DeskRole.MANAGING_EDITOR), f"/desk/versions/{waiting.pk}/start-review/"),
        (pharmacist, f"/desk/reviews/{review.pk}/interests/"),
        (chair, f"/desk/reviews/{review.pk}/doses/"),
        (chair, f"/desk/reviews/{review.pk}/"),
    )
    found = {}

    for person, address in pages:
        page = open_page(as_=person)
        for look in DESK_LOOKS:
            turn(page, look)
            page.goto(address)
            found |= {(where, look): what for where, what in violations(page).items()}
    for look in DESK_LOOKS:
        turn(page, look)
        page.goto(address)
        walking.give_verdict(page)
        found |= {(where, look): what for where, what in violations(page).items()}

    assert found == {}


def test_pages_beside_reviews_have_no_violation_and_fit_a_phone(open_page: OpenPage, samples: loading.Cast) -> None:
    chair, auditor = samples.of(BoardRole.CHAIR), samples.of(DeskRole.AUDITOR)
    manager, administrator = samples.of(DeskRole.MANAGING_EDITOR), samples.of(DeskRole.ADMINISTRATOR)
    meeting, month = Meeting.objects.get(), f"{Review.objects.get(closed_at=None).due_on:%Y-%m}"
    walks: tuple[tuple[Person, tuple[str, ...]], ...] = (
        (chair, ("/desk/meetings/", meeting.get_absolute_url(), "/desk/reports/", f"/desk/calendar/?month={month}")),
        (auditor, ("/desk/audit/", f"/desk/audit/events/{meeting.board.stream}/")),
        (
            manager,
            (
                f"/desk/articles/{Emergency.objects.get().article_id}/timeline/",
                "/desk/rights/",
                "/desk/reports/texts/",
                f"/desk/articles/{Emergency.objects.get().article_id}/flags/",
            ),
        ),
        (administrator, (f"/desk/boards/{meeting.board_id}/checklists/", "/desk/signing/")),
    )
    found, wide = {}, {}

    for person, addresses in walks:
        page = open_page(as_=person)
        for look in DESK_LOOKS:
            turn(page, look)
            for address in addresses:
                page.goto(address)
                found |= {(where, look): what for where, what in violations(page).items()}
                wide[address, look] = page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert found == {}
    assert {where: over for where, over in wide.items() if over > 0} == {}


def test_nothing_at_the_desk_is_wider_than_a_phone(open_page: OpenPage, samples: loading.Cast) -> None:
    page = open_page(as_=samples.of(DeskRole.MANAGING_EDITOR), viewport=PHONE)
    article = Version.objects.get(status="under_review").article_id
    desk = [
        f"/desk/articles/{article}/{rest}" for rest in ("", "edit/clinician/", "details/", "citations/", "history/")
    ]
    widths = {}

    for address in ("/desk/", *desk):
        page.goto(address)
        widths[address] = page.evaluate("document.documentElement.scrollWidth")

    assert {address: width for address, width in widths.items() if width > PHONE["width"]} == {}


def test_the_first_screen_of_a_phone_holds_what_a_reader_needs_first(
    open_page: OpenPage, samples: loading.Cast
) -> None:
    page = open_page(viewport=PHONE)
    parts = (".rb-audience strong", "h1", ".rb-review summary", ".rb-first aside[data-kind=emergency]")
    bottoms = {}

    for audience in ("patient", "clinician"):
        page.goto(f"{ARTICLE}/{audience}/")
        bottoms |= {(audience, part): page.locator(part).evaluate(BOTTOM) for part in parts}
        first_sentence = page.locator(".rb-summary p").first.evaluate(FIRST_SENTENCE)
        bottoms[audience, "first sentence"] = first_sentence

    assert {part: bottom for part, bottom in bottoms.items() if bottom > PHONE["height"]} == {}


def test_the_skip_link_comes_first_and_leads_past_the_header(open_page: OpenPage, publication: Publication) -> None:
    work_once()
    page = open_page()
    page.goto(f"/articles/{publication.article.slug}/patient/")

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")
    seen = page.get_by_role("link", name=first).bounding_box()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert first == "Skip to the main content"
    assert seen is not None
    assert seen["height"] > 20
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_a_member_signs_with_the_keyboard_alone(
    open_page: OpenPage, version_under_review: Version, chair: Person
) -> None:
    page = open_page(as_=chair)
    page.goto(version_under_review.reviews.get().get_absolute_url())

    for choice in ("verdict", "scope", "audiences"):
        tab_to(page, f"#sign [name={choice}]")
        page.keyboard.press("Space")
    tab_to(page, "#sign button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign/")
    tab_to(page, "[name=email]")
    page.keyboard.type(chair.email)
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".rb-message").wait_for()

    assert SignOff.objects.get().verdict == "approve"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element of this kind has the focus; a page that traps it fails."""
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")
