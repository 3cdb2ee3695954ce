"""A board can be founded without a shell."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Person
from workflows.models import Board


def found(by: Person, *members: str, approvals: int = 2) -> str:
    output = StringIO()
    asked = [f"--member={member}" for member in members]
    options = [f"--as={by.email}", f"--approvals={approvals}", "--reason=new"]
    call_command("create_board", "Board of Nerves", *options, *asked, stdout=output)
    return output.getvalue().strip()


def test_board_has_its_members_and_a_default_rule(administrator: Person, chair: Person, lay_member: Person) -> None:
    said = found(administrator, f"{chair.email}=chair", f"{lay_member.email}=lay_member")

    board = Board.objects.get()
    assert said == "Board of Nerves: 2 members"
    assert sorted(board.memberships.values_list("person", "role")) == [
        (chair.pk, "chair"),
        (lay_member.pk, "lay_member"),
    ]
    assert board.approval_rules.get(is_default=True).data == {"approvals": 2}


@pytest.mark.parametrize(
    ("ending", "sentence"), [("=king", "no role on a board"), ("x=chair", "Nobody with an active account")]
)
def test_wrong_member_is_refused_and_nothing_is_founded(
    administrator: Person, chair: Person, ending: str, sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        found(administrator, f"{chair.email}{ending}")

    assert not Board.objects.exists()


def test_malformed_rule_leaves_no_half_a_board(administrator: Person, chair: Person) -> None:
    with pytest.raises(CommandError, match="at least 1"):
        found(administrator, f"{chair.email}=chair", approvals=0)

    assert not Board.objects.exists()


def test_editor_founds_no_board(editor: Person, chair: Person) -> None:
    with pytest.raises(CommandError, match="administrator"):
        found(editor, f"{chair.email}=chair")

    assert not Board.objects.exists()


def open_it(by: Person | None = None) -> list[str]:
    output = StringIO()
    options = [f"--as={by.email}"] if by else []
    call_command("open_board", "Board of Nerves", *options, stdout=output)
    return output.getvalue().splitlines()


def test_second_administrator_opens_what_the_command_shows(
    administrator: Person, second_administrator: Person, chair: Person
) -> None:
    found(administrator, f"{chair.email}=chair", approvals=1)

    shown, opened = open_it(), open_it(second_administrator)

    assert [line.split(",")[0] for line in shown] == ["Clara Chair (Chair)", "First rule: 1 approval"]
    assert opened == [*shown, "The board is open."]
    assert Board.objects.open().count() == 1


def test_founder_does_not_open_the_board(administrator: Person, chair: Person) -> None:
    found(administrator, f"{chair.email}=chair", approvals=1)

    with pytest.raises(CommandError, match="Another administrator"):
        open_it(administrator)


def test_editor_opens_no_board_and_nobody_one_that_is_not_there(
    administrator: Person, editor: Person, chair: Person
) -> None:
    with pytest.raises(CommandError, match="no board"):
        open_it(administrator)
    found(administrator, f"{chair.email}=chair", approvals=1)

    with pytest.raises(CommandError, match="Only an administrator"):
        open_it(editor)
