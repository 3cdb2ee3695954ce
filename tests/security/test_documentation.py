"""docs/security.md names every requirement of ASVS 5.0 levels 1 and 2 once, and no test that does not exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NUMBERS = [line for line in Path(__file__).with_name("asvs.txt").read_text().splitlines() if line[0].isdecimal()]


def test_every_requirement_is_answered_once() -> None:
    rows = [line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| V")]

    answered = [number for row in rows for number in re.findall(r"V(\d+\.\d+\.\d+)", row)]

    assert sorted(answered) == sorted(NUMBERS)


def test_every_test_that_is_named_exists() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE))

    assert named
    assert [f"{path}::{name}" for path, name in sorted(named) if not exists(ROOT / path, name)] == []


def exists(path: Path, name: str) -> bool:
    if not path.is_file():
        return False
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return not name or any(isinstance(node, ast.FunctionDef) and node.name == name for node in tree.body)
