"""The databases that figures are taken on: files of SQLite in one folder, databases of one PostgreSQL cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg

from tests.tiers import parts, postgresql

MakeDatabase = Callable[[str], str]  # from a name to the URL of a new, empty database
Kind = Callable[[Path], AbstractContextManager[MakeDatabase]]


@contextmanager
def sqlite(folder: Path) -> Iterator[MakeDatabase]:
    yield lambda name: f"sqlite:///{folder}/{name}.sqlite3"


@contextmanager
def postgresql_cluster(_folder: Path) -> Iterator[MakeDatabase]:
    """The cluster of the tests: nothing waits for the disk, so that the figures are of work and not of a disk."""
    with postgresql(parts()["postgres"].where) as first:

        def make(name: str) -> str:
            with psycopg.connect(first, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}"'.encode())
            return first.replace("/postgres?", f"/{name}?")

        yield make


def kinds() -> dict[str, Kind]:
    """What there is on this machine; what is missing is said."""
    part = parts()["postgres"]
    if not part.where:
        print(f"\n{part.reason}. Figures are of SQLite only.")
        return {"SQLite": sqlite}
    return {"SQLite": sqlite, "PostgreSQL": postgresql_cluster}
