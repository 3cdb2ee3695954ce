"""The editor in a real browser: it holds the whole dialect, writes what is typed, and breaks no security policy."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page

from articles import actions
from articles.models import Article, Person, Text
from articles.text.dialect import canonical
from tests import tiers
from tests.browser import walking
from tests.browser.walking import OpenPage, press

EVERYTHING = """
<h2>CO<sub>2</sub> and 10<sup>9</sup>/L<cite data-key="a:b unresolved:1"></cite></h2>
<p>e<sup>x<sup>2</sup></sup> and a<sub>i<sup>2</sup></sub> <strong>bold <em>both</em></strong>
<a href="https://example.org/a?b=1&amp;c=2"><strong>link</strong> <code>x</code></a>
5\u00a0mg &lt; 6 &amp; "q"<br>next <dfn>term</dfn>.<cite data-key="doe-2020"></cite> <strong><code>bc</code></strong>
<a href="mailto:a@b.org">mail</a></p>
<ol start="3"><li>three<ul><li>nested<ol><li>deep</li></ol></li></ul></li><li><p>one</p><p>two</p></li>
<li>x<aside data-kind="note"><p>in an item</p></aside></li>
<li><table><caption>c</caption><tbody><tr><td>1</td></tr></tbody></table></li></ol>
<table><caption>Doses of H<sub>2</sub>O<cite data-key="k"></cite></caption>
<thead><tr><th>Drug</th><th colspan="2">Dose</th></tr></thead>
<tbody><tr><th>A</th><td>5 mg<ul><li>a</li></ul></td><td></td></tr>
<tr><td rowspan="2">B</td><td>x</td><td>y</td></tr><tr><td>1</td><td><p>p</p><p>q</p></td></tr></tbody></table>
<blockquote><p>Quoted</p><ul><li>l</li></ul></blockquote>
<figure><img src="/images/{digest}.png" alt="A &quot;spine&quot;">
<figcaption>Cap <em>x</em><cite data-key="k"></cite></figcaption></figure>
<figure><img src="/images/{digest}.png" alt=""></figure>
<aside data-kind="emergency"><h3>Call</h3><p>now</p><aside data-kind="note"><p>n</p></aside>
<section data-kind="question"><h3>Inner?</h3><p>y</p></section></aside>
<section data-kind="question"><h3>Can I walk?</h3><p>Yes</p><h4>How far</h4></section>
<section data-kind="question"><h3>Only?</h3></section>
<p><cite data-key="k"></cite></p>
""".format(digest="a" * 64)

ROUND_TRIP = """async (html) => {
  const parts = await import("/static/django_prose_editor/editor.js")
  const { schema, opened, closed } = await import("/static/js/editor/schema.js")
  const element = document.createElement("div")
  const editor = new parts.Editor({ element, injectCSS: false, extensions: schema(parts, {}), content: opened(html) })
  editor.commands.insertContentAt(0, { type: "paragraph", content: [{ type: "text", text: "typed" }] })
  return closed(editor.getHTML())
}"""


@pytest.fixture
def page(open_page: OpenPage, draft: Article, editor: Person) -> Page:
    """The editing page of the patient text."""
    page = open_page(as_=editor)
    page.goto(reverse("desk:article_edit", args=[draft.pk, "patient"]))
    page.wait_for_selector("[data-ready]")
    return page


def choose(page: Page, tools: Locator, menu: str, command: str) -> None:
    """From a menu of the tool bar, by mouse."""
    tools.get_by_role("button", name=menu).click()
    page.locator("[data-menu]:popover-open").get_by_text(command, exact=True).click()


def save(page: Page) -> None:
    with page.expect_navigation():
        press(page, "Save")
    page.wait_for_selector(".rb-messages")


def sample_texts() -> list[str]:
    folder = tiers.ROOT / "workflows/samples/articles"
    return [path.read_text() for path in sorted(Path(folder).glob("*/*.html"))]


def test_the_editor_holds_the_whole_dialect(page: Page) -> None:
    texts = [canonical(text) for text in (EVERYTHING, *sample_texts())]

    written = [canonical(page.evaluate(ROUND_TRIP, text)) for text in texts]

    assert written == ["<p>typed</p>\n" + text for text in texts]


def test_typing_beside_a_citation_is_saved_as_the_dialect(page: Page, draft: Article) -> None:
    walking.editor(page, "Bottom line").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Walk 5 km")
    page.get_by_role("toolbar", name="Formatting: Bottom line").get_by_role("button", name="Superscript").click()
    page.keyboard.type("2")
    page.get_by_role("toolbar", name="Formatting: Bottom line").get_by_role("button", name="Cite").click()
    page.get_by_role("option", name="A trial of walking").click()
    press(page, "Put the citation here")

    save(page)

    summary = Text.objects.get(article=draft, audience="patient").summary
    added = ' Walk 5 km<sup>2</sup><cite data-key="doe-2020"></cite>'
    assert summary == f"<p>Rest the leg and keep moving.{added}</p>"


def test_a_text_that_was_only_looked_at_stays_as_it_was(page: Page, draft: Article) -> None:
    save(page)

    assert page.locator(".rb-messages").inner_text() == "Nothing had changed, so nothing was saved."
    assert Article.objects.get().revision == draft.revision


def test_a_box_takes_a_table_with_its_caption(page: Page, draft: Article) -> None:
    tools = page.get_by_role("toolbar", name="Formatting: Text")
    walking.cursor_behind(walking.editor(page, "Text").get_by_role("heading"))
    page.keyboard.type("?")
    walking.editor(page, "Text").get_by_role("heading", name="What helps?").wait_for()
    choose(page, tools, "Table", "Insert a table")
    page.keyboard.type("Drug")
    choose(page, tools, "Table", "Caption")
    page.keyboard.type("Doses")
    choose(page, tools, "Box", "Warning")

    save(page)

    body = Text.objects.get(article=draft, audience="patient").body
    assert body.startswith(
        '<h2>What helps?</h2>\n<aside data-kind="warning">\n<table>\n<caption>Doses</caption>\n<thead>\n<tr><th scope="col">Drug</th>'
    )


def test_unsaved_words_are_not_left_without_a_question(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    walking.editor(page, "Bottom line").click()
    page.keyboard.type("More")

    with page.expect_event("dialog"):
        page.get_by_role("link", name="Articles", exact=True).click(no_wait_after=True)

    assert asked == ["beforeunload"]
    assert "/edit/patient/" in page.url


def test_two_editors_see_both_texts(page: Page, draft: Article, other_editor: Person) -> None:
    text = draft.texts.get(audience="patient")
    actions.save_text(
        text, by=other_editor, summary="<p>Theirs.</p>", body=text.body, description="x", base_revision=text.revision
    )
    walking.editor(page, "Bottom line").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Mine.")
    press(page, "Save")

    page.get_by_role("heading", name="Two people changed this text").wait_for()
    page.get_by_label("Mine, in place of theirs").first.check()
    press(page, "Save with these choices")
    page.wait_for_selector(".rb-messages")

    assert Text.objects.get(pk=text.pk).summary == "<p>Rest the leg and keep moving. Mine.</p>"


IN_SIGHT = """() => {
  const tab = document.querySelector("nav[aria-label=Audience] [aria-current]").getBoundingClientRect()
  return tab.left >= 0 && tab.right <= innerWidth
}"""


def test_on_a_phone_the_text_begins_on_the_first_screen(open_page: OpenPage, draft: Article, editor: Person) -> None:
    page = open_page(as_=editor, viewport=walking.PHONE)
    page.goto(reverse("desk:article_edit", args=[draft.pk, "clinician"]))
    page.wait_for_selector("[data-ready]")

    words = walking.editor(page, "Bottom line").bounding_box()
    preview = page.get_by_role("link", name="Preview what is saved")
    folded = preview.is_hidden()
    page.get_by_text("preview, texts together").click()

    assert words is not None
    assert words["y"] < walking.PHONE["height"] * 0.6
    assert page.evaluate(IN_SIGHT)
    assert (folded, preview.is_visible()) == (True, True)


def test_where_there_is_room_nothing_is_folded(page: Page) -> None:
    preview = page.get_by_role("link", name="Preview what is saved")
    before = preview.is_visible()

    page.set_viewport_size(walking.PHONE)
    preview.wait_for(state="hidden")
    page.set_viewport_size(walking.DESKTOP)
    preview.wait_for()

    assert before
