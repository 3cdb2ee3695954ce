"""An account can be closed without a browser."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Event, Person


def close(person: Person, by: Person, reason: str = "left the house") -> str:
    output = StringIO()
    call_command("close_account", person.email, f"--reason={reason}", f"--as={by.email}", stdout=output)
    return output.getvalue().strip()


def test_account_is_closed_in_the_name_of_the_administrator(administrator: Person, editor: Person) -> None:
    said = close(editor, administrator)

    editor.refresh_from_db()
    event = Event.objects.get(kind="person.deactivated")
    assert (editor.is_active, event.actor, json.loads(event.body)["data"]["why"]) == (
        False,
        administrator,
        "left the house",
    )
    assert said == f"The account of {editor} is closed."


def test_nobody_else_closes_an_account(managing_editor: Person, editor: Person) -> None:
    with pytest.raises(CommandError, match="Only an administrator closes accounts"):
        close(editor, managing_editor)

    editor.refresh_from_db()
    assert editor.is_active


def test_reason_is_needed(administrator: Person, editor: Person) -> None:
    with pytest.raises(CommandError, match=r"[Rr]eason|why"):
        close(editor, administrator, reason=" ")


def test_closed_account_is_not_found_again(administrator: Person, editor: Person) -> None:
    close(editor, administrator)

    with pytest.raises(CommandError, match="Nobody with an active account"):
        close(editor, administrator)
