"""The same pages without JavaScript: a member signs, an editor edits, a reader reads."""

from __future__ import annotations

import pytest

from articles.models import Article, Person, Publication, Status, Version
from tests.browser import walking
from tests.browser.walking import PHONE, OpenPage, work_once
from tests.universe import ask, sign
from workflows import actions
from workflows.models import Board

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_member_reads_and_signs_without_scripts(
    open_page: OpenPage,
    submitted_version: Version,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
) -> None:
    review = ask(submitted_version, managing_editor, board, chair, pharmacist)
    actions.disclose(review, by=chair, answer="none")
    sign(review, chair)
    page = open_page(java_script_enabled=False, viewport=PHONE)

    walking.sign_in(page, pharmacist)
    walking.follow(page, "Leg pain, version 1")
    walking.declare(page)
    walking.follow(page, "Health professionals")
    words = page.locator("#_words [data-words]").get_by_text("Start gabapentin at 300\u00a0mg daily.").count()
    walking.give_verdict(page)
    walking.sign(page, pharmacist)

    assert words == 1
    assert walking.told(page) == ["Signed. With your signature the version is approved."]
    assert Version.objects.get().status == Status.APPROVED


def test_a_wrong_password_is_asked_again_and_nothing_is_signed(
    open_page: OpenPage, version_under_review: Version, chair: Person
) -> None:
    page = open_page(as_=chair, java_script_enabled=False)
    page.goto(version_under_review.reviews.get().get_absolute_url())

    walking.give_verdict(page)
    walking.sign(page, chair, "not my password")

    assert walking.refused(page) == [
        "Your password: This does not fit, or the code was used already. Nothing was signed."
    ]
    assert not version_under_review.sign_offs.exists()


def test_a_text_is_edited_as_html_and_refused_by_line(open_page: OpenPage, draft: Article, editor: Person) -> None:
    page = open_page(as_=editor, java_script_enabled=False)
    page.goto(f"/desk/articles/{draft.pk}/edit/patient/")

    page.get_by_label("Text", exact=True).fill("<p>Walk daily.</p>\n<p onclick='x()'>Rest.</p>")
    walking.press(page, "Save")
    refused = walking.refused(page)
    page.get_by_label("Text", exact=True).fill("<p>Walk daily.</p>\n<p>Rest.</p>")
    walking.press(page, "Save")

    assert [sentence.partition(":")[0] + sentence[5:12] for sentence in refused] == ["Text Line 2"]
    assert draft.texts.get(audience="patient").body == "<p>Walk daily.</p>\n<p>Rest.</p>"


def test_a_reader_chooses_and_reads_without_scripts(open_page: OpenPage, publication: Publication) -> None:
    work_once()
    page = open_page(java_script_enabled=False, viewport=PHONE)

    page.goto("/articles/")
    walking.follow(page, "Leg pain")
    first = page.url.rsplit("/", 2)[1]
    walking.follow(page, "Health professionals")
    chosen = page.url.rsplit("/", 2)[1]
    walking.follow(page, "Read the version for patients")

    assert (first, chosen, page.url.rsplit("/", 2)[1]) == ("patient", "clinician", "patient")
    words = "What helps\n\nMore detail: for health professionals\n\nMost people get better in 6\u00a0weeks.[1]"
    assert page.locator(".rb-text").last.inner_text() == words
