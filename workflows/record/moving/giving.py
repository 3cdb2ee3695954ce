"""Writes everything of this installation into one archive, as it was at one moment."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.refusals import Refusal
from workflows.record.moving import archive
from workflows.record.moving.archive import Contents, Part
from workflows.record.moving.tables import Table, staying, stored_files, travelling

Told = Callable[[str], None]


class FileChanged(Refusal):
    """A stored file became another one while it was read."""


def give(path: Path, *, with_log_ins: bool, told: Told) -> Contents:
    """The archive, whole or not at all: it gets its name when it is finished. Refuses to write over a file."""
    if path.exists():
        raise Refusal(_("%s is there already; nothing was written over it.") % path)
    beside = path.with_name(f"{path.name}.part")
    beside.touch(mode=0o600)
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as target, snapshot():
            contents = _write(target, with_log_ins=with_log_ins, told=told)
            target.writestr(archive.CONTENTS, contents.written())
        beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)
    return contents


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment for all that is read, and nobody who writes has to wait for it."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # Django's own transactions are IMMEDIATE on SQLite: they would keep every writer out.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _write(target: zipfile.ZipFile, *, with_log_ins: bool, told: Told) -> Contents:
    tables = travelling(with_log_ins=with_log_ins)
    parts: dict[str, Part] = {}
    for table in tables:
        parts[table.name] = archive.write_lines(target, archive.member(table.name), table.columns, table.lines())
        told(f"{table.name}: {parts[table.name].rows}")
    return Contents(
        made_at=timezone.now().isoformat(),
        site=settings.SITE_URL,
        migrations=migrations(),
        tables=parts,
        files=_write_files(target, tables),
        stays={table.name: table.count() for table in staying(with_log_ins=with_log_ins)},
        with_log_ins=with_log_ins,
    )


def migrations() -> dict[str, list[str]]:
    """What this database was made by: the names of the migrations of each app."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def _write_files(target: zipfile.ZipFile, tables: Sequence[Table]) -> Part:
    """Every stored file once, however many rows name it; then the list of them, which waits on disk until then."""
    with tempfile.TemporaryFile() as listed:
        written: set[str] = set()
        for storage, name in stored_files(tables):
            sha256, size = _write_file(target, storage, name, written)
            listed.write((json.dumps([name, sha256, size], ensure_ascii=False) + "\n").encode())
        listed.seek(0)
        return archive.write_lines(target, archive.FILES, ["name", "sha256", "size"], listed)


def _write_file(target: zipfile.ZipFile, storage: Any, name: str, written: set[str]) -> tuple[str, int]:
    try:
        with storage.open(name) as content:
            sha256, size = archive.digest_of(content)
            if sha256 not in written:
                content.seek(0)
                archive.write_file(target, content, sha256)
                _require_same(content, sha256, name)
                written.add(sha256)
    except FileNotFoundError:
        return "", 0
    return sha256, size


def _require_same(content: IO[bytes], sha256: str, name: str) -> None:
    content.seek(0)
    if archive.digest_of(content)[0] != sha256:
        raise FileChanged(_("%s changed while it was read. Export again.") % name)
