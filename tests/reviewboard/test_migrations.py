"""What migrations make of an empty database, and of one that has the migrations which were joined into one since."""

from __future__ import annotations

import importlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.installations import FILE, Installation

JOINED = {"articles": "0001_squashed_0039_preview_links", "workflows": "0001_squashed_0019_sweeps"}


def parts_of(rows: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    """Of each table and index its columns and constraints, in no order."""
    return {name: sorted(sql.partition("(")[2].removesuffix(")").split(", ")) for name, sql in rows}


MADE = (
    "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    " AND (name LIKE 'articles_%' OR name LIKE 'workflows_%') AND name NOT LIKE 'articles_searchindex%'"
)


@pytest.mark.sqlite
@pytest.mark.django_db
def test_an_empty_database_gets_the_tables_of_the_models(migrated: Installation) -> None:
    """By SQLite's own statements."""
    with closing(sqlite3.connect(migrated.folder / FILE)) as opened:
        by_migrations = parts_of(opened.execute(MADE))
    with connection.cursor() as cursor:
        by_models = parts_of(cursor.execute(MADE))

    assert by_migrations == by_models
    assert len(by_models) > 300


def test_a_database_with_the_migrations_that_were_joined_is_up_to_date(migrated: Installation, tmp_path: Path) -> None:
    before = Installation(tmp_path)
    shutil.copy(migrated.folder / FILE, tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as opened, opened:
        for app, name in JOINED.items():
            replaced = importlib.import_module(f"{app}.migrations.{name}").Migration.replaces
            opened.execute("DELETE FROM django_migrations WHERE app = ? AND name = ?", (app, name))
            opened.executemany(
                "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2026-01-01')", replaced
            )

    before.done("migrate", "-v0", "--check")
    before.done("migrate", "-v0")

    with closing(sqlite3.connect(tmp_path / FILE)) as opened:
        known = set(opened.execute("SELECT app, name FROM django_migrations"))
    assert set(JOINED.items()) <= known
