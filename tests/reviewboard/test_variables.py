"""The page of settings says what the settings read, all of it and nothing else."""

from __future__ import annotations

import ast

from django.core.management import call_command

from reviewboard.variables import GROUPS
from tests.tiers import ROOT

SETTINGS = ROOT / "reviewboard" / "settings.py"


def names_read() -> set[str]:
    """First arguments of `env.str("NAME", …)` and its like; the two of a loop are named here."""
    found = {"OLD_WORK_YEARS", "OLD_GUIDELINE_YEARS"}
    for node in ast.walk(ast.parse(SETTINGS.read_text())):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "env"
            and isinstance(node.args[0], ast.Constant)
        ):
            found.add(str(node.args[0].value))
    return found


def test_every_variable_that_is_read_is_described_once() -> None:
    described = [variable.name for group in GROUPS for variable in group.variables]

    assert sorted(described) == sorted(names_read())


def test_the_page_of_settings_is_as_the_code_says() -> None:
    call_command("settings_reference", check=True)
