"""Pictures in a real browser: chosen, pasted and dropped ones are described, sent, and stand in the text."""

from __future__ import annotations

import base64
import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from articles import actions
from articles.models import Article, Image, Person, Text
from tests import pictures
from tests.browser import walking
from tests.browser.test_accessibility import violations
from tests.browser.test_pasting import PASTE, said
from tests.browser.walking import OpenPage, press

# Puts a file into the clipboard or under the mouse, as the browser does.
GIVE = """([kind, bytes, html]) => {
  const data = new DataTransfer()
  data.items.add(new File([Uint8Array.from(bytes)], "leg.png", { type: "image/png" }))
  if (html) data.setData("text/html", html)
  const box = document.querySelectorAll(".ProseMirror")[1]
  const { left, top } = box.getBoundingClientRect()
  const options = { bubbles: true, cancelable: true, clientX: left + 40, clientY: top + 40 }
  box.dispatchEvent(
    kind === "paste"
      ? new ClipboardEvent("paste", { ...options, clipboardData: data })
      : new DragEvent("drop", { ...options, dataTransfer: data }),
  )
}"""


@pytest.fixture
def page(open_page: OpenPage, draft: Article, editor: Person) -> Page:
    page = open_page(as_=editor)
    page.goto(reverse("desk:article_edit", args=[draft.pk, "patient"]))
    page.wait_for_selector("[data-ready]")
    walking.cursor_behind(walking.editor(page, "Text").get_by_text("Most people"))
    return page


def describe(page: Page, alt: str = "A leg from the side", caption: str = "The leg") -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Text alternative").fill(alt)
    dialog.get_by_label("Caption").fill(caption)
    press(page, "Put the image here")
    dialog.wait_for(state="hidden")


def saved(page: Page) -> str:
    with page.expect_navigation():
        press(page, "Save")
    page.wait_for_selector(".rb-messages")
    return Text.objects.get(audience="patient").body


def figure(alt: str = "A leg from the side", caption: str = "The leg") -> str:
    return f'<figure><img alt="{alt}" src="{Image.objects.get().address}"><figcaption>{caption}</figcaption></figure>'


def test_a_chosen_picture_stands_where_the_cursor_was(page: Page, draft: Article) -> None:
    page.keyboard.press("Alt+Shift+M")
    page.get_by_role("dialog").get_by_label("Picture", exact=True).set_input_files(
        {"name": "leg.gif", "mimeType": "image/gif", "buffer": pictures.moving()}
    )

    describe(page)

    shown = walking.editor(page, "Text").locator("figure img")
    shown.wait_for()
    assert shown.evaluate("image => image.complete && image.naturalWidth") == 60
    assert said(page) == ["Only the first frame of the moving picture is kept."]
    assert saved(page).endswith(figure())


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_a_picture_that_is_pasted_or_dropped_is_asked_about(kind: str, page: Page) -> None:
    page.evaluate(GIVE, [kind, list(pictures.png()), ""])

    describe(page)

    assert figure() in saved(page)


def test_words_on_the_clipboard_go_before_their_picture(page: Page) -> None:
    """Word and Excel put a drawing of the words beside the words."""
    page.evaluate(GIVE, ["paste", list(pictures.png()), "<p>Copied cells</p>"])

    assert page.get_by_role("dialog").count() == 0
    assert "Copied cells" in saved(page)


def test_a_picture_inside_pasted_html_is_asked_about(page: Page) -> None:
    address = "data:image/png;base64," + base64.b64encode(pictures.png()).decode()
    page.evaluate(PASTE, [f'<p>before</p><p><img src="{address}" alt="Knee"></p><p>after</p>', ""])

    assert page.get_by_role("dialog").get_by_label("Text alternative").input_value() == "Knee"
    describe(page)

    body = saved(page)
    assert re.findall("before|after|<figure>", body) == ["before", "after", "<figure>"]
    assert "data:" not in body


