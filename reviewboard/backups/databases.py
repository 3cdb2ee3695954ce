"""Writes a database into one file and back, by its own tools: pg_dump and pg_restore, or SQLite's backup."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _

from articles.refusals import Refusal

# As libpq calls what a DATABASE_URL may have behind its question mark.
OPTIONS: Final = {
    "sslmode": "PGSSLMODE",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslrootcert": "PGSSLROOTCERT",
    "options": "PGOPTIONS",
    "connect_timeout": "PGCONNECT_TIMEOUT",
}


class ToolFailed(Refusal):
    """pg_dump, pg_restore or SQLite could not do it; its own words say why."""


def server() -> str:
    """Name and version of what the database runs on."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    return "PostgreSQL " + ".".join(map(str, connection.get_database_version()))


def dump(path: Path) -> None:
    """As the database is at one moment; nobody who works meanwhile has to wait."""
    if connection.vendor == "sqlite":
        _copy(Path(connection.settings_dict["NAME"]), path)
    else:
        _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={path}"])
    with path.open("rb") as file:
        os.fsync(file.fileno())


def check(path: Path) -> None:
    """Whether the file can be read to its end by the tool that must read it one day."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as copy:
            (found,) = copy.execute("PRAGMA integrity_check").fetchone()
        if found != "ok":
            raise ToolFailed(_("SQLite says of the copy: %s") % found)
    else:
        _run("pg_restore", ["--list", str(path)], connected=False)


def load(path: Path) -> None:
    """All of it or nothing, into a database without tables."""
    if connection.vendor == "sqlite":
        target = Path(connection.settings_dict["NAME"])
        connection.close()
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(target.name + ".restoring")
        beside.unlink(missing_ok=True)
        _copy(path, beside)
        for suffix in ("-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        beside.replace(target)
    else:
        arguments = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
        _run("pg_restore", [*arguments, f"--dbname={connection.settings_dict['NAME']}", str(path)])


def is_empty() -> bool:
    return connection.introspection.table_names() == []


def _copy(source: Path, target: Path) -> None:
    """One step of SQLite's backup: those who write meanwhile go on, and are in the next backup."""
    try:
        with closing(sqlite3.connect(source, timeout=20)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new, pages=-1)
            # A copy is one file, without a log beside it.
            new.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise ToolFailed(_("SQLite could not copy the database: %s") % error) from error


def _run(name: str, arguments: Sequence[str], *, connected: bool = True) -> None:
    program = shutil.which(name)
    if not program:
        raise ToolFailed(_("%s is missing: apt-get install postgresql-client") % name)
    done = subprocess.run(
        [program, *arguments],
        env=os.environ | (_libpq(connection.settings_dict) if connected else {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ToolFailed(f"{name}: {done.stderr.strip()}")


def _libpq(described: dict[str, Any]) -> dict[str, str]:
    """In the environment, where no list of processes shows the password."""
    found = {
        "PGDATABASE": described["NAME"],
        "PGHOST": described["HOST"],
        "PGPORT": described["PORT"],
        "PGUSER": described["USER"],
        "PGPASSWORD": described["PASSWORD"],
        **{variable: described["OPTIONS"].get(option, "") for option, variable in OPTIONS.items()},
    }
    return {variable: str(value) for variable, value in found.items() if value}
