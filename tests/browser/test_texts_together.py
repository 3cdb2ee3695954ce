"""Two texts of an article side by side: scrolled together, headings that name their partners, changes in place, tabs."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page

from articles import actions
from articles.models import Article, Person, Text
from articles.text.dialect import canonical
from tests import tiers
from tests.browser import walking
from tests.browser.walking import PHONE, OpenPage, press
from tests.universe import write
from workflows.samples.loading import load_references

FOLDER = tiers.ROOT / "workflows" / "samples" / "articles" / "lumbosacral-plexopathy-leg-pain"


@pytest.fixture
def article(draft: Article, editor: Person) -> Article:
    """The sample article's words, of which those for health professionals changed since the patients' were saved."""
    load_references(by=editor)
    clinician = canonical((FOLDER / "clinician.html").read_text())
    write(draft, "clinician", clinician, by=editor)
    write(draft, "patient", canonical((FOLDER / "patient.html").read_text()), by=editor)
    changed = clinician.replace("30 mg once a day", "20 mg once a day").replace("<p>Refer early", "<p>Refer at once")
    write(draft, "clinician", changed, by=editor)
    return draft


def opened(page: Page, article: Article, beside: str = "clinician", audience: str = "patient") -> Page:
    page.goto(f"{reverse('desk:article_edit', args=[article.pk, audience])}?beside={beside}")
    page.wait_for_selector("[data-beside][data-ready]", state="attached")
    return page


def edited_heading(page: Page, words: str) -> Locator:
    """By its words: its name has those of its partner too."""
    return walking.editor(page, "Text").locator("h2, h3", has_text=words)


def heights(page: Page, left: str, right: str) -> tuple[float, float]:
    """Where two headings stand in the window."""
    edited = edited_heading(page, left).bounding_box()
    read = page.locator("[data-beside-text]").get_by_role("heading", name=right, exact=True).bounding_box()
    assert edited
    assert read
    return edited["y"], read["y"]


def settled(page: Page) -> None:
    """After the frames in which one side follows the other."""
    page.evaluate("() => new Promise((done) => setTimeout(done, 150))")


def scroll_heading_to(page: Page, name: str, *, line: int) -> None:
    scroll = "(element, y) => scrollBy({ top: element.getBoundingClientRect().top - y, behavior: 'instant' })"
    edited_heading(page, name).evaluate(scroll, line)
    settled(page)


def line_of(page: Page) -> int:
    box = page.locator("[data-beside-text]").bounding_box()
    assert box
    return int(box["y"]) + 80


def test_the_other_text_follows_when_the_page_is_scrolled(
    open_page: OpenPage, article: Article, editor: Person
) -> None:
    page = opened(open_page(as_=editor), article)
    scroll_heading_to(page, "Medicines for nerve pain", line=200)

    scroll_heading_to(page, "Medicines for nerve pain", line=line_of(page))

    edited, read = heights(page, "Medicines for nerve pain", "Treat the pain")
    assert abs(edited - read) < 4


def test_the_page_follows_when_the_other_text_is_scrolled(
    open_page: OpenPage, article: Article, editor: Person
) -> None:
    page = opened(open_page(as_=editor), article)
    scroll_heading_to(page, "What causes it?", line=300)
    reading = page.locator("[data-beside-text]")

    reading.evaluate("(pane) => pane.scrollBy({ top: 1200, behavior: 'instant' })")
    settled(page)
    heading = reading.get_by_role("heading", name="Prognosis and follow-up")
    heading.evaluate(
        "(element, y) => element.closest('[data-beside-text]')"
        ".scrollBy({ top: element.getBoundingClientRect().top - y, behavior: 'instant' })",
        line_of(page),
    )
    settled(page)

    edited, read = heights(page, "What can you expect?", "Prognosis and follow-up")
    assert abs(edited - read) < 4


def test_the_section_with_the_cursor_brings_its_partner_to_the_same_height(
    open_page: OpenPage, article: Article, editor: Person
) -> None:
    page = opened(open_page(as_=editor), article)
    scroll_heading_to(page, "Moving safely", line=500)

    walking.editor(page, "Text").get_by_text("A physiotherapist can show you").click()
    settled(page)

    edited, read = heights(page, "Moving safely", "Rehabilitation")
    assert abs(edited - read) < 4


def test_scrolling_together_can_be_switched_off(open_page: OpenPage, article: Article, editor: Person) -> None:
    page = opened(open_page(as_=editor), article)
    page.get_by_label("Scroll the texts together").uncheck()
    before = page.locator("[data-beside-text]").evaluate("(pane) => pane.scrollTop")

    scroll_heading_to(page, "What can you expect?", line=200)

    assert page.locator("[data-beside-text]").evaluate("(pane) => pane.scrollTop") == before


def test_headings_on_both_sides_name_their_partner(open_page: OpenPage, article: Article, editor: Person) -> None:
    page = opened(open_page(as_=editor), article)

    edited = walking.editor(page, "Text").get_by_role("heading")
    read = page.locator("[data-beside-body] .rb-partner")

    assert [edited.nth(place).get_attribute("data-partner") for place in (2, 3)] == [
        "Goes with “Why is it damaged?”",
        "Nothing in “Health professionals” goes with this section.",
    ]
    assert [read.nth(place).inner_text() for place in (1, -1)] == [
        "Goes with “What causes it?”",
        "Nothing in “Patients, families and carers” goes with this section.",
    ]


def test_the_partners_follow_what_is_typed_and_nothing_of_them_is_saved(
    open_page: OpenPage, article: Article, editor: Person
) -> None:
    page = opened(open_page(as_=editor), article)
    walking.cursor_behind(edited_heading(page, "Moving safely"))
    for _ in "Moving safely":
        page.keyboard.press("Backspace")
    page.keyboard.type("Rehabilitation")
    page.locator("[data-beside-body]").get_by_text("Goes with “Rehabilitation”").wait_for()
    press(page, "Save")
    page.wait_for_selector(".rb-messages")

    saved = Text.objects.get(article=article, audience="patient").body
    assert "<h3>Rehabilitation</h3>" in saved
    assert "data-partner" not in saved
    assert page.url.endswith("?beside=clinician")


def test_what_changed_meanwhile_is_marked_and_stepped_through_by_keyboard(
    open_page: OpenPage, article: Article, editor: Person
) -> None:
    page = opened(open_page(as_=editor), article)
    pane = page.locator("[data-beside]")

    page.get_by_role("button", name="Next change").focus()
    page.keyboard.press("Enter")
    first = page.evaluate("document.activeElement.id")
    page.get_by_role("button", name="Next change").focus()
    page.keyboard.press("Enter")

    assert first == "change-1"
    assert page.evaluate("document.activeElement.id") == "change-2"
    assert pane.locator("[data-step-state]").inner_text() == "2 of 2"
    assert pane.locator("ins").all_inner_texts() == ["20\u00a0mg ", "at once "]
    assert page.locator("#change-2").evaluate("(mark) => mark.getBoundingClientRect().top") < 900


def test_on_a_phone_the_two_texts_are_tabs(open_page: OpenPage, article: Article, editor: Person) -> None:
    page = opened(open_page(as_=editor, viewport=PHONE), article)
    edited, read = page.locator("#this-text"), page.locator("#other-text")
    shown = [(edited.is_visible(), read.is_visible())]

    page.get_by_role("tab", name="Edit: Patients, families and carers").focus()
    page.keyboard.press("ArrowRight")
    shown.append((edited.is_visible(), read.is_visible()))
    fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("ArrowLeft")
    shown.append((edited.is_visible(), read.is_visible()))

    assert shown == [(True, False), (False, True), (True, False)]
    assert fits


def test_without_scripts_both_texts_stand_on_the_page(open_page: OpenPage, article: Article, editor: Person) -> None:
    page = open_page(as_=editor, java_script_enabled=False)
    page.goto(f"{reverse('desk:article_edit', args=[article.pk, 'patient'])}?beside=clinician")

    page.get_by_text("Sections that go together").click()
    page.get_by_role("link", name="Why is it damaged?").click()

    assert page.get_by_label("Text", exact=True).is_visible()
    assert page.url.endswith("#beside-2")
    assert page.get_by_text("Goes with “What causes it?”").is_visible()


def test_words_are_replaced_in_all_texts_without_scripts(open_page: OpenPage, article: Article, editor: Person) -> None:
    page = open_page(as_=editor, java_script_enabled=False)
    page.goto(reverse("desk:article_edit", args=[article.pk, "patient"]))
    page.get_by_role("link", name="Find and replace in all texts").click()
    page.get_by_label("Find", exact=True).fill("gabapentin")
    page.get_by_label("Replace by").fill("pregabalin")
    press(page, "Find")
    ticks = page.get_by_role("checkbox", name="gabapentin")
    ticks.first.uncheck()
    count = ticks.count()

    press(page, "Replace the ticked places")

    assert walking.told(page) == [f"{count - 1} places were replaced."]
    assert page.get_by_role("heading", name="“gabapentin”: 1 place").is_visible()


def test_an_empty_text_is_started_from_another(open_page: OpenPage, draft: Article, editor: Person) -> None:
    details = actions.Details(title="Leg pain", audiences=["patient", "student", "clinician"], population=["adults"])
    actions.save_details(draft, by=editor, details=details, base_revision=draft.revision)
    page = open_page(as_=editor)
    page.goto(reverse("desk:article_edit", args=[draft.pk, "student"]))
    page.wait_for_selector("[data-ready]")

    page.get_by_role("button", name="Start this text from: Health professionals (revision 3)").click()
    page.wait_for_selector(".rb-messages")

    assert Text.objects.get(article=draft, audience="student").body == draft.texts.get(audience="clinician").body