def test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost(page: Page) -> None:
    page.keyboard.press("Alt+Shift+M")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Picture", exact=True).set_input_files(
        {"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b"<svg onload='alert(1)'/>"}
    )
    dialog.get_by_label("Text alternative").fill("A drawing")
    dialog.get_by_label("A patient can be recognised").check()
    press(page, "Put the image here")
    dialog.locator("[data-problem] p").first.wait_for()
    consent = dialog.locator("[data-problem]").inner_text()
    dialog.get_by_label("Consent").fill("Signed 1 May 2026, archive 12")
    press(page, "Put the image here")
    dialog.get_by_text("An SVG picture").wait_for()

    assert consent == "Say who consented to the picture of a patient, when, and where the signed form is kept."
    assert dialog.get_by_label("Text alternative").input_value() == "A drawing"
    assert Image.objects.count() == 0
    page.keyboard.press("Escape")
    page.keyboard.type(" More")
    assert "More" in saved(page)


def test_the_words_of_a_picture_are_changed_in_the_text(page: Page) -> None:
    page.evaluate(GIVE, ["paste", list(pictures.png()), ""])
    describe(page)
    walking.editor(page, "Text").locator("figure img").click()
    page.keyboard.press("Alt+Shift+M")
    page.get_by_role("dialog").get_by_label("What the picture shows").fill("Another")
    press(page, "Use these words")

    assert figure("Another") in saved(page)


@pytest.fixture
def library(editor: Person) -> Image:
    about = actions.AboutImage(alt="The nerves of the leg", caption="Nerves", credit="A. Artist", licence="CC BY 4.0")
    return actions.add_image(pictures.png(), by=editor, about=about).image


def test_a_picture_of_the_library_is_put_in_by_keyboard_in_words_of_this_text(page: Page, library: Image) -> None:
    page.keyboard.press("Alt+Shift+M")
    page.get_by_role("combobox").focus()
    page.keyboard.type("artist nerv")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("option", name="The nerves of the leg").wait_for()
    dialog.get_by_text("Pictures found: 1").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    facts = dialog.locator("[data-facts]").inner_text()
    page.keyboard.press("Control+a")
    page.keyboard.type("A leg from the side")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("The leg")
    page.keyboard.press("Enter")
    dialog.wait_for(state="hidden")

    assert facts == f"60 × 40 pixels, {library.size}\u00a0bytes · A. Artist. CC BY 4.0"
    assert saved(page).endswith(figure())
    library.refresh_from_db()
    assert (library.alt, Image.objects.count()) == ("The nerves of the leg", 1)


def test_a_taken_picture_is_given_back_for_a_file_and_wants_words(page: Page, library: Image) -> None:
    page.keyboard.press("Alt+Shift+M")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox").click()
    dialog.get_by_role("option").click()
    dialog.get_by_label("Text alternative").fill(" ")
    press(page, "Put the image here")
    problem = dialog.locator("[data-problem]").inner_text()
    shown = dialog.get_by_label("Credit").is_visible()
    press(page, "Choose another picture")
    dialog.get_by_label("Picture", exact=True).set_input_files(
        {"name": "leg.png", "mimeType": "image/png", "buffer": pictures.png(99, 9)}
    )

    describe(page)

    assert (problem, shown) == ("Say in words what the picture shows, for readers who do not see it.", False)
    assert Image.objects.count() == 2
    assert library.address not in saved(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_of_pictures_is_accessible(
    open_page: OpenPage, draft: Article, editor: Person, library: Image, scheme: str
) -> None:
    page = open_page(as_=editor, color_scheme=scheme, viewport=walking.PHONE)
    page.goto(reverse("desk:article_edit", args=[draft.pk, "patient"]))
    page.wait_for_selector("[data-ready]")
    walking.editor(page, "Text").click()
    page.keyboard.press("Alt+Shift+M")
    page.get_by_role("combobox").focus()
    page.get_by_role("dialog").get_by_role("option").wait_for()

    assert violations(page) == {}
