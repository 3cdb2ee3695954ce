"""The dialogs that ask for a link and for works to cite, with the mouse and with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.fixtures import Settings

from articles import actions
from articles.models import Article, Person, Reference, Text
from tests.browser import walking
from tests.browser.test_accessibility import violations
from tests.browser.walking import OpenPage, press
from tests.evidence_servers import Services, crossref_work
from tests.link_server import link_server


@pytest.fixture
def links(settings: Settings) -> Iterator[str]:
    cache.clear()
    settings.LINK_CHECK_LOOPBACK = True
    with link_server() as (address, _asked):
        yield address


@pytest.fixture
def page(open_page: OpenPage, draft: Article, editor: Person) -> Page:
    """The editing page, the cursor behind the first words of the bottom line."""
    for key, title in (("roe-2019", "Night splints"), ("poe-2018", "Splints by day")):
        actions.add_reference(actions.ReferenceData(title=title, type="review", key=key), by=editor)
    page = open_page(as_=editor)
    page.goto(reverse("desk:article_edit", args=[draft.pk, "patient"]))
    page.wait_for_selector("[data-ready]")
    walking.editor(page, "Bottom line").click()
    page.keyboard.press("Control+End")
    return page


def saved(page: Page) -> str:
    with page.expect_navigation():
        press(page, "Save")
    page.wait_for_selector(".rb-messages")
    return Text.objects.get(audience="patient").summary.removeprefix("<p>Rest the leg and keep moving.")


def ask_for_link(page: Page, address: str) -> None:
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("textbox").fill(address)
    page.keyboard.press("Enter")


def verdict(page: Page) -> str:
    line = page.locator("[data-verdict]:not([data-state=looking])[data-state]")
    line.wait_for()
    return line.inner_text()


def test_a_link_that_works_is_set(page: Page, links: str) -> None:
    ask_for_link(page, f"{links}/new")
    page.get_by_role("dialog").wait_for(state="hidden")

    assert saved(page) == f'<a href="{links}/new">{links}/new</a></p>'


def test_a_link_that_does_not_answer_can_be_used_all_the_same(page: Page, links: str) -> None:
    ask_for_link(page, f"{links}/missing")

    assert verdict(page) == "There is no such page (not found)."
    page.keyboard.press("Enter")
    assert saved(page) == f'<a href="{links}/missing">{links}/missing</a></p>'


@pytest.mark.parametrize(("button", "kept"), [("Use the new address", "/new"), ("Use it anyway", "/old")])
def test_a_link_that_moved_offers_both_addresses(button: str, kept: str, page: Page, links: str) -> None:
    ask_for_link(page, f"{links}/old")

    assert verdict(page) == f"It has moved to {links}/new."
    press(page, button)
    assert saved(page) == f'<a href="{links}{kept}">{links}{kept}</a></p>'


def test_what_is_no_link_is_asked_for_again(page: Page, links: str) -> None:
    ask_for_link(page, "javascript:alert(1)")

    assert verdict(page) == "A link begins with https://, http:// or mailto:."
    assert page.get_by_role("button", name="Use it anyway").count() == 0
    page.keyboard.press("Escape")
    page.keyboard.type(" On")
    assert saved(page) == " On</p>"


def test_keys_that_come_with_escape_are_typed_where_the_cursor_was(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").wait_for()

    # Closed and typed into in one task, as when both keys wait for a busy page.
    page.evaluate("document.getElementById('link-dialog').close(); document.execCommand('insertText', false, ' On')")

    page.keyboard.type("ward")
    assert saved(page) == " Onward</p>"


def test_a_dialog_opened_in_the_moment_the_cursor_moved_leads_back_to_where_it_went(page: Page) -> None:
    page.evaluate("""() => {
      const box = document.querySelector(".ProseMirror")
      getSelection().collapse(document.createTreeWalker(box.querySelector("p"), NodeFilter.SHOW_TEXT).nextNode(), 4)
      box.dispatchEvent(new KeyboardEvent("keydown", { key: "k", code: "KeyK", keyCode: 75, ctrlKey: true, bubbles: true }))
      document.getElementById("link-dialog").close()
    }""")
    page.keyboard.type("s now")

    assert page.get_by_role("dialog").count() == 0
    assert walking.editor(page, "Bottom line").inner_text() == "Rests now the leg and keep moving."


def test_several_works_are_cited_with_the_keyboard_alone(page: Page, draft: Article) -> None:
    page.keyboard.press("Alt+Shift+L")
    page.get_by_role("option").nth(2).wait_for()
    first = page.get_by_role("option").first.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("splints night")
    page.locator("[role=option]:only-child").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    chosen = page.get_by_role("list", name="In this citation").get_by_role("listitem").all_inner_texts()
    page.keyboard.press("Control+Enter")

    page.keyboard.type(" Then")
    assert first.split("\n")[0] == "A trial of walking"
    assert [entry.split("\n")[0] for entry in chosen] == ["A trial of walking", "Night splints"]
    assert saved(page) == '<cite data-key="doe-2020 roe-2019"></cite> Then</p>'
    draft.refresh_from_db()
    assert draft.reference_keys == ["doe-2020", "roe-2019"]


def test_keys_that_come_with_the_citation_are_typed_behind_it(page: Page) -> None:
    page.keyboard.press("Alt+Shift+L")
    page.get_by_role("option", name="A trial of walking").click()

    # Closed and typed into in one task, as when both keys wait for a busy page.
    page.evaluate(
        "document.getElementById('cite-dialog').close('set'); document.execCommand('insertText', false, ' Th')"
    )

    page.keyboard.type("en")
    assert saved(page) == '<cite data-key="doe-2020"></cite> Then</p>'


def test_keys_that_come_before_the_list_mean_the_list_of_the_words_that_were_typed(page: Page) -> None:
    page.keyboard.press("Alt+Shift+L")
    page.get_by_role("option").nth(2).wait_for()

    # In one task, long before anything is found for the words.
    page.evaluate("""() => {
      const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }))
      document.execCommand("insertText", false, "night")
      press("ArrowDown")
      press("Enter")
    }""")

    chosen = page.get_by_role("list", name="In this citation").get_by_role("listitem")
    chosen.wait_for()
    assert [entry.split("\n")[0] for entry in chosen.all_inner_texts()] == ["Night splints"]
    page.keyboard.press("Control+Enter")
    assert saved(page) == '<cite data-key="roe-2019"></cite></p>'


def test_a_label_of_an_import_is_bound_where_it_stands(page: Page, draft: Article, editor: Person) -> None:
    text = draft.texts.get(audience="patient")
    body = '<p>Rest.<cite data-key="unresolved:7"></cite></p>'
    actions.save_text(text, by=editor, summary=text.summary, body=body, description="x", base_revision=text.revision)
    page.reload()
    page.wait_for_selector("[data-ready]")
    walking.editor(page, "Text").locator("cite").click()
    page.keyboard.press("Alt+Shift+L")
    waiting = page.get_by_role("list", name="In this citation").inner_text()
    page.get_by_role("option", name="Splints by day").click()
    press(page, "Put the citation here")

    saved(page)
    assert waiting.split("\n")[:2] == ["7", "not bound to a reference yet"]
    assert Text.objects.get(pk=text.pk).body == '<p>Rest.<cite data-key="poe-2018"></cite></p>'


def test_a_work_is_taken_out_of_a_citation(page: Page) -> None:
    page.keyboard.press("Alt+Shift+L")
    for title in ("A trial of walking", "Night splints"):
        page.get_by_role("option", name=title).click()
    page.get_by_role("button", name="Take out: A trial of walking").click()
    press(page, "Put the citation here")

    assert saved(page) == '<cite data-key="roe-2019"></cite></p>'


def test_nothing_found_is_said_and_a_work_is_added_in_another_tab(page: Page) -> None:
    page.keyboard.press("Alt+Shift+L")
    page.keyboard.type("nobody wrote this")
    page.get_by_text("Nothing found.").wait_for()

    link = page.get_by_role("link", name="Add a reference (in a new tab; then search for it here)")
    assert link.get_attribute("target") == "_blank"


def test_a_work_that_the_library_does_not_have_is_looked_up_and_cited(page: Page, services: Services) -> None:
    services.works["10.5555/legs.1"] = crossref_work("10.5555/legs.1")
    page.keyboard.press("Alt+Shift+L")
    page.get_by_role("combobox").fill("https://doi.org/10.5555/LEGS.1")
    page.get_by_role("option", name="Look up DOI 10.5555/legs.1 and cite it").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    chosen = page.get_by_role("list", name="In this citation").get_by_role("listitem")
    chosen.wait_for()
    assert chosen.all_inner_texts()[0].split("\n")[0] == "Walking for sore legs"
    page.keyboard.press("Control+Enter")
    key = Reference.objects.get(doi="10.5555/legs.1").key
    assert saved(page) == f'<cite data-key="{key}"></cite></p>'


def test_that_a_work_cannot_be_looked_up_is_said_in_the_dialog(page: Page, services: Services) -> None:
    page.keyboard.press("Alt+Shift+L")
    page.get_by_role("combobox").fill("10.5555/nothing")
    page.get_by_role("option", name="Look up DOI 10.5555/nothing and cite it").click()

    page.get_by_text("Crossref knows no work with the DOI 10.5555/nothing.").wait_for()


@pytest.mark.parametrize("keys", ["Control+k", "Alt+Shift+L", "Alt+Shift+M"])
def test_the_dialogs_have_no_violation(keys: str, page: Page) -> None:
    walking.editor(page, "Text").click()
    page.keyboard.press(keys)
    page.get_by_role("dialog").wait_for()
    page.wait_for_timeout(300)

    assert violations(page) == {}
