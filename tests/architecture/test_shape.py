"""The shape of the code: small files, short functions, no circles, no missing migration."""

from __future__ import annotations

import ast
import io
import statistics

import pytest
from django.core.management import call_command

from tests.architecture.sources import length, lines, modules

LONGEST_FILE = 500
LONGEST_FUNCTION = 50
MEDIAN_FUNCTION = 8
# Names that say where something was put, not what it is.
NO_NAMES = {"utils", "helpers", "common", "core", "manager", "managers", "service", "services", "misc"}


def functions() -> dict[str, int]:
    return {
        f"{path}:{node.lineno} {node.name}": length(node)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }


def test_no_file_is_too_long() -> None:
    long = {path: count for path in modules() if (count := lines(path)) > LONGEST_FILE}

    assert long == {}


def test_no_function_is_too_long() -> None:
    long = {place: count for place, count in functions().items() if count > LONGEST_FUNCTION}

    assert long == {}


def test_most_functions_are_short() -> None:
    assert statistics.median(functions().values()) <= MEDIAN_FUNCTION


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path, tree in modules().items() if tree.body and not ast.get_docstring(tree)]

    assert silent == []


def test_modules_are_named_after_what_they_hold() -> None:
    vague = [path for path in modules() if not NO_NAMES.isdisjoint(path.removesuffix(".py").split("/"))]

    assert vague == []


def test_nothing_is_imported_inside_a_function() -> None:
    late = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if not path.endswith("/apps.py")
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]

    assert late == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    output = io.StringIO()

    call_command("makemigrations", check_changes=True, dry_run=True, stdout=output)

    assert output.getvalue().strip() == "No changes detected"


def test_forms_say_what_to_do_with_an_empty_field() -> None:
    """A form of the desk derives from `articles.forms.base.Form`, not from Django's, which says "This field is required."."""
    djangos = {
        f"{path}:{node.lineno} {node.name}"
        for path, tree in modules().items()
        if "/forms/" in path and not path.endswith("forms/base.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and "forms.Form" in {ast.unparse(base) for base in node.bases}
    }

    assert djangos == set()
