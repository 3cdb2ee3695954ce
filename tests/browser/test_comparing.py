"""Two revisions side by side: stepped through by key, in one column, without a mouse."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from articles import actions
from articles.models import Article, Person
from tests.browser.walking import PHONE, OpenPage

SAME = "".join(f"<p>Paragraph {number} stays as it is.</p>" for number in range(30))
BEFORE = (
    "<h2>Treatment</h2><p>Take 0.5 mg twice daily. Do <strong>not</strong> drive.</p><p>Platelets: 10<sup>9</sup>/L.</p>"
    '<p>Read <a href="https://example.org/a">the leaflet</a> first.</p>'
    f"{SAME}<ul><li>Rest the left knee.</li><li>Cool it.</li></ul>"
    "<table><caption>Doses</caption><tr><th>Who</th><th>Usual</th><th>Maximum</th></tr>"
    "<tr><td>Adults</td><td>10 mg</td><td>40 mg</td></tr><tr><td>Children</td><td>5 mg</td><td>10 mg</td></tr></table>"
    '<aside data-kind="warning"><p>Call a doctor when the pain gets worse.</p></aside>'
    "<p>Swelling goes down within a few days in most people.</p>"
)
AFTER = (
    BEFORE.replace("0.5 mg twice", "5 mg four times")
    .replace("<strong>not</strong>", "not")
    .replace("10<sup>9</sup>", "109")
    .replace("example.org/a", "example.org/b")
    .replace("<ul>", "<ol>")
    .replace("</ul>", "</ol>")
    .replace("left", "right")
    .replace("40 mg", "400 mg")
    .replace('data-kind="warning"', 'data-kind="note"')
    .replace("a few days", "some days")
)


@pytest.fixture
def compared(draft: Article, editor: Person) -> str:
    """The address of the comparison of two revisions."""
    text = draft.texts.get(audience="patient")
    for body in (BEFORE, AFTER):
        text = actions.save_text(
            text, by=editor, summary="<p>Rest.</p>", body=body, description="", base_revision=text.revision
        )
    return f"/desk/articles/{draft.pk}/compare/?from={text.revision - 1}&to={text.revision}"


def position(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def test_changes_are_stepped_through_by_key_and_by_button(open_page: OpenPage, compared: str, editor: Person) -> None:
    page = open_page(as_=editor)
    page.goto(compared)
    seen = []

    for key in ("n", "j", "p", "k"):
        page.keyboard.press(key)
        seen.append(position(page))
    page.get_by_role("button", name="Next change").press("Enter")

    assert seen == ["Change 1 of 7", "Change 2 of 7", "Change 1 of 7", "Change 1 of 7"]
    assert position(page) == "Change 2 of 7"
    assert page.evaluate("document.activeElement.matches('[data-change]')")


def test_every_change_is_said_in_words(open_page: OpenPage, compared: str, editor: Person) -> None:
    page = open_page(as_=editor)
    page.goto(compared)

    assert page.locator(".rb-compare__notes li").all_inner_texts() == [
        "Number changed 0.5 mg → 5 mg, ten times",
        "How often changed twice daily → four times daily, twice",
        "Emphasis lost (bold): not",
        "Number changed 10⁹/L → 109/L",
        "Superscript lost: 10⁹/L → 109/L",
        "Link on “the leaflet” now leads to https://example.org/b; it led to https://example.org/a",
        "Side or place changed left → right",
        "The list had bullets and now has numbers",
        "Number changed Adults, Maximum: 40 mg → 400 mg, ten times",
        "Warning changed no longer in a box “warning”",
        "Box: warning → note",
    ]


@pytest.mark.parametrize("view", ["", "&view=inline"])
def test_no_barrier_in_either_view(view: str, open_page: OpenPage, compared: str, editor: Person) -> None:
    page = open_page(as_=editor)
    page.goto(compared + view)

    found = Axe().run(page)

    assert [violation["id"] for violation in found.response["violations"]] == []


def test_the_page_fits_on_a_phone(open_page: OpenPage, compared: str, editor: Person) -> None:
    page = open_page(as_=editor, viewport=PHONE)
    page.goto(compared)

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_one_column_needs_no_script(open_page: OpenPage, compared: str, editor: Person) -> None:
    page = open_page(as_=editor, java_script_enabled=False)
    page.goto(compared)

    page.get_by_role("link", name="Show in one column").click()
    page.get_by_role("link", name="Show side by side").wait_for()

    assert page.locator(".rb-compare--inline").count() == 1
