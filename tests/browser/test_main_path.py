"""The whole path in a browser: two files become one article, a board signs it, readers read it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from articles.models import Article, Person, Status, Version
from tests.browser import walking
from tests.browser.walking import OpenPage, work_once
from tests.tiers import ROOT
from workflows.models import Board

pytestmark = pytest.mark.django_db(transaction=True)

CLINICIAN_FILE = ROOT / "tests" / "fixtures" / "importing" / "clinician.txt"
PATIENT_FILE = Path(__file__).parent / "wrist.txt"
TITLE = "Treatment of Carpal Tunnel Syndrome in Adults"
GUIDELINE, SPLINTS, INJECTION = "Hand and Wrist Pathway", "Night splints", "Local Steroid Injection"


def test_two_files_become_an_article_that_a_board_signs_and_readers_read(
    open_page: OpenPage, editor: Person, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    at_desk, at_board, reader = open_page(), open_page(), open_page()

    _import_both_texts(at_desk, editor)
    _complete_and_submit(at_desk)
    _start_review(at_board, managing_editor)
    walking.press(at_board, "Sign out")
    lines = [_review_and_sign(at_board, member) for member in (chair, pharmacist)]

    assert Version.objects.get().status == Status.APPROVED
    assert reader.goto(f"/articles/{Article.objects.get().slug}/patient/").status == 404  # type: ignore[union-attr]
    work_once()
    _read(reader, lines)


def _import_both_texts(page: Page, editor: Person) -> None:
    walking.sign_in(page, editor)
    walking.follow(page, "Import a text")
    walking.import_file(page, CLINICIAN_FILE, audience="Health professionals")
    assert page.get_by_label("Title of the article").input_value() == TITLE
    assert not Article.objects.exists()
    walking.press(page, "Save as a draft")
    for label, reference in (("1", GUIDELINE), ("2", SPLINTS), ("3", INJECTION), ("4", GUIDELINE)):
        walking.confirm_citation(page, label, reference=reference)
    walking.follow(page, "Overview")
    walking.follow(page, "Import a text into this article")
    walking.import_file(page, PATIENT_FILE, audience="Patients, families and carers")
    walking.press(page, "Save as a draft")
    walking.confirm_citation(page, "ehs", reference=GUIDELINE)


def _complete_and_submit(page: Page) -> None:
    walking.follow(page, "Texts")
    _turn_to(page, "Health professionals")
    walking.write_bottom_line(page, "Splint first, inject second.")
    walking.continue_sentence(page, "With these steps most people sleep well", " Some need surgery.")
    _describe_and_save(page, "For health professionals: treatment of carpal tunnel syndrome.")
    _turn_to(page, "Patients, families and carers")
    walking.write_bottom_line(page, "A splint at night helps most people.")
    _describe_and_save(page, "What helps when your fingers are numb at night.")
    walking.follow(page, "Details")
    page.get_by_label("Adults").check()
    page.get_by_label("Person with an account").first.select_option(label="Edith Editor")
    for nothing in (
        "No professional credentials",
        "No interests to declare",
        "No funding",
        "No artificial intelligence",
    ):
        page.get_by_label(nothing).first.check()
    walking.press(page, "Save")
    work_once()
    walking.follow(page, "Flags")
    walking.answer_flags(page, "Left to the text for professionals.")
    walking.follow(page, "Overview")
    walking.follow(page, "Submit version 1")
    walking.press(page, "Freeze and submit version 1")


def _turn_to(page: Page, audience: str) -> None:
    """By the tab, which may say besides how far the texts have gone apart."""
    page.get_by_role("navigation", name="Audience").get_by_role("link", name=audience).click()


def _describe_and_save(page: Page, description: str) -> None:
    page.get_by_label("Description for search engines").fill(description)
    walking.press(page, "Save")
    page.locator(".rb-messages").wait_for()
    assert [message.partition(" ")[0] for message in walking.told(page)] == ["Saved"]


def _start_review(page: Page, managing_editor: Person) -> None:
    walking.sign_in(page, managing_editor)
    walking.follow(page, f"{TITLE}, version 1")
    for member in ("Clara Chair", "Paul Pharmacist"):
        page.get_by_label(member).check()
    walking.press(page, "Start the review")
    assert walking.told(page) == ["The review has started. The members have been invited."]


def _review_and_sign(page: Page, member: Person) -> str:
    """The line that the member was shown before signing."""
    walking.sign_in(page, member)
    walking.follow(page, f"{TITLE}, version 1")
    assert "Splint first" not in page.content()
    walking.declare(page)
    line = walking.give_verdict(page)
    walking.sign(page, member)
    assert walking.told(page)[0].startswith("Signed.")
    walking.press(page, "Sign out")
    return line


def _read(page: Page, lines: list[str]) -> None:
    page.goto("/articles/")
    walking.follow(page, TITLE)
    assert page.url.endswith("/patient/")
    assert page.locator(".rb-summary p").inner_text() == "A splint at night helps most people."
    assert [" ".join(row.split()) for row in page.locator(".rb-signer").all_inner_texts()] == lines
    walking.follow(page, "Health professionals")
    assert page.url.endswith("/clinician/")
    assert page.get_by_text("Some need surgery.").count() == 1
    page.goto(page.url.removesuffix("clinician/"))
    assert page.url.endswith("/clinician/")
