"""A board is set up by one administrator and opened by another; neither does both."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from articles.models import Person
from tests.browser import walking
from tests.browser.walking import OpenPage, press
from workflows.models import Board

pytestmark = pytest.mark.django_db(transaction=True)


def add_member(page: Page, person: Person, role: str) -> None:
    walking.follow(page, "Add a member")
    page.get_by_label("Person").select_option(label=person.printed_name)
    page.get_by_label("Role on the board").select_option(label=role)
    page.get_by_label("First day of the term").fill(timezone.localdate().isoformat())
    page.get_by_label("Why").fill("A founding member.")
    press(page, "Enter it")


def add_rule(page: Page) -> None:
    walking.follow(page, "Add an approval rule")
    page.get_by_label("Name").fill("Two approvals")
    page.get_by_label("Used unless another fits better").check()
    page.get_by_label("Why").fill("The first rule.")
    press(page, "Enter it")


def test_one_administrator_sets_it_up_and_another_opens_it(
    open_page: OpenPage, administrator: Person, second_administrator: Person, chair: Person, pharmacist: Person
) -> None:
    first = open_page(as_=administrator)
    first.goto("/desk/boards/new/")
    first.get_by_label("Name").fill("Board of nerves")
    press(first, "Set it up")
    add_member(first, chair, "Chair")
    add_member(first, pharmacist, "Pharmacist")
    add_rule(first)
    assert first.get_by_role("button", name="Open this board").count() == 0

    second = open_page(as_=second_administrator)
    second.goto(first.url)
    press(second, "Open this board")

    second.locator(".rb-message").wait_for()
    board = Board.objects.get()
    assert (board.name, board.created_by, board.opened_by) == ("Board of nerves", administrator, second_administrator)
    assert second.get_by_role("link", name="What readers see").count() == 1
