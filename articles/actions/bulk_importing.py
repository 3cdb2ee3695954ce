"""A publisher's archive on its way in: kept, looked through, and imported file by file in the background."""

from __future__ import annotations

import datetime
import hashlib
import tempfile
import time
import uuid
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import structlog
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles import owed, record, stored_files
from articles.actions.bulk_files import import_file, known_already
from articles.importing import archives, moving_table, naming
from articles.importing.archives import MEGABYTE, Limits
from articles.importing.confined import Confined
from articles.importing.converting import KINDS
from articles.importing.decoding import decode
from articles.importing.exports import ExportedPage
from articles.importing.moving_table import Stated, Table
from articles.models import BulkFile, BulkImport, BulkStage, FileOutcome, Person
from articles.permissions import Desk, require
from articles.refusals import Refusal

log = structlog.get_logger(__name__)

KIND = "bulk_import"
FOLDER = "bulk-imports"
LIMITS = Limits(entries=20_000, all=4_000 * MEGABYTE, each=60 * MEGABYTE)
LARGEST_FILE = 40 * MEGABYTE
# One turn of a worker, then other work gets its own. A worker that dies is replaced when its time is over.
_TURN, _HELD = 25.0, datetime.timedelta(seconds=150)
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".tif", ".tiff", ".ico"})
_PAGE_PARTS = frozenset({".css", ".js", ".map", ".woff", ".woff2", ".ttf", ".eot", ".rels"})


def bring_archive(content: IO[bytes], *, by: Person, name: str, audience: str, per_month: int = 20) -> BulkImport:
    """Keep the archive; it is looked through and imported in the background."""
    require(Desk.of(by).may_draft)
    with stored_files.stored(f"{FOLDER}/{uuid.uuid4()}.zip", File(content)) as file, transaction.atomic():
        brought = BulkImport.objects.create(by=by, name=name[:255], audience=audience, per_month=per_month, file=file)
        stored_files.wanted(file)
        record.append(record.LIBRARY, "bulk_import.brought", by=by, bulk_import=brought.pk)
        owed.kick(KIND, brought.pk)
    return brought


@transaction.atomic
def stop_bulk_import(brought: BulkImport, *, by: Person) -> BulkImport:
    """Nothing more is imported; what is in stays. A file that is being imported is imported to its end."""
    require(Desk.of(by).may_draft and brought.by_id == by.pk)
    locked = BulkImport.objects.select_for_update().get(pk=brought.pk)
    if not locked.is_underway:
        raise Refusal(_("This import is over."))
    _end(locked, BulkStage.STOPPED)
    return locked


@transaction.atomic
def go_on_again(brought: BulkImport, *, by: Person) -> BulkImport:
    """A stopped import goes on with the files that wait."""
    require(Desk.of(by).may_draft and brought.by_id == by.pk)
    locked = BulkImport.objects.select_for_update().get(pk=brought.pk)
    if locked.stage != BulkStage.STOPPED or not locked.file:
        raise Refusal(_("Only a stopped import can go on."))
    locked.stage = BulkStage.IMPORTING if locked.files.exists() else BulkStage.READING
    locked.finished_at = locked.working_until = None
    locked.save()
    owed.kick(KIND, locked.pk)
    return locked


def go_on_with_bulk_import(pk: int) -> None:
    """A turn of it. Whoever has the turn is alone with it; twice at once does nothing twice."""
    if not _take_turn(pk):
        return
    brought = BulkImport.objects.select_related("by").get(pk=pk)
    # Whoever brought the files reads what became of them.
    with translation.override(brought.by.reads_in):
        _go_on(brought)
    if BulkImport.objects.due().filter(pk=pk).exists():
        owed.kick(KIND, pk)


def _go_on(brought: BulkImport) -> None:
    try:
        require(Desk.of(brought.by).may_draft)
        if brought.stage == BulkStage.READING:
            _look_through(brought)
        if brought.stage == BulkStage.IMPORTING:
            _import_some(brought)
    except PermissionDenied:
        _refuse(brought, _("Whoever brought these files may no longer write drafts."))
    except Refusal as why:
        _refuse(brought, str(why))
    except FileNotFoundError:
        _refuse(brought, _("The archive is gone. Bring it once more: what is imported is known again."))
    finally:
        BulkImport.objects.filter(pk=brought.pk).update(working_until=None)


def _take_turn(pk: int) -> bool:
    free = Q(working_until=None) | Q(working_until__lt=timezone.now())
    rows = BulkImport.objects.due().filter(free, pk=pk)
    return bool(rows.update(working_until=timezone.now() + _HELD))


