"""Setting a board up, and opening it: by two administrators."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Event, Person, Version
from articles.refusals import Refusal
from tests.universe import PersonFactory, ask, open_board
from workflows import actions
from workflows.actions import SecondPersonNeeded
from workflows.models import Board, Membership


def kinds(board: Board) -> list[str]:
    return list(Event.objects.filter(stream=board.stream).order_by("sequence").values_list("kind", flat=True))


def test_second_administrator_opens_what_the_first_set_up(
    board_being_set_up: Board, second_administrator: Person
) -> None:
    opened = open_board(board_being_set_up, by=second_administrator)

    assert (opened.is_open, opened.opened_by) == (True, second_administrator)
    assert kinds(opened) == ["board.created", *["member.added"] * 3, "rule.added", "board.opened"]


def test_who_created_the_board_does_not_open_it(board_being_set_up: Board, administrator: Person) -> None:
    with pytest.raises(SecondPersonNeeded):
        open_board(board_being_set_up, by=administrator)

    assert not Board.objects.open().exists()


def test_who_entered_a_member_does_not_open_it(
    board_being_set_up: Board, second_administrator: Person, outsider: Person
) -> None:
    today = timezone.localdate()
    actions.add_member(
        board_being_set_up, by=second_administrator, person=outsider, role="member", term_from=today, reason="asked"
    )

    with pytest.raises(SecondPersonNeeded):
        open_board(board_being_set_up, by=second_administrator)


def test_editor_neither_sets_up_nor_opens(board_being_set_up: Board, managing_editor: Person, outsider: Person) -> None:
    today = timezone.localdate()

    with pytest.raises(PermissionDenied):
        actions.create_board(by=managing_editor, name="Another")
    with pytest.raises(PermissionDenied):
        open_board(board_being_set_up, by=managing_editor)
    with pytest.raises(PermissionDenied):
        actions.add_member(
            board_being_set_up, by=managing_editor, person=outsider, role="member", term_from=today, reason="x"
        )


def test_board_that_changed_since_it_was_looked_at_is_not_opened(
    board_being_set_up: Board, administrator: Person, second_administrator: Person
) -> None:
    seen = actions.last_entry(board_being_set_up)
    actions.write_statement(board_being_set_up, by=administrator, text="I read it all.", reason="first statement")

    with pytest.raises(Refusal, match="changed since you looked"):
        actions.open_board(board_being_set_up, by=second_administrator, seen=seen)


def test_board_is_opened_once(board: Board, make_person: PersonFactory) -> None:
    third = make_person("Third Administrator", "administrator")

    with pytest.raises(Refusal, match="open already"):
        open_board(board, by=third)


def test_empty_board_is_not_opened_and_says_what_it_lacks(administrator: Person, second_administrator: Person) -> None:
    board = actions.create_board(by=administrator, name="Empty")

    with pytest.raises(Refusal) as refused:
        open_board(board, by=second_administrator)

    assert refused.value.details == (
        "It has no chair.",
        "It has no approval rule that is used unless another fits better.",
    )


def test_board_whose_members_could_never_fulfil_a_rule_is_not_opened(
    board_being_set_up: Board, administrator: Person, second_administrator: Person
) -> None:
    actions.add_approval_rule(
        board_being_set_up, by=administrator, name="four", data={"approvals": 4}, is_default=False, reason="big ones"
    )

    with pytest.raises(Refusal, match="four: 1 more approval is needed"):
        open_board(board_being_set_up, by=second_administrator)


def test_open_board_is_not_changed_by_one_person(board: Board, administrator: Person, outsider: Person) -> None:
    today = timezone.localdate()

    with pytest.raises(SecondPersonNeeded):
        actions.add_member(board, by=administrator, person=outsider, role="member", term_from=today, reason="x")

    assert Membership.objects.count() == 3


def test_board_that_nobody_opened_starts_no_review(
    submitted_version: Version, managing_editor: Person, board_being_set_up: Board, chair: Person, pharmacist: Person
) -> None:
    with pytest.raises(Refusal, match="not open yet"):
        ask(submitted_version, managing_editor, board_being_set_up, chair, pharmacist)


def test_second_board_of_a_name_is_refused(board: Board, administrator: Person) -> None:
    with pytest.raises(Refusal, match="this name"):
        actions.create_board(by=administrator, name=" Medical Advisory Board ")


def test_boards_with_alike_names_have_addresses_of_their_own(administrator: Person) -> None:
    one = actions.create_board(by=administrator, name="Board of nerves")
    two = actions.create_board(by=administrator, name="Board of Nerves!")

    assert (one.slug, two.slug) == ("board-of-nerves", "board-of-nerves-2")
