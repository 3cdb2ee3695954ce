"""Puts an archive of everything into an empty installation: all of it, verified, or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.faults import Fault, nobody
from articles.models import PageChange, Publication, SearchOwed, Webhook
from articles.refusals import Refusal
from workflows.record.moving.archive import Archive, Contents, NoArchive, digest_of, digest_of_lines, member
from workflows.record.moving.giving import migrations
from workflows.record.moving.tables import Table, reset_sequences, travelling
from workflows.record.verification import CHECKS

Told = Callable[[str], None]


class NotEmpty(Refusal):
    """There is something in this installation already."""


class OtherRelease(Refusal):
    """The archive was written by a release with other tables."""


class NotAsWritten(Refusal):
    """What was loaded does not verify; `faults` says where."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        named = [str(fault) for fault in faults[:20]]
        super().__init__(_("The record does not verify. Nothing was imported."), details=named)
        self.faults = tuple(faults)


def take(path: Path, *, despite_faults: bool, told: Told) -> tuple[Contents, list[Fault]]:
    """Rows, files, counts, links, guards, record: one transaction. What was loaded, and what `verify` says of it."""
    with closing(Archive(path)) as archive:
        _require_release(archive.contents)
        tables = travelling(with_log_ins=archive.contents.with_log_ins)
        _require_same_columns(archive.contents, tables)
        _require_empty()
        with _storing() as store, transaction.atomic():
            for table in tables:
                _load(archive, table)
                told(f"{table.name}: {archive.contents.tables[table.name].rows}")
            _put_files(archive, _storages(tables), store)
            reset_sequences(tables)
            _owe(archive.contents)
            _require_links()
            faults = [fault for check in CHECKS.values() for fault in check(nobody)]
            if faults and not despite_faults:
                raise NotAsWritten(faults)
        return archive.contents, faults


def _require_release(contents: Contents) -> None:
    here = migrations()
    for app in sorted(here.keys() | contents.migrations.keys()):
        theirs, ours = set(contents.migrations.get(app, [])), set(here.get(app, []))
        if unknown := sorted(theirs - ours):
            words = _(
                "The archive is of a newer release: this one lacks the migration %(name)s of %(app)s. Update first."
            )
            raise OtherRelease(words % {"name": unknown[0], "app": app})
        if missing := sorted(ours - theirs):
            words = _(
                "The archive is of an older release: it lacks the migration %(name)s of %(app)s."
                " Update the installation that it comes from, then export again."
            )
            raise OtherRelease(words % {"name": missing[0], "app": app})


def _require_same_columns(contents: Contents, tables: Sequence[Table]) -> None:
    ours = {table.name: table.columns for table in tables}
    theirs = {name: part.columns for name, part in contents.tables.items()}
    for name in sorted(ours.keys() | theirs.keys()):
        if ours.get(name) != theirs.get(name):
            raise OtherRelease(_("The table %s has other columns in the archive than here.") % name)


def _require_empty() -> None:
    """Also of rows that would not travel: nothing is mixed."""
    for table in travelling(with_log_ins=True):
        if table.model._base_manager.exists():
            words = _("This installation is not empty: %s has rows. Import into one that was only migrated.")
            raise NotEmpty(words % table.name)


def _load(archive: Archive, table: Table) -> None:
    said = archive.contents.tables[table.name]
    try:
        table.put(archive.lines(member(table.name), said))
    except (DatabaseError, ValueError, TypeError, KeyError) as error:
        words = _("A row of %(table)s cannot be taken: %(error)s")
        raise NoArchive(words % {"table": table.name, "error": str(error).strip()}) from error
    if digest_of_lines(Table(table.model).lines()) != (said.rows, said.sha256):
        raise NoArchive(_("The rows of %s read back are not the rows of the archive.") % table.name)


def _storages(tables: Sequence[Table]) -> Mapping[str, Any]:
    """From the name of a file to where it belongs, of those that rows name."""
    found: dict[str, Any] = {}
    for table in tables:
        for one in (one for one in table.fields if isinstance(one, models.FileField)):
            rows = table.model._base_manager.exclude(**{one.attname: ""}).values_list(one.attname, flat=True)
            found.update(dict.fromkeys(rows.iterator(chunk_size=2000), one.storage))
    return found


@contextmanager
def _storing() -> Iterator[Callable[[Any, str, Any], None]]:
    """Stores files; takes them away again when what is around it fails."""
    stored: list[tuple[Any, str]] = []

    def store(storage: Any, name: str, content: Any) -> None:
        kept = storage.save(name, File(content))
        stored.append((storage, kept))
        if kept != name:
            raise NoArchive(_("The file %s is here already, or its name cannot be used.") % name)

    try:
        yield store
    except BaseException:
        for storage, name in stored:
            storage.delete(name)
        raise


def _put_files(archive: Archive, storages: Mapping[str, Any], store: Callable[[Any, str, Any], None]) -> None:
    for name, sha256 in archive.files():
        storage = storages.get(name)
        if storage is None:
            raise NoArchive(_("The archive has the file %s, which no row names.") % name)
        if sha256:
            try:
                _put_file(archive, storage, name, sha256, store)
            except SuspiciousFileOperation:
                raise NoArchive(_("The file name %s leads outside of the folder of files.") % name) from None


def _put_file(archive: Archive, storage: Any, name: str, sha256: str, store: Callable[[Any, str, Any], None]) -> None:
    """What an import that was killed has left behind is taken as it is, where it is the same."""
    if storage.exists(name) and _digest(storage, name) == sha256:
        return
    with archive.file(sha256) as content:
        # Before it is stored: a store keeps the first half of a file that cannot be read to its end.
        if digest_of(content)[0] != sha256:
            raise NoArchive(_("The archive is damaged: the file %s is not what was written.") % name)
        content.seek(0)
        store(storage, name, content)


def _digest(storage: Any, name: str) -> str:
    with storage.open(name) as content:
        return digest_of(content)[0]


def _owe(contents: Contents) -> None:
    """What is made again: the search, of everything live. A webhook without its secret can sign nothing, so it is off."""
    newest = dict(PageChange.objects.values_list("article").annotate(models.Max("serial")))
    live = Publication.objects.live().values_list("article", flat=True).distinct()
    SearchOwed.objects.bulk_create(SearchOwed(article_id=pk, serial=newest.get(pk, 0)) for pk in live)
    if not contents.with_log_ins:
        why = _("Moved here without its secret. Make a new one.")
        Webhook.objects.on().update(off_at=timezone.now(), off_why=why)


def _require_links() -> None:
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise NoArchive(_("A row points at one that is not in the archive: %s") % str(error).strip()) from error


def summary(contents: Contents, faults: Sequence[Fault]) -> str:
    """As JSON, for programs."""
    told = {
        "tables": {name: part.rows for name, part in contents.tables.items()},
        "files": contents.files.rows,
        "stays": contents.stays,
        "faults": [vars(fault) for fault in faults],
    }
    return json.dumps(told, sort_keys=True)