def _look_through(brought: BulkImport) -> None:
    """One row for each file, with what its table says of it; nothing is imported before all of them stand there."""
    with brought.file.open("rb") as stream, archives.opened(stream, LIMITS) as archive:
        entries = [
            entry for entry in archive.infolist() if not entry.is_dir() and not naming.is_ignored(entry.filename)
        ]
        exported, unread = _exported(archive, [entry.filename for entry in entries])
        names = [entry.filename for entry in entries if entry.filename not in exported]
        table, remarks = _table(archive, [name for name in names if name not in unread])
        rows = [_row(brought, number, name, table) for number, name in enumerate(_files(names, table), start=1)]
        for name, pages in exported.items():
            rows += [_page_row(brought, number, name, page) for number, page in enumerate(pages, start=len(rows) + 1)]
        rows += _without_file(brought, table, names, len(rows))
    for row in rows:
        if row.name in unread:
            row.outcome, row.sentence = FileOutcome.REFUSED, unread[row.name]
    _refuse_names_used_twice(rows)
    if not rows:
        raise Refusal(_("There is no file in it that could be an article."))
    with transaction.atomic():
        locked = BulkImport.objects.select_for_update().get(pk=brought.pk)
        if locked.stage != BulkStage.READING:
            return
        BulkFile.objects.bulk_create(rows, batch_size=500)
        locked.stage, locked.remarks = BulkStage.IMPORTING, [str(remark) for remark in (*remarks, *table.remarks)]
        locked.save()
    brought.stage = locked.stage


def _exported(archive: zipfile.ZipFile, names: list[str]) -> tuple[dict[str, list[ExportedPage]], dict[str, str]]:
    """Pages of files that are exports of other systems, by file; and sentences about exports that cannot be read."""
    found: dict[str, list[ExportedPage]] = {}
    unread: dict[str, str] = {}
    wanted = [name for name in names if name.lower().endswith((".xml", ".json", ".csv"))]
    if not wanted:
        return found, unread
    with Confined() as confined, tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "export"
        for name in wanted:
            try:
                place.write_bytes(archives.read(archive, name, LARGEST_FILE))
                if pages := confined.expand(place, name):
                    found[name] = pages
            except Refusal as why:
                unread.update({name: str(why)} if not name.lower().endswith(".csv") else {})
    return found, unread


def _page_row(brought: BulkImport, number: int, name: str, page: ExportedPage) -> BulkFile:
    """A page of an export: its words are kept in the row, because the archive has only all of them together."""
    row = BulkFile(source=brought, number=number, name=f"{name}#{page.name}"[:500], content=page.document)
    row.stated, row.group = dict(page.stated), ""
    if page.left_out:
        row.outcome, row.sentence, row.content = FileOutcome.LEFT_OUT, page.left_out, ""
    return row


def _files(names: list[str], table: Table) -> list[str]:
    """Articles of one group beside each other, everything else behind them; tables are read and are no rows.

    What the table names comes first: of two files with the same bytes the one that it says something of is taken.
    """

    def place(name: str) -> tuple[bool, bool, str, str]:
        is_named = _stated_of(name, table) is not None
        return Path(name).suffix.lower() not in KINDS, not is_named, naming.named(name).group, name

    return sorted((name for name in names if not name.lower().endswith((".csv", ".tsv"))), key=place)


def _refuse_names_used_twice(rows: list[BulkFile]) -> None:
    """Of files with one name an archive gives out the last alone, whichever is asked for: none is taken for another."""
    counted_names = Counter(row.name for row in rows if row.outcome != FileOutcome.LEFT_OUT)
    for row in rows:
        if counted_names[row.name] > 1:
            row.outcome = FileOutcome.REFUSED
            row.sentence = _("Several files have this name. Give each a name of its own, and bring them again.")


def _table(archive: zipfile.ZipFile, names: list[str]) -> tuple[Table, list[str]]:
    """The first table that names files; a second one is said to be left alone."""
    remarks: list[str] = []
    found: Table | None = None
    for name in sorted(name for name in names if name.lower().endswith((".csv", ".tsv"))):
        try:
            table = moving_table.read(decode(archives.read(archive, name, 5 * MEGABYTE)))
        except Refusal as why:
            remarks.append(f"{name}: {why}")
            continue
        if found is not None:
            remarks.append(_("%s: only one table is read.") % name)
            continue
        found = table
    return found or Table(), remarks


def _row(brought: BulkImport, number: int, name: str, table: Table) -> BulkFile:
    stated = _stated_of(name, table)
    named = naming.named(name)
    suffix = Path(name).suffix.lower()
    row = BulkFile(source=brought, number=number, name=name[:500])
    row.group = (stated.values.get("article", "").casefold() if stated else "") or named.group[:300]
    row.audience = (stated.values.get("audience", "") if stated else "") or named.audience
    if stated is not None:
        row.stated = {key: value for key, value in stated.values.items() if key not in ("file", "article", "audience")}
        row.notes = [str(remark) for remark in stated.remarks]
    if suffix in _PICTURES:
        row.outcome, row.sentence = (
            FileOutcome.LEFT_OUT,
            _("A picture beside the texts: add it in the editor where it belongs."),
        )
    elif suffix in _PAGE_PARTS:
        row.outcome, row.sentence = FileOutcome.LEFT_OUT, _("A part of the former page, not a text.")
    return row


