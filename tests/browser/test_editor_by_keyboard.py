"""The editor without a mouse: tables, boxes, signs, the way out, help and outline; and what it says beside the text."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from articles.models import Article, Person, Text
from tests.browser import walking
from tests.browser.walking import PHONE, OpenPage
from tests.universe import write

TABLE = (
    "<p>Before</p>\n<table>\n<caption>Doses</caption>\n<thead>\n"
    '<tr><th scope="col">Drug</th><th scope="col">Dose</th></tr>\n</thead>\n<tbody>\n'
    "<tr><td>A</td><td>1 mg</td></tr>\n</tbody>\n</table>\n<p>After</p>"
)
UNNAMED = """async () => {
  const { commandNamed } = await import("/static/js/editor/registry.js")
  const names = [...document.querySelectorAll("[data-command]")].map((button) => button.dataset.command)
  const bound = JSON.parse(document.getElementById("editor-bindings").textContent).map(({ name }) => name)
  return [...names, ...bound].filter((name) => !commandNamed(name))
}"""
# Chromium tells of a moved cursor a moment after it moved, which no person's next key outruns.
FRAME = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
# The editor sets its cursor once more 20 ms after it got the focus.
SETTLED = "new Promise((done) => setTimeout(done, 40))"
FOCUSED = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim()"
SMALL = """least => [...document.querySelectorAll("[data-toolbar] button:not([aria-hidden], [role^=menuitem])")]
  .filter((button) => button.offsetWidth < least || button.offsetHeight < least).map((button) => button.title)"""


@pytest.fixture
def page(open_page: OpenPage, draft: Article, editor: Person) -> Page:
    return opened(open_page, draft, editor)


def opened(open_page: OpenPage, article: Article, editor: Person, **context: object) -> Page:
    """The patient text, with the cursor at the end of its body."""
    page = open_page(as_=editor, **context)
    page.goto(reverse("desk:article_edit", args=[article.pk, "patient"]))
    page.wait_for_selector("[data-ready]")
    walking.editor(page, "Text").focus()
    keys(page, "Control+End")
    return page


def keys(page: Page, *presses: str) -> None:
    """Each a key with its modifiers, or words to type."""
    page.evaluate(SETTLED)
    for press in presses:
        if press.startswith("“"):
            page.keyboard.type(press.strip("“”"))
        else:
            page.keyboard.press(press)
            page.evaluate(FRAME)


def saved(page: Page) -> str:
    # The message of a former save may still stand there.
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.wait_for_selector("[data-ready]")
    return Text.objects.get(audience="patient").body


def test_a_table_is_made_filled_and_left(page: Page, draft: Article, editor: Person) -> None:
    keys(page, "Alt+Shift+G", "g", "“Drug”", "Tab", "“Dose”", "Tab", "Alt+Shift+G", "e")
    keys(page, "Alt+Shift+G", "d", "Escape", "“After.”")

    assert saved(page).partition("</cite></p>\n")[2] == (
        '<table>\n<thead>\n<tr><th scope="col">Drug</th><th scope="col">Dose</th></tr>\n</thead>\n'
        "<tbody>\n<tr><td></td><td></td></tr>\n</tbody>\n</table>\n<p>After.</p>"
    )


def test_cells_are_selected_and_merged(open_page: OpenPage, draft: Article, editor: Person) -> None:
    write(draft, "patient", TABLE, by=editor)
    page = opened(open_page, draft, editor)
    walking.editor(page, "Text").get_by_text("Drug").click()

    keys(page, "End", "Shift+ArrowRight", "Alt+Shift+G", "m", "Escape", "“!”")

    assert saved(page).replace("\n", "").partition("<thead>")[2] == (
        '<tr><th colspan="2" scope="col"><p>Drug</p><p>Dose</p></th></tr></thead>'
        "<tbody><tr><td>A</td><td>1 mg</td></tr></tbody></table><p>!After</p>"
    )


def test_a_block_is_put_into_a_warning_and_left(page: Page) -> None:
    keys(page, "Enter", "“Not with alcohol.”", "Alt+Shift+O", "w", "Escape", "“After.”")

    assert saved(page).partition("</cite></p>\n")[2] == (
        '<aside data-kind="warning">\n<p>Not with alcohol.</p>\n</aside>\n<p>After.</p>'
    )


def test_a_question_is_written_before_its_answer(page: Page) -> None:
    keys(page, "Enter", "Alt+Shift+Q", "“Can I walk?”", "ArrowDown", "“Yes.”", "Escape", "“After.”")

    assert saved(page).partition("</cite></p>\n")[2] == (
        '<section data-kind="question">\n<h3>Can I walk?</h3>\n<p>Yes.</p>\n</section>\n<p>After.</p>'
    )


def test_signs_are_found_by_name_and_raised_figures_become_marks(page: Page) -> None:
    keys(
        page, "Enter", "Alt+Shift+S", "“at least”", "Enter", "“ 10”", "Alt+Shift+S", "“superscript 9”", "Enter", "“/L”"
    )

    assert saved(page).partition("</cite></p>\n")[2] == "<p>≥ 10<sup>9</sup>/L</p>"


def test_signs_are_walked_by_arrow_keys(page: Page) -> None:
    keys(page, "Enter", "Alt+Shift+S", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowUp", "Enter")

    assert saved(page).partition("</cite></p>\n")[2] == "<p>≤</p>"


def test_blocks_move_and_a_caption_stays_with_its_table(open_page: OpenPage, draft: Article, editor: Person) -> None:
    write(draft, "patient", TABLE, by=editor)
    page = opened(open_page, draft, editor)

    keys(page, "Alt+Shift+ArrowUp", "“!”")
    first = saved(page).replace("\n", "")
    walking.editor(page, "Text").get_by_text("1 mg").click()
    keys(page, "Alt+Shift+ArrowUp", "Alt+Shift+ArrowUp", "Alt+Shift+ArrowUp")

    assert first.startswith("<p>Before</p><p>After!</p><table><caption>Doses</caption>")
    assert saved(page).replace("\n", "").startswith("<table><caption>Doses</caption>")
    assert saved(page).endswith("<p>Before</p>\n<p>After!</p>")


def test_the_tab_key_leads_out_of_a_list(page: Page) -> None:
    keys(page, "Enter", "Alt+Shift+8", "“one”", "Enter", "“two”", "Alt+Shift+.", "Tab")

    assert page.evaluate("document.activeElement.name") == "description"
    assert saved(page).partition("</cite></p>\n")[2].replace("\n", "") == "<ul><li>one<ul><li>two</li></ul></li></ul>"


def test_formatting_is_cleared_but_a_raised_figure_stays_raised(
    open_page: OpenPage, draft: Article, editor: Person
) -> None:
    write(draft, "patient", "<p><strong>About</strong> <em>10<sup>9</sup></em></p>", by=editor)
    page = opened(open_page, draft, editor)

    keys(page, "Control+a", "Alt+Shift+0")

    assert saved(page) == "<p>About 10<sup>9</sup></p>"


def test_the_tool_bar_is_one_stop_that_arrow_keys_walk(page: Page) -> None:
    keys(page, "Alt+F10")
    first = page.evaluate(FOCUSED)
    keys(page, "ArrowRight", "ArrowRight")
    third = page.evaluate(FOCUSED)
    keys(page, "End")
    last = page.evaluate(FOCUSED)
    stops = page.locator("#id_body_label ~ section [data-tools] [tabindex='0']").count()
    keys(page, "Escape", "“!”")

    assert (first, third, last, stops) == ("Kind of paragraph: Paragraph", "Italic", "Help with the editor", 1)
    assert saved(page).endswith("!</p>")


def test_every_button_and_key_has_a_command_and_every_button_its_keys_in_its_title(page: Page) -> None:
    buttons = page.locator("[data-toolbar] .rb-tools__button:not([popovertarget])")

    titles = [button.get_attribute("title") or "" for button in buttons.all()]

    assert page.evaluate(UNNAMED) == []
    assert [title for title in titles if not title.endswith(")") or "()" in title] == []


def test_help_leads_back_to_the_cursor_though_the_text_was_marked_meanwhile(page: Page) -> None:
    keys(page, "Control+/")
    page.get_by_role("dialog", name="Help with the editor").wait_for()
    page.locator(".ProseMirror [class*=rb-noticed]").first.wait_for(state="attached")
    keys(page, "Escape", "“!”")

    assert saved(page).endswith("!</p>")


def test_a_key_that_comes_with_the_end_of_help_is_typed_at_the_cursor(page: Page) -> None:
    keys(page, "Control+/")
    page.get_by_role("dialog", name="Help with the editor").wait_for()

    # Closed and typed into in one task, as when both keys wait for a busy page.
    page.evaluate("document.getElementById('help-dialog').close(); document.execCommand('insertText', false, '!')")

    assert saved(page).endswith("!</p>")


def test_the_outline_is_nested_says_where_one_is_and_leads_there(
    open_page: OpenPage, draft: Article, editor: Person
) -> None:
    write(draft, "patient", "<h2>A</h2>\n<p>x</p>\n<h3>B</h3>\n<p>y</p>\n<h2>C</h2>\n<p>z</p>", by=editor)
    page = opened(open_page, draft, editor)
    outline = page.get_by_role("navigation", name="Outline")
    outline.locator("[aria-current]", has_text="C").wait_for()

    keys(page, "Alt+Shift+H", "Shift+Tab", "Enter", "End", "“!”")
    outline.get_by_text("B!").wait_for()

    assert outline.locator("ol ol a").all_inner_texts() == ["B!"]
    assert outline.locator("[aria-current]").all_inner_texts() == ["B!"]
    assert "<h3>B!</h3>" in saved(page)


def test_words_are_counted_and_said_when_asked(page: Page) -> None:
    keys(page, "“ two more”", "Control+Shift+ArrowLeft", "Control+Shift+ArrowLeft")
    selected = page.locator("[data-count=selected]")
    selected.get_by_text("2", exact=True).wait_for()
    keys(page, "Alt+Shift+N")
    spoken = page.locator("[data-spoken]")
    spoken.get_by_text("Words").wait_for()

    assert spoken.inner_text() == "Words: 11. Selected: 2. Time to read: about 1 minutes."


def test_citations_carry_the_numbers_that_readers_see(open_page: OpenPage, draft: Article, editor: Person) -> None:
    write(
        draft,
        "patient",
        '<p>a<cite data-key="unresolved:7"></cite> b<cite data-key="doe-2020 unresolved:7"></cite></p>',
        by=editor,
        summary='<p>s<cite data-key="doe-2020"></cite></p>',
    )
    page = opened(open_page, draft, editor)

    chips = page.locator("cite[data-key]")
    shown = [chip.get_attribute("data-number") for chip in chips.all()]
    keys(page, "ArrowLeft")

    assert shown == ["[1]", "[2] ?", "[1, 2] ?"]
    assert chips.nth(1).get_attribute("title") == "2. Citation “7” of the source is bound to no reference yet"
    assert page.locator("cite.ProseMirror-selectednode").count() == 1


def test_s16_a_second_emergency_card_is_noticed(open_page: OpenPage, draft: Article, editor: Person) -> None:
    write(draft, "patient", '<aside data-kind="emergency">\n<p>Call.</p>\n</aside>\n<p>Go.</p>', by=editor)
    page = opened(open_page, draft, editor)
    notice = page.locator("[data-emergencies]")
    before = notice.text_content()

    keys(page, "Alt+Shift+O", "e")
    notice.get_by_text("more than one emergency card").wait_for()

    assert before == ""
    assert page.locator("aside[data-again]").count() == 1
    assert page.locator("aside[data-again]").inner_text() == "Go."


@pytest.mark.parametrize(("size", "least"), [(None, 24), (PHONE, 44)], ids=["desktop", "phone"])
def test_buttons_are_large_enough(
    open_page: OpenPage, draft: Article, editor: Person, size: object, least: int
) -> None:
    page = opened(open_page, draft, editor, **({"viewport": size} if size else {}))

    assert page.evaluate(SMALL, least) == []


def test_a_phone_shows_that_the_tool_bar_has_more(open_page: OpenPage, draft: Article, editor: Person) -> None:
    page = opened(open_page, draft, editor, viewport=PHONE)
    more = page.locator(".rb-toolbar__more").last

    seen = more.is_visible()
    for _ in range(12):
        if more.is_visible():
            more.click()
            page.wait_for_timeout(50)

    assert seen
    assert not more.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_selected_words_are_looked_for_in_all_texts_by_key(page: Page, draft: Article) -> None:
    walking.editor(page, "Text").get_by_text("Most people").dblclick(position={"x": 4, "y": 8})
    page.evaluate(SETTLED)

    page.keyboard.press("Alt+Shift+f")

    page.wait_for_url(f"**{reverse('desk:article_find', args=[draft.pk])}?words=Most")
    assert page.get_by_label("Find", exact=True).input_value() == "Most"
