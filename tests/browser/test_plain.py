"""What makes a text hard is marked in the editor and replaced with one click, and from a page without scripts."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, Person
from tests.browser import walking
from tests.browser.walking import PHONE, OpenPage
from tests.universe import PATIENT, write

pytestmark = pytest.mark.django_db(transaction=True)
HARD = "<p>You may <strong>utilise</strong> a stick. The stick is carried on the good side.</p>"


def test_a_hard_word_is_marked_in_the_text_and_replaced_with_one_click(
    open_page: OpenPage, draft: Article, editor: Person
) -> None:
    write(draft, "patient", f"{PATIENT}\n{HARD}", by=editor)
    page = open_page(as_=editor)
    page.goto(reverse("desk:article_edit", args=[draft.pk, "patient"]))
    page.wait_for_selector("[data-ready]")
    marks = page.locator(".ProseMirror .rb-noticed--plain")
    expect(marks).to_have_text(["utilise", "is carried"], timeout=20_000)

    page.get_by_role("button", name="Write “use”").click()

    expect(walking.editor(page, "Text")).to_contain_text("You may use a stick.")
    expect(marks).to_have_text(["is carried"], timeout=20_000)
    with page.expect_navigation():
        walking.press(page, "Save")
    page.locator(".rb-messages").wait_for()
    assert draft.texts.get(audience="patient").body == f"{PATIENT}\n{HARD.replace('utilise', 'use')}"


def test_a_hard_word_is_replaced_on_a_phone_without_scripts(
    open_page: OpenPage, draft: Article, editor: Person
) -> None:
    write(draft, "patient", f"{PATIENT}\n{HARD}", by=editor)
    page = open_page(as_=editor, java_script_enabled=False, viewport=PHONE)
    page.goto(reverse("desk:article_plain", args=[draft.pk, "patient"]))

    with page.expect_navigation():
        page.get_by_role("button", name="Write “use” for “utilise”").click()

    assert walking.told(page) == ["Replaced, as a revision of its own."]
    assert page.locator(".rb-plain__mark").all_inner_texts() == ["is carried"]
    assert draft.texts.get(audience="patient").body == f"{PATIENT}\n{HARD.replace('utilise', 'use')}"
