"""An invitation answered on a phone, from the mail: two taps to decline, no log-in, with and without scripts."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import Page

from articles.models import Person, Version
from tests.browser import walking
from tests.browser.walking import PHONE, OpenPage, work_once
from tests.universe import ask
from workflows.models import AssignmentState, Board, Review

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def invited(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> Review:
    """Asked, and the mails are out."""
    review = ask(submitted_version, managing_editor, board, chair, pharmacist)
    work_once()
    return review


def link_for(person: Person) -> str:
    """The path of the link in the person's mail."""
    (body,) = [str(sent.body) for sent in mail.outbox if sent.to == [person.email] and "/invitation/" in str(sent.body)]
    (path,) = re.findall(r"https?://[^/\s]+(/invitation/\S+)", body)
    return str(path)


def is_on_first_screen(page: Page, name: str) -> bool:
    box = page.get_by_role("button", name=name, exact=True).bounding_box()
    return box is not None and box["y"] + box["height"] <= PHONE["height"] and box["height"] >= 42


@pytest.mark.parametrize("scripts", [True, False])
def test_two_taps_decline(open_page: OpenPage, invited: Review, pharmacist: Person, scripts: bool) -> None:
    page = open_page(viewport=PHONE, has_touch=True, java_script_enabled=scripts)

    page.goto(link_for(pharmacist))  # the first tap, on the link in the mail
    shown = is_on_first_screen(page, "Decline"), is_on_first_screen(page, "Accept")
    page.get_by_role("button", name="Decline", exact=True).tap()  # the second

    assert shown == (True, True)
    assert "On record: Declined." in page.get_by_role("status").inner_text()
    assert invited.assignments.get(person=pharmacist).state == AssignmentState.DECLINED


def test_accepting_leads_to_the_question_after_signing_in(
    open_page: OpenPage, invited: Review, pharmacist: Person
) -> None:
    page = open_page(viewport=PHONE, has_touch=True)

    page.goto(link_for(pharmacist))
    page.get_by_role("button", name="Accept", exact=True).tap()
    walking.follow(page, "Sign in, declare your interests and read")
    page.get_by_label("E-mail address").fill(pharmacist.email)
    page.get_by_label("Password", exact=True).fill(walking.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Your interests", level=1).wait_for()

    assert page.get_by_text("names gabapentin. Any tie to their makers since").count() == 1


def test_keyboard_and_axe_find_the_page_in_order(open_page: OpenPage, invited: Review, pharmacist: Person) -> None:
    page = open_page(viewport=PHONE)
    page.goto(link_for(pharmacist))

    found = Axe().run(page)

    assert [violation["id"] for violation in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
