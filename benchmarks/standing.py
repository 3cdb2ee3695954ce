"""A PostgreSQL whose files stay in a folder, so that a database that takes long to fill is filled once."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.tiers import owner_of, parts, readable

# As on a server: a commit is on the disk, and docs/one-server.md has switched jit off. Of the memory a tenth of what one server has.
SETTINGS = """
jit = off
listen_addresses = ''
max_connections = 100
shared_buffers = 512MB
max_wal_size = 4GB
checkpoint_timeout = 15min
"""


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """The URL of its first database. The folder must be one that the user of PostgreSQL may enter."""
    folder.mkdir(parents=True, exist_ok=True)
    as_user = owner_of(folder)
    programs = readable(parts()["postgres"].where, folder, as_user)
    data = folder / "data"
    if not data.exists():
        initdb = [f"{programs}/initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run([*as_user, *initdb], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        with (data / "postgresql.conf").open("a") as configuration:
            configuration.write(f"{SETTINGS}unix_socket_directories = '{folder}'\n")
    control = [*as_user, f"{programs}/pg_ctl", "-D", str(data), "-w", "-s", "-l", str(folder / "log"), "-t", "600"]
    subprocess.run([*control, "start"], check=True, cwd=folder)
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        subprocess.run([*control, "-m", "fast", "stop"], check=True, cwd=folder)


def main_process(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def new_database(url: str, name: str) -> str:
    """Empty, and its URL; one of that name that was there is dropped."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return url.replace("/postgres?", f"/{name}?")
