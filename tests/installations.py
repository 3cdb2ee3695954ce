"""Whole installations, each with its folder and its database: the demo, made once, and empty ones, migrated once."""

from __future__ import annotations

import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests import commands, tiers

FILE = "reviewboard.sqlite3"


@dataclass(frozen=True)
class Installation:
    """A folder of its own, and a database in it or elsewhere."""

    folder: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return {
            "DATA_FOLDER": str(self.folder),
            "DATABASE_URL": self.url or f"sqlite:///{self.folder}/{FILE}",
            "PAGE_STORE": str(self.folder / "pages"),
            "EMAIL_URL": f"file:///{self.folder}/mail",
            "LOG_LEVEL": "ERROR",
        }

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return commands.run(*arguments, **self.environment, **variables)

    def done(self, *arguments: str, **variables: str) -> str:
        result = self.run(*arguments, **variables)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def export(self, name: str, *options: str) -> Path:
        self.done("export_everything", "--output", str(self.folder / name), *options)
        return self.folder / name

    def page(self, path: str) -> str:
        """A page of readers as this installation renders it from what it has."""
        program = (
            "from django.test import Client;"
            f"print(Client().get('/{path}', headers={{'host': 'localhost'}}).content.decode())"
        )
        return self.done("shell", "-v0", "-c", program)

    def another_database(self, name: str, *, like: str = "template1") -> str:
        """The URL of a new one on the same PostgreSQL: a copy of another, else empty."""
        with psycopg.connect(self.url, autocommit=True) as opened:
            opened.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
        before, _, after = self.url.partition("?")
        return f"{before.rpartition('/')[0]}/{name}?{after}"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    demo = Installation(tmp_path_factory.mktemp("demo"))
    demo.done("demo", "--prepare")
    return demo


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Without a row of ours, to be copied: migrating takes longer than most tests."""
    migrated = Installation(tmp_path_factory.mktemp("migrated"))
    migrated.done("migrate", "-v0")
    return migrated


@pytest.fixture(scope="session")
def migrated_on_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The same on a PostgreSQL of its own."""
    part = tiers.parts()["postgres"]
    if not part.where:
        (pytest.fail if tiers.is_required(part) else pytest.skip)(part.reason)
    with tiers.postgresql(part.where) as url:
        migrated = Installation(tmp_path_factory.mktemp("postgresql"), url)
        migrated.done("migrate", "-v0")
        yield migrated


@pytest.fixture
def on_postgresql(migrated_on_postgresql: Installation, tmp_path: Path) -> Installation:
    """Migrated, and without a row of ours."""
    url = migrated_on_postgresql.another_database(f"copy_{uuid.uuid4().hex}", like="postgres")
    return Installation(tmp_path / "postgresql", url)
