"""Two people, or two tabs of one person, at the same page."""

from __future__ import annotations

import pytest

from articles.models import Article, Person, Version
from tests.browser import walking
from tests.browser.walking import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_edit_one_text_see_both_and_lose_nothing(
    open_page: OpenPage, draft: Article, editor: Person, other_editor: Person
) -> None:
    hers, his = open_page(as_=editor), open_page(as_=other_editor)
    for page in (hers, his):
        page.goto(f"/desk/articles/{draft.pk}/edit/patient/")
    walking.continue_sentence(hers, "Most people get better", " Walk daily.")
    walking.continue_sentence(his, "Most people get better", " Swim weekly.")

    walking.press(hers, "Save")
    hers.get_by_text("Saved as revision").wait_for()
    walking.press(his, "Save")
    his.get_by_text("What shall stand here?").wait_for()

    assert walking.heading(his) == "Two people changed this text"
    added = [words.strip() for words in his.locator(".rb-conflict__side ins").all_inner_texts()]
    assert [words for words in added if words] == ["Walk daily.", "Swim weekly."]
    assert "Walk daily." in draft.texts.get(audience="patient").body
    assert "Swim weekly." in other_editor.working_copies.get().body

    his.get_by_label("Mine, in place of theirs").check()
    walking.press(his, "Save with these choices")
    his.get_by_text("Saved as revision").wait_for()

    assert "Swim weekly." in draft.texts.get(audience="patient").body


def test_signing_in_two_tabs_signs_once_and_the_second_tab_says_so(
    open_page: OpenPage, version_under_review: Version, chair: Person
) -> None:
    first = open_page(as_=chair)
    second = first.context.new_page()
    for tab in (first, second):
        tab.goto(version_under_review.reviews.get().get_absolute_url())
        walking.give_verdict(tab)

    walking.sign(first, chair)
    walking.sign(second, chair)

    assert walking.told(first) == ["Signed. Thank you."]
    assert walking.refused(second) == ["You cannot sign this version:", "You have signed this version already."]
    assert version_under_review.sign_offs.count() == 1
