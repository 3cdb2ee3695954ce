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
