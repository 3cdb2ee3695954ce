"""Pasting in a real browser: what Word, Google Docs, PubMed, pages and spreadsheets give becomes the dialect, and it is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from articles.models import Article, Person
from articles.text.dialect import canonical
from tests import tiers
from tests.browser import walking
from tests.browser.walking import OpenPage

FIXTURES = Path(tiers.ROOT, "tests/fixtures/pasting")
PASTE = """([html, text]) => {
  const clipboardData = new DataTransfer()
  if (html) clipboardData.setData("text/html", html)
  if (text) clipboardData.setData("text/plain", text)
  const box = document.querySelectorAll(".ProseMirror")[1]
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
}"""
WORDS = """async () => {
  const { currentText } = await import("/static/js/editor/texts.js")
  return currentText().body
}"""


@pytest.fixture
def page(open_page: OpenPage, draft: Article, editor: Person) -> Page:
    """The editing page of the patient text, its text empty and under the cursor."""
    page = open_page(as_=editor)
    page.goto(reverse("desk:article_edit", args=[draft.pk, "patient"]))
    page.wait_for_selector("[data-ready]")
    walking.editor(page, "Text").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    return page


def paste(page: Page, html: str = "", text: str = "") -> str:
    """The text afterwards, as the server would keep it."""
    page.evaluate(PASTE, [html, text])
    page.wait_for_timeout(50)
    return canonical(page.evaluate(WORDS))


def said(page: Page) -> list[str]:
    panel = page.locator("[data-paste-report]")
    return panel.locator("[data-lines] p").all_inner_texts() if panel.is_visible() else []


@pytest.mark.parametrize("name", ["word", "google-docs", "pubmed", "web", "excel"])
def test_a_paste_becomes_the_dialect_and_what_went_is_said(name: str, page: Page) -> None:
    html = (FIXTURES / f"{name}.html").read_text()

    written = paste(page, html)

    assert written == canonical((FIXTURES / f"{name}.expected.html").read_text())
    assert said(page) == (FIXTURES / f"{name}.said.txt").read_text().splitlines()


def test_words_of_a_page_join_the_sentence_that_they_are_pasted_into(page: Page) -> None:
    page.keyboard.type("Take ")

    written = paste(page, "<meta charset='utf-8'><span style='font-weight:700'>300 mg</span>")

    assert written == "<p>Take <strong>300 mg</strong></p>"


def test_what_was_copied_here_is_pasted_as_it_was(page: Page) -> None:
    card = '<aside data-kind="emergency">\n<h3>Call</h3>\n<p>now<cite data-key="doe-2020"></cite></p>\n</aside>'
    term = "<p>A <dfn>term</dfn> of 10<sup>9</sup></p>"

    written = paste(page, f'<div data-pm-slice="0 0 []">{card}{term}</div>')

    assert written == f"{card}\n{term}"
    assert said(page) == []


def test_cells_parted_by_tabs_become_a_table_whose_first_row_can_be_a_header(page: Page) -> None:
    plain = paste(page, text='Drug\tDose\nGabapentin\t"0.5 mg\nat night"\n')
    page.get_by_role("button", name="Make the first row a header row").click()
    with_header = canonical(page.evaluate(WORDS))

    assert plain == canonical(
        "<table><tr><td>Drug</td><td>Dose</td></tr><tr><td>Gabapentin</td><td>0.5 mg at night</td></tr></table>"
    )
    assert with_header == canonical(
        "<table><tr><th>Drug</th><th>Dose</th></tr><tr><td>Gabapentin</td><td>0.5 mg at night</td></tr></table>"
    )
    assert page.locator("[data-paste-report]").is_hidden()


def test_plain_words_with_a_tab_stay_words(page: Page) -> None:
    written = paste(page, text="One\ttwo")

    assert written.replace("\t", " ") == "<p>One two</p>"


def test_the_report_is_read_aloud_and_can_be_closed(page: Page) -> None:
    paste(page, "<p>x</p><script>y</script>")
    region = page.locator(".rb-pasted")

    assert (region.get_attribute("role"), region.get_attribute("aria-live")) == ("status", "polite")
    page.get_by_role("button", name="Close").click()
    assert page.locator("[data-paste-report]").is_hidden()
