"""Whether this host can do its work: one word for each part, and nothing that a stranger could use."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from django.conf import settings
from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from reviewboard.caching import RedisOrMemory

# Reading what is applied takes a tenth of a second; what was applied stays so.
MIGRATIONS_HOLD_FOR: Final = 60.0


@dataclass(frozen=True)
class Part:
    name: str
    word: str
    is_ready: bool

    def __str__(self) -> str:
        return f"{self.name}: {self.word}"


class _Applied:
    """Until when this process takes it for granted that every migration is applied."""

    until = float("-inf")


def parts() -> list[Part]:
    return [*_database(), _store(), _cache()]


def _database() -> list[Part]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        missing = migrations_missing()
    except DatabaseError:
        return [Part("database", "away", is_ready=False), Part("migrations", "unknown", is_ready=False)]
    return [
        Part("database", "answers", is_ready=True),
        Part("migrations", "missing" if missing else "applied", is_ready=not missing),
    ]


def migrations_missing() -> list[str]:
    """Names of migrations that this release has and the database does not."""
    if monotonic() < _Applied.until:
        return []
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        _Applied.until = monotonic() + MIGRATIONS_HOLD_FOR
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def known_migrations() -> set[str]:
    """Names of all that this release has, and of those that it has joined: a database that had them keeps their names."""
    disk = MigrationLoader(None).disk_migrations
    joined = {key for migration in disk.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in {*disk, *joined}}


def _store() -> Part:
    is_writable = can_write(Path(settings.PAGE_STORE))
    return Part("store", "writable" if is_writable else "not writable", is_ready=is_writable)


def can_write(folder: Path) -> bool:
    """Tried, because a full disk and a read-only one have the right permissions."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".probe-") as file:
            file.write(b"\0" * 4096)
            file.flush()
    except OSError:
        return False
    return True


def _cache() -> Part:
    default = caches[DEFAULT_CACHE_ALIAS]
    answers = not isinstance(default, RedisOrMemory) or default.answers()
    return Part("cache", "answers" if answers else "away", is_ready=answers)