def _stated_of(name: str, table: Table) -> Stated | None:
    """By the whole path, or by the file's own name where that is in the table."""
    whole = name.casefold()
    return table.by_file.get(whole) or table.by_file.get(whole.rsplit("/", 1)[-1])


def _without_file(brought: BulkImport, table: Table, names: list[str], before: int) -> list[BulkFile]:
    known = {name.casefold() for name in names} | {name.casefold().rsplit("/", 1)[-1] for name in names}
    missing = [row for key, row in table.by_file.items() if key not in known and row.file]
    sentence = _("The table names this file, but it is not there.")
    return [
        BulkFile(
            source=brought, number=before + place, name=row.file[:500], outcome=FileOutcome.REFUSED, sentence=sentence
        )
        for place, row in enumerate(missing, start=1)
    ]


def _import_some(brought: BulkImport) -> None:
    end = time.monotonic() + _TURN
    with (
        brought.file.open("rb") as stream,
        archives.opened(stream, LIMITS) as archive,
        Confined() as confined,
        tempfile.TemporaryDirectory() as folder,
    ):
        while time.monotonic() < end:
            row = brought.files.filter(outcome=FileOutcome.WAITING).order_by("number").first()
            stage = BulkImport.objects.values_list("stage", flat=True).get(pk=brought.pk)
            if stage != BulkStage.IMPORTING:
                return
            if row is None:
                _finish(brought)
                return
            BulkImport.objects.filter(pk=brought.pk).update(working_until=timezone.now() + _HELD)
            _import_one(row, archive, confined, Path(folder) / "file")


def _import_one(row: BulkFile, archive: zipfile.ZipFile, confined: Confined, place: Path) -> None:
    """A sentence for this file, whatever it is; the others go in."""
    try:
        content = row.content.encode() if row.content else archives.read(archive, row.name, LARGEST_FILE)
        row.digest = hashlib.sha256(content).hexdigest()
        known = known_already(row)
        if known is not None:
            _settle(row, outcome=known[0], sentence=known[1], article=known[2])
            return
        BulkFile.objects.filter(pk=row.pk).update(digest=row.digest)
        place.write_bytes(content)
        import_file(row, confined.convert(place, f"{row.name}.html" if row.content else row.name))
    except Refusal as why:
        _settle(row, outcome=FileOutcome.REFUSED, sentence=str(why))
    except (DatabaseError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        log.exception("a file could not be imported", bulk_import=row.source_id, number=row.number)
        _settle(
            row,
            outcome=FileOutcome.REFUSED,
            sentence=_("This file met a fault of this program. An operator finds it in the log."),
        )


@transaction.atomic
def _settle(row: BulkFile, *, outcome: FileOutcome, sentence: str, article: object = None) -> None:
    locked = BulkFile.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if locked.outcome != FileOutcome.WAITING:
        return
    locked.outcome, locked.sentence, locked.digest = outcome, sentence, row.digest
    locked.article = article  # type: ignore[assignment]
    locked.done_at = timezone.now()
    locked.save()


@transaction.atomic
def _finish(brought: BulkImport) -> None:
    locked = BulkImport.objects.select_for_update().get(pk=brought.pk)
    if locked.stage == BulkStage.IMPORTING and not locked.files.filter(outcome=FileOutcome.WAITING).exists():
        _end(locked, BulkStage.DONE)
        record.append(record.LIBRARY, "bulk_import.done", by=locked.by, bulk_import=locked.pk, **counted(locked))


def _end(locked: BulkImport, stage: BulkStage, problem: str = "") -> None:
    """The archive is not needed any more, unless the import may go on."""
    locked.stage, locked.problem, locked.finished_at = stage, problem, timezone.now()
    file = locked.file.name
    if stage != BulkStage.STOPPED:
        locked.file = ""
    locked.save()
    if file and stage != BulkStage.STOPPED:
        stored_files.give_up(file)


@transaction.atomic
def _refuse(brought: BulkImport, problem: str) -> None:
    locked = BulkImport.objects.select_for_update().get(pk=brought.pk)
    if locked.is_underway:
        _end(locked, BulkStage.REFUSED, problem)


def counted(brought: BulkImport) -> Mapping[str, int]:
    """How many files have each outcome."""
    found = {outcome.value: 0 for outcome in FileOutcome}
    for outcome in brought.files.order_by().values_list("outcome", flat=True):
        found[outcome] += 1
    return found
