"""The project's own source, read as trees: what architecture tests look at."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from tests.tiers import ROOT

APPS = ("articles", "workflows", "reviewboard")


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the three apps but migrations, by its path from the root."""
    paths = (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")))
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(), path.name)
        for path in paths
        if "migrations" not in path.parts
    }


def templates(folder: str = "") -> dict[str, str]:
    """Every template below the folder, by its path from the root."""
    paths = sorted((ROOT / "templates" / folder).rglob("*"))
    return {path.relative_to(ROOT).as_posix(): path.read_text() for path in paths if path.suffix in {".html", ".txt"}}


@cache
def calls(tree: ast.AST) -> tuple[tuple[ast.Call, tuple[str, ...]], ...]:
    """Each call with the names of its chain: `Text.objects.filter(…).update(…)` is Text, objects, filter, update."""
    return tuple((node, tuple(_chain(node.func))) for node in ast.walk(tree) if isinstance(node, ast.Call))


def _chain(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Attribute):
        return [*_chain(node.value), node.attr]
    if isinstance(node, ast.Call):
        return _chain(node.func)
    return [node.id] if isinstance(node, ast.Name) else []


def length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def lines(path: str) -> int:
    return len(Path(ROOT, path).read_text().splitlines())
