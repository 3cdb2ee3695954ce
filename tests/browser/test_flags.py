"""A dose that is changed in one text is flagged while it is typed, answered by name, frozen, and shown to the board."""

from __future__ import annotations

from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.actions import check_draft
from articles.models import Article, FrozenFlags, Person
from tests.browser import walking
from tests.browser.walking import OpenPage, work_once
from tests.universe import CLINICIAN, PATIENT, ask, write
from workflows import actions
from workflows.models import Answer, Board

SAME = "<p>Go on with gabapentin 300 mg three times a day.</p>"
REASON = "The study of the higher dose is in the text for professionals soon."


def _change_dose(page: Page) -> None:
    """Three clicks select the paragraph."""
    walking.editor(page, "Text").get_by_text("300 mg").click(click_count=3)
    page.keyboard.type("Go on with gabapentin 600 mg three times a day.")


def test_a_changed_dose_is_flagged_answered_frozen_and_shown_to_the_board(
    open_page: OpenPage,
    draft: Article,
    editor: Person,
    managing_editor: Person,
    board: Board,
    pharmacist: Person,
    chair: Person,
) -> None:
    write(draft, "clinician", f"{CLINICIAN}\n{SAME}", by=editor)
    write(draft, "patient", f"{PATIENT}\n{SAME}", by=editor)
    page = open_page(as_=editor)
    page.goto(reverse("desk:article_edit", args=[draft.pk, "patient"]))
    page.wait_for_selector("[data-ready]")

    _change_dose(page)
    flagged = page.locator("#checks .rb-flag--must-answer", has_text="600 mg")
    expect(flagged.first).to_be_visible(timeout=20_000)
    expect(page.locator(".ProseMirror .rb-noticed--must-answer").first).to_be_visible()
    walking.press(page, "Save")
    page.locator(".rb-messages").wait_for()
    work_once()
    walking.follow(page, "All flags of this article")
    answered = walking.answer_flags(page, REASON)
    version = actions.submit(draft, by=editor, change_note="")
    review = ask(version, managing_editor, board, chair, pharmacist)
    actions.disclose(review, by=pharmacist, answer=Answer.NONE)
    member = open_page(as_=pharmacist)
    member.goto(review.get_absolute_url())

    assert answered > 0
    assert FrozenFlags.objects.get(version=version).content.count(REASON) == answered
    expect(member.locator("#_flags").get_by_text(REASON).first).to_be_visible()


def test_a_form_that_is_easily_misread_is_mended_with_one_click(
    open_page: OpenPage, draft: Article, editor: Person
) -> None:
    write(draft, "patient", f"{PATIENT}\n<p>Take .5 mg at night.</p>", by=editor)
    page = open_page(as_=editor)
    page.goto(reverse("desk:article_edit", args=[draft.pk, "patient"]))
    page.wait_for_selector("[data-ready]")

    page.get_by_role("button", name="Write “0.5 mg”").click()

    expect(walking.editor(page, "Text")).to_contain_text("Take 0.5 mg at night.")
    expect(page.locator("#checks")).not_to_contain_text(".5 mg is read as", timeout=20_000)
    walking.press(page, "Save")
    page.locator(".rb-messages").wait_for()
    assert "<p>Take 0.5 mg at night.</p>" in draft.texts.get(audience="patient").body


def test_whoever_answers_a_flag_goes_on_at_the_next_one_without_scripts(
    open_page: OpenPage, draft: Article, editor: Person
) -> None:
    write(
        draft, "patient", f"{PATIENT}\n<p>Sleep 50 hours a day.</p><p>A fever of 390 °C.</p><p>Call 911.</p>", by=editor
    )
    check_draft(draft.pk)
    page = open_page(as_=editor, java_script_enabled=False)
    page.goto(reverse("desk:article_flags", args=[draft.pk]))
    first, second = (page.locator(".rb-flag").nth(place).get_attribute("id") or "" for place in range(2))

    flag = page.locator(f"#{first}")
    flag.locator("summary").click()
    flag.get_by_label("Why the texts are right as they are").fill(REASON)
    with page.expect_navigation():
        flag.get_by_role("button", name="Answer").click()

    assert page.url.endswith(f"#{second}")
    expect(page.locator(f"#{first}")).to_have_count(0)
    expect(page.locator(f"#{second}")).to_be_in_viewport()
    expect(page.locator(".rb-tally")).to_be_in_viewport()
