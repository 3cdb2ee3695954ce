"""Comments in a real browser: on selected words, answered, suggested and accepted, and never lost; by mouse and by keyboard."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles import actions
from articles.actions.conversation import Said
from articles.models import Article, Comment, Person, Text, Thread
from articles.text.quotes import Spot
from tests.browser import walking
from tests.browser.walking import OpenPage, press
from tests.universe import PATIENT, SUMMARY
from workflows.models import Review

WEEKS = Spot(quote="6 weeks")


@pytest.fixture
def page(open_page: OpenPage, draft: Article, editor: Person) -> Page:
    """The editing page of the patient text."""
    page = open_page(as_=editor)
    opened(page, draft)
    return page


def opened(page: Page, draft: Article) -> None:
    page.goto(reverse("desk:article_edit", args=[draft.pk, "patient"]))
    page.wait_for_selector("[data-ready]")


def select(page: Page, words: str) -> None:
    """Select words of the text as Shift and the arrows do; once more where a key came before the click was through."""
    for _attempt in range(5):
        walking.editor(page, "Text").get_by_text(words).first.click()
        page.wait_for_timeout(50)
        page.keyboard.press("Home")
        line = walking.editor(page, "Text").locator("p").first.inner_text()
        for _ in range(line.index(words)):
            page.keyboard.press("ArrowRight")
        for _ in words:
            page.keyboard.press("Shift+ArrowRight")
        page.wait_for_timeout(50)
        if page.evaluate("getSelection().toString()") == words:
            return
    pytest.fail(f"could not select {words!r}")


def say(draft: Article, by: Person, body: str, suggestion: str | None = None) -> Thread:
    said = Said(body, suggestion)
    return actions.open_thread(draft, by=by, audience="patient", passage=WEEKS, said=said)


MARKED = """(words) =>
    [...document.querySelectorAll(".ProseMirror .rb-passage")].map((part) => part.innerText).join("") === words"""


def expect_mark(page: Page, words: str) -> None:
    """These words are marked in the editor, once it has drawn the mark; "" for none."""
    page.wait_for_function(MARKED, arg=words)


def has_its_selection(page: Page) -> None:
    """ProseMirror shows its selection again 20 ms after it got the focus; a key pressed before that moves nothing.

    A timer that is begun later and lasts longer ends later, however busy the machine is.
    """
    page.evaluate("() => new Promise((done) => setTimeout(done, 25))")


def begin_to_comment_beside_unsaved_words(page: Page) -> None:
    walking.editor(page, "Bottom line").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Unsaved words.")
    select(page, "6 weeks")
    page.get_by_role("group", name="Selected words").get_by_role("button", name="Comment", exact=True).click()
    page.locator("#new-thread").get_by_label("Comment").fill("Is this so?")


def test_selected_words_are_commented_on_and_nothing_unsaved_is_lost(page: Page, draft: Article) -> None:
    begin_to_comment_beside_unsaved_words(page)
    press(page, "Send the comment")

    card = page.locator(".rb-thread")
    expect(card).to_be_focused()
    expect(card.locator("q")).to_have_text("6 weeks")
    expect_mark(page, "6 weeks")
    assert "Unsaved words." in walking.editor(page, "Bottom line").inner_text()
    assert Text.objects.get(article=draft, audience="patient").body == PATIENT
    assert Thread.objects.get().quote == "6 weeks"


def test_whoever_thinks_about_a_comment_until_their_words_were_kept_says_it_once(page: Page, draft: Article) -> None:
    begin_to_comment_beside_unsaved_words(page)
    page.get_by_text("Kept at").wait_for()
    press(page, "Send the comment")

    card = page.locator(".rb-thread")
    expect(card).to_be_focused()
    assert page.get_by_role("alert").count() == 0
    assert "Unsaved words." in walking.editor(page, "Bottom line").inner_text()
    assert Thread.objects.get().quote == "6 weeks"

    page.goto(reverse("desk:article_edit", args=[draft.pk, "patient"]))
    page.get_by_role("heading", name="What differs from the saved text").wait_for()
    expect(page.locator(".rb-thread q")).to_have_text("6 weeks")


def test_a_thread_is_answered_and_resolved_beside_the_text(page: Page, draft: Article, other_editor: Person) -> None:
    say(draft, other_editor, "Is this so?")
    opened(page, draft)

    page.locator("summary", has_text="Answer").click()
    page.locator(".rb-thread").get_by_label("Comment").fill("Yes, see the trial.")
    press(page, "Send")
    page.get_by_text("Yes, see the trial.").wait_for()
    press(page, "Resolve")
    page.get_by_text("Nobody has said anything about this text.").wait_for()

    assert [said.body for said in Comment.objects.all()] == ["Is this so?", "Yes, see the trial."]
    assert Thread.objects.get().resolved_at is not None
    expect_mark(page, "")


def test_suggested_words_are_accepted_with_one_click(page: Page, draft: Article, other_editor: Person) -> None:
    say(draft, other_editor, "", "8 weeks")
    opened(page, draft)
    shown = page.locator(".rb-remark__suggestion")
    assert (shown.locator("del").inner_text(), shown.locator("ins").inner_text()) == ("6", "8")

    page.get_by_role("button", name="Accept the wording of Otto Editor").click()
    page.wait_for_selector("[data-ready]")

    assert walking.told(page) == ["The suggested words are in the text: revision 5."]
    assert "8 weeks" in walking.editor(page, "Text").inner_text()
    last = Article.objects.get().history.latest("revision").history_change_reason
    assert last.endswith("Wording suggested by Otto Editor, accepted by Edith Editor.")


def test_words_are_suggested_in_place_of_selected_ones(page: Page) -> None:
    select(page, "6 weeks")
    page.get_by_role("group", name="Selected words").get_by_role("button", name="Suggest other words").click()
    expect(page.get_by_label("Words that I suggest")).to_be_focused()
    page.keyboard.type("8 weeks")
    press(page, "Send the comment")
    page.locator(".rb-remark__suggestion").wait_for()

    comment = Comment.objects.get()
    assert (comment.is_suggestion, comment.suggestion, comment.thread.quote) == (True, "8 weeks", "6 weeks")


def test_a_thread_survives_edits_elsewhere_and_says_when_its_passage_is_gone(
    page: Page, draft: Article, editor: Person
) -> None:
    say(draft, editor, "Is this so?")
    opened(page, draft)
    walking.cursor_behind(walking.editor(page, "Text").get_by_role("heading"))
    page.keyboard.type(" most")
    expect_mark(page, "6 weeks")
    press(page, "Save")
    page.get_by_text("Saved as revision").wait_for()
    page.wait_for_selector("[data-ready]")
    expect(page.locator(".rb-thread__state")).to_have_count(0)
    expect_mark(page, "6 weeks")

    select(page, "in 6 weeks")
    page.keyboard.press("Backspace")
    press(page, "Save")
    page.get_by_text("Saved as revision 6").wait_for()

    assert "Passage is gone" in page.locator(".rb-thread").inner_text()
    assert "rb-passage" not in Text.objects.get(article=draft, audience="patient").body


def test_everything_is_done_by_keyboard(page: Page) -> None:
    select(page, "6 weeks")
    page.keyboard.press("Alt+Shift+k")
    expect(page.locator("#new-thread").get_by_label("Comment")).to_be_focused()
    page.keyboard.type("Is this so?")
    page.locator("#new-thread").get_by_role("button", name="Send the comment").press("Enter")
    card = page.locator(".rb-thread")
    expect(card).to_be_focused()

    page.keyboard.press("Escape")
    expect(walking.editor(page, "Text")).to_be_focused()
    has_its_selection(page)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Alt+Shift+k")
    expect(card).to_be_focused()

    assert Comment.objects.get().body == "Is this so?"


def test_a_refused_comment_stays_with_its_words(page: Page, draft: Article, other_editor: Person) -> None:
    select(page, "6 weeks")
    page.keyboard.press("Alt+Shift+k")
    page.locator("#new-thread").get_by_label("Comment").fill("Is this so?")
    text = draft.texts.get(audience="patient")
    actions.save_text(
        text, by=other_editor, summary=SUMMARY, body="<p>Other.</p>", description="x", base_revision=text.revision
    )

    press(page, "Send the comment")
    page.get_by_text("Nothing that you typed is lost.").wait_for()
    assert page.locator("#new-thread").get_by_label("Comment").input_value() == "Is this so?"
    press(page, "Put it on the whole text")
    page.locator(".rb-thread").wait_for()

    assert Comment.objects.get().body == "“6 weeks”\n\nIs this so?"


def test_words_typed_into_a_lost_session_stay_on_the_page(page: Page) -> None:
    select(page, "6 weeks")
    page.keyboard.press("Alt+Shift+k")
    page.locator("#new-thread").get_by_label("Comment").fill("Is this so?")
    page.context.clear_cookies(name="session")

    press(page, "Send the comment")
    page.get_by_text("Your words are still here").wait_for()

    assert page.locator("#new-thread").get_by_label("Comment").input_value() == "Is this so?"


def test_a_member_comments_on_the_words_that_they_review(
    open_page: OpenPage, review: Review, pharmacist: Person
) -> None:
    page = open_page(as_=pharmacist)
    page.goto(f"{review.get_absolute_url()}?text=patient")
    page.locator("#_words [data-words] p", has_text="Most people get better").dblclick(position={"x": 15, "y": 12})
    chosen = page.evaluate("getSelection().toString().trim()")
    page.get_by_role("group", name="Selected words").get_by_role("button", name="Comment", exact=True).click()
    page.locator("#new-thread").get_by_label("Comment").fill("Is this so?")
    press(page, "Send the comment")

    card = page.locator(".rb-thread")
    card.wait_for()
    assert card.locator("q").inner_text() == chosen
    page.locator("a.rb-passage").click()
    expect(card).to_be_focused()
    page.get_by_role("link", name="Show in the text").click()
    expect(page.locator("a.rb-passage")).to_be_focused()
    assert Thread.objects.get().version == review.version
