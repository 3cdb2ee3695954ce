"""A word explains itself by hover, focus and tap without a script; an editor attaches it, and axe finds nothing."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from articles.models import DeskRole, Version
from tests.browser.test_accessibility import DESK_LOOKS, turn, violations
from tests.browser.walking import DESKTOP, PHONE, OpenPage
from workflows.samples import loading

pytestmark = pytest.mark.django_db(transaction=True)

# The words of a block without what the frame adds to them.
WRITTEN = """block => {
  const copy = block.cloneNode(true)
  for (const added of copy.querySelectorAll(".rb-term__meaning, .rb-cite, .rb-mark, .rb-block-tool")) added.remove()
  return copy.textContent
}"""
PATIENT = "/articles/lumbosacral-plexopathy-leg-pain/patient/"


def test_a_word_explains_itself_without_scripts(open_page: OpenPage, samples: loading.Cast) -> None:
    for viewport in (DESKTOP, PHONE):
        page = open_page(viewport=viewport, java_script_enabled=False)
        page.goto(PATIENT)
        word = page.locator(".rb-term__word", has_text="MRI").first
        meaning = word.locator("xpath=following-sibling::span")

        expect(meaning).to_be_hidden()
        word.hover()
        expect(meaning).to_be_visible()
        page.mouse.move(2, 2)
        expect(meaning).to_be_hidden()
        word.click()
        page.mouse.move(2, 2)
        expect(meaning).to_be_visible()
        page.keyboard.press("Escape")
        page.locator("h1").click()
        expect(meaning).to_be_hidden()
        word.focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        expect(meaning).to_be_visible()
        box = meaning.bounding_box()
        assert box is not None
        assert (box["x"] >= 0, box["x"] + box["width"] <= viewport["width"]) == (True, True)


def test_escape_closes_a_definition_that_the_pointer_opened_until_it_comes_back(
    open_page: OpenPage, samples: loading.Cast
) -> None:
    page = open_page(viewport=DESKTOP)
    page.goto(PATIENT)
    word = page.locator(".rb-term__word", has_text="MRI").first
    meaning = word.locator("xpath=following-sibling::span")

    word.hover()
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    page.mouse.move(2, 2)
    word.hover()
    expect(meaning).to_be_visible()


def test_an_editor_attaches_a_term_without_scripts(open_page: OpenPage, samples: loading.Cast) -> None:
    article = Version.objects.get(status="submitted").article
    page = open_page(as_=samples.of(DeskRole.EDITOR), java_script_enabled=False)
    page.goto(f"/desk/articles/{article.pk}/terms/patient/")

    page.locator(".rb-term-choice").first.locator("input[type=radio]").nth(1).check()
    page.get_by_role("button", name="Save the terms").click()

    expect(page.get_by_text("The terms of this text are saved.")).to_be_visible()
    expect(page.locator(".rb-term-choice").first.locator("input[type=radio]").nth(1)).to_be_checked()


def test_pages_of_the_glossary_have_no_violation(open_page: OpenPage, samples: loading.Cast) -> None:
    article = Version.objects.get(status="under_review").article_id
    pages = [
        (None, "/glossary/"),
        (samples.of(DeskRole.EDITOR), "/desk/glossary/"),
        (samples.of(DeskRole.EDITOR), "/desk/glossary/new/"),
        (samples.of(DeskRole.EDITOR), f"/desk/articles/{article}/terms/patient/"),
        (samples.of("chair"), "/desk/glossary/sign/"),
    ]
    found = {}

    for person, address in pages:
        page = open_page(as_=person)
        for look in DESK_LOOKS:
            turn(page, look)
            page.goto(address)
            found |= {(where, look): what for where, what in violations(page).items()}

    assert found == {}


def test_a_comment_on_words_with_a_term_in_them_quotes_the_text_alone(
    open_page: OpenPage, samples: loading.Cast
) -> None:
    version = Version.objects.get(status="under_review")
    page = open_page(as_=samples.of(DeskRole.EDITOR))
    page.goto(f"/desk/versions/{version.pk}/?text=patient")
    block = page.locator("[data-words] p, [data-words] li").filter(has=page.locator(".rb-term")).first
    written = block.evaluate(WRITTEN)

    block.evaluate("block => getSelection().selectAllChildren(block)")
    page.keyboard.press("Alt+Shift+K")
    page.wait_for_url("**/comments/**")

    quote = parse_qs(urlsplit(page.url).query)["quote"][0]
    assert " ".join(quote.split()) == " ".join(written.split())
