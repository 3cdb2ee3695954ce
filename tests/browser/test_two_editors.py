"""Two people in one article: they see each other, different passages merge, the same passage is asked about."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article, Person
from tests.browser import walking
from tests.browser.walking import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)


def edit(page: Page, draft: Article, audience: str = "patient") -> Page:
    page.goto(reverse("desk:article_edit", args=[draft.pk, audience]))
    page.wait_for_selector("[data-keeping]")
    return page


def save(page: Page) -> None:
    page.keyboard.press("Control+s")
    page.get_by_text("Saved as revision").wait_for()


def test_editors_see_each_other_and_what_the_other_saved(
    open_page: OpenPage, draft: Article, editor: Person, other_editor: Person
) -> None:
    his = edit(open_page(as_=other_editor), draft, "clinician")
    hers = edit(open_page(as_=editor), draft)
    here = hers.locator("#others-here")
    expect(here).to_have_text("Otto Editor is in the health professionals' text.")

    edit(his, draft)
    walking.write_bottom_line(his, "Quite. ")
    save(his)
    walking.continue_sentence(hers, "Most people get better", " Walk daily.")

    expect(here).to_contain_text("Otto Editor is editing this text too.")
    expect(hers.locator("#saved-since")).to_contain_text("Yours will be merged when you save.")


def test_changes_of_different_passages_are_merged_and_told(
    open_page: OpenPage, draft: Article, editor: Person, other_editor: Person
) -> None:
    hers, his = edit(open_page(as_=editor), draft), edit(open_page(as_=other_editor), draft)
    walking.continue_sentence(hers, "What helps", " at home")
    walking.continue_sentence(his, "Most people get better", " Swim weekly.")

    save(hers)
    save(his)

    body = draft.texts.get(audience="patient").body
    assert ("What helps at home" in body, "Swim weekly." in body) == (True, True)
    his.get_by_role("link", name="See what they changed").click()
    expect(his.locator("ins", has_text="at home")).to_be_visible()


def tab_to(page: Page, what: str) -> None:
    """Presses Tab until the element has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(what) => document.activeElement.matches(what)", what):
            return
    pytest.fail(f"Tab does not lead to {what}")


def test_a_conflict_is_settled_by_keyboard_alone(
    open_page: OpenPage, draft: Article, editor: Person, other_editor: Person
) -> None:
    hers, his = edit(open_page(as_=editor), draft), edit(open_page(as_=other_editor), draft)
    walking.continue_sentence(hers, "Most people get better", " Walk daily.")
    walking.continue_sentence(his, "Most people get better", " Swim weekly.")
    save(hers)

    his.keyboard.press("Control+s")
    his.get_by_role("heading", name="Two people changed this text").wait_for()
    assert his.locator(".rb-conflict__side h4").all_inner_texts() == ["Before", "Theirs: Edith Editor", "Yours"]
    tab_to(his, "input[type=radio]")
    his.keyboard.press("Space")
    his.keyboard.press("ArrowDown")
    tab_to(his, "form.rb-conflicts button")
    his.keyboard.press("Enter")
    his.get_by_text("Saved as revision").wait_for()

    body = draft.texts.get(audience="patient").body
    assert ("Walk daily." in body, "Swim weekly." in body) == (False, True)
    assert other_editor.working_copies.count() == 0


def test_a_conflict_goes_on_in_the_editor_with_what_was_chosen(
    open_page: OpenPage, draft: Article, editor: Person, other_editor: Person
) -> None:
    hers, his = edit(open_page(as_=editor), draft), edit(open_page(as_=other_editor), draft)
    walking.continue_sentence(hers, "Most people get better", " Walk daily.")
    walking.continue_sentence(his, "Most people get better", " Swim weekly.")
    save(hers)
    walking.press(his, "Save")

    his.get_by_label("Both, theirs first").check()
    walking.press(his, "Go on in the editor with these choices")
    his.wait_for_selector("[data-keeping]")
    expect(walking.editor(his, "Text")).to_contain_text("Walk daily.")
    walking.press(his, "Save")
    his.get_by_text("Saved as revision").wait_for()

    body = draft.texts.get(audience="patient").body
    assert ("Walk daily." in body, "Swim weekly." in body) == (True, True)
