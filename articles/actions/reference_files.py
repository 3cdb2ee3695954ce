"""A file of references on its way: read in the background, shown, and saved when whoever brought it says so."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import IO, Any, BinaryIO, cast

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import owed, stored_files
from articles.actions.reference_import import (
    RECORDS_AT_ONCE,
    Counts,
    Known,
    Outcome,
    Seen,
    batches,
    note_import,
    planned,
    store,
)
from articles.actions.reference_lookup import looked_up_meanwhile, refused
from articles.importing.reference_files import opened
from articles.models import ImportedRecord, ImportOutcome, ImportStage, Person, ReferenceImport
from articles.outside.asking import ServiceAway
from articles.permissions import Desk, require
from articles.references.recognising import LISTED
from articles.references.works import Record, Wanted, Work
from articles.refusals import Refusal
from articles.retention.table import IMPORT_KEPT

KIND = "reference_import"
FOLDER = "reference-imports"
# So many batches are saved before other work gets its turn.
_BATCHES_A_TURN = 5
_LOOKED_UP_A_TURN = 5
# What nobody decided on for so long is given up; the file is still where it came from.
KEPT_FOR = datetime.timedelta(days=IMPORT_KEPT)
# While a service is away: after a minute, then longer and longer waits, some five hours in all.
_FIRST_WAIT, _LONGEST_WAIT = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)
_MOST_TRIES = 10
_KEPT = ("csl", "type", "label", "doi", "pmid", "pmcid", "isbn", "url", "guideline")


class ImportGone(Refusal):
    """It is not in the stage in which this can be done."""


def bring_references(content: IO[bytes], *, by: Person, name: str) -> ReferenceImport:
    """Keep the file; it is read in the background and then waits for a decision."""
    require(Desk.of(by).may_keep_library)
    with stored_files.stored(f"{FOLDER}/{uuid.uuid4()}", File(content)) as file, transaction.atomic():
        brought = ReferenceImport.objects.create(by=by, name=name[:255] or _("pasted text"), file=file)
        stored_files.wanted(file)
        owed.kick(KIND, brought.pk)
    return brought


@transaction.atomic
def save_references(brought: ReferenceImport, *, by: Person) -> ReferenceImport:
    """Into the library with what was shown; the work itself is done in the background."""
    locked = _locked(brought, by=by)
    if locked.stage in {ImportStage.SAVING, ImportStage.DONE}:
        return locked
    if locked.stage != ImportStage.SHOWN:
        raise ImportGone(_("This import is not ready to be saved."))
    _enter(locked, ImportStage.SAVING)
    owed.kick(KIND, locked.pk)
    return locked


@transaction.atomic
def drop_references(brought: ReferenceImport, *, by: Person) -> ReferenceImport:
    """Give the import up before anything of it is saved."""
    locked = _locked(brought, by=by)
    if locked.stage not in {ImportStage.READING, ImportStage.SHOWN, ImportStage.REFUSED}:
        raise ImportGone(_("This import is being saved, or it is over."))
    _end(locked, ImportStage.DROPPED)
    return locked


def _locked(brought: ReferenceImport, *, by: Person) -> ReferenceImport:
    require(Desk.of(by).may_keep_library and brought.by_id == by.pk)
    return ReferenceImport.objects.select_for_update().get(pk=brought.pk)


def _enter(locked: ReferenceImport, stage: ImportStage) -> None:
    locked.stage = stage
    locked.save()


def _end(locked: ReferenceImport, stage: ImportStage, problem: str = "") -> None:
    """The file is not needed any more; records that wait for nobody go with it."""
    file = locked.file.name
    locked.problem, locked.finished_at, locked.file = problem, timezone.now(), ""
    _enter(locked, stage)
    if stage != ImportStage.DONE:
        locked.records.all().delete()
    if file:
        stored_files.give_up(file)


def go_on_with_import(pk: int, *, asks_others: bool = True) -> None:
    """Read the file to its end, or save a few hundred records of it. May run twice at once, and goes on where it was.

    Of a list of identifiers a few are looked up; nothing is done of it where others may not be asked, because a person waits.
    """
    brought = ReferenceImport.objects.select_related("by").get(pk=pk)
    try:
        if brought.stage == ImportStage.READING:
            _read(brought, asks_others=asks_others)
        elif brought.stage == ImportStage.SAVING:
            _save(brought)
    except PermissionDenied:
        _refuse(brought, _("Whoever brought this file may no longer keep the library."))


def forgotten_imports() -> QuerySet[ReferenceImport]:
    return ReferenceImport.objects.filter(stage=ImportStage.SHOWN, at__lt=timezone.now() - KEPT_FOR)


@transaction.atomic
def forget_import(pk: int) -> None:
    """The clock gives up what nobody decided on."""
    locked = ReferenceImport.objects.select_for_update().get(pk=pk)
    if locked.stage == ImportStage.SHOWN and locked.at < timezone.now() - KEPT_FOR:
        _end(locked, ImportStage.DROPPED)


def _read(brought: ReferenceImport, *, asks_others: bool) -> None:
    try:
        with brought.file.open("rb") as stream:
            source = opened(cast("BinaryIO", stream))
            ReferenceImport.objects.filter(pk=brought.pk).update(format=source.format.label, encoding=source.encoding)
            if source.format is not LISTED:
                _read_records(brought, source.records)
            elif asks_others:
                _look_up_some(brought, source.records)
    except Refusal as why:
        _refuse(brought, str(why))
    except FileNotFoundError:
        _refuse(brought, _("The file is gone. Bring it once more."))


def _read_records(brought: ReferenceImport, records: Iterable[Record]) -> None:
    seen, place = Seen(), 0
    for batch in batches(records):
        if place < brought.records_read:
            # Shown already before somebody stopped the process.
            for one in batch:
                seen.note(one)
        elif not _show(brought, place, batch, seen):
            return
        place += len(batch)
    _finish_reading(brought, place)


def _look_up_some(brought: ReferenceImport, records: Iterable[Record]) -> None:
    """A few, so that other work gets its turn between questions to a slow service; the rest later where one is away."""
    if brought.again_at is not None and brought.again_at > timezone.now():
        return
    batch = list(islice(records, brought.records_read, brought.records_read + _LOOKED_UP_A_TURN))
    if not batch:
        _finish_reading(brought, brought.records_read)
        return
    found, away = looked_up_meanwhile(batch)
    gives_up = away is not None and not found and brought.tries >= _MOST_TRIES
    if away is not None and gives_up:
        found = [refused(cast("Wanted", batch[0]), away)]
    if found and not _show(brought, brought.records_read, found, Seen()):
        return
    if away is not None and not gives_up:
        _put_off(brought, away, tries=1 if found else brought.tries + 1)
        return
    if not gives_up:
        ReferenceImport.objects.filter(pk=brought.pk).update(tries=0, again_at=None, problem="")
    owed.kick(KIND, brought.pk)


def _put_off(brought: ReferenceImport, away: ServiceAway, *, tries: int) -> None:
    """Whoever brought the file is told which service is away, and when it is asked again."""
    again_at = timezone.now() + min(_FIRST_WAIT * 2 ** (tries - 1), _LONGEST_WAIT)
    why = _("%(service)s cannot be asked at present: %(why)s") % {"service": away.service, "why": away.why}
    rows = ReferenceImport.objects.filter(pk=brought.pk, stage=ImportStage.READING)
    rows.update(tries=tries, again_at=again_at, problem=why)


@transaction.atomic
def _finish_reading(brought: ReferenceImport, place: int) -> None:
    locked = ReferenceImport.objects.select_for_update().get(pk=brought.pk)
    if locked.stage != ImportStage.READING or locked.records_read != place:
        return
    if place:
        _enter(locked, ImportStage.SHOWN)
    else:
        _end(locked, ImportStage.REFUSED, _("There are no references in it."))


@transaction.atomic
def _show(brought: ReferenceImport, place: int, batch: list[Record], seen: Seen) -> bool:
    """False where somebody else reads this file or has given it up."""
    locked = ReferenceImport.objects.select_for_update().get(pk=brought.pk)
    if locked.stage != ImportStage.READING or locked.records_read != place:
        return False
    known = Known.of(batch)
    rows = [_row(locked, number, one, planned(one, known, seen)) for number, one in enumerate(batch, place + 1)]
    ImportedRecord.objects.bulk_create(rows)
    locked.records_read += len(rows)
    locked.save()
    return True


def _row(locked: ReferenceImport, number: int, one: Record, outcome: Outcome) -> ImportedRecord:
    return ImportedRecord(
        source=locked,
        number=number,
        line=outcome.line,
        outcome=outcome.outcome,
        title=outcome.title[:600],
        says=outcome.says,
        work=_kept(one) if isinstance(one, Work) else {},
    )


def _kept(work: Work) -> dict[str, Any]:
    return {name: value for name, value in asdict(work).items() if name in _KEPT} | {
        "notes": [str(note) for note in work.notes]
    }


def _work(row: ImportedRecord) -> Work:
    return Work(**{**row.work, "notes": tuple(row.work["notes"])}, line=row.line)


def _save(brought: ReferenceImport) -> None:
    for _turn in range(_BATCHES_A_TURN):
        if not _save_some(brought):
            return
    owed.kick(KIND, brought.pk)


@transaction.atomic
def _save_some(brought: ReferenceImport) -> bool:
    """A batch, and how far it is, in one transaction; False when there is nothing more to do."""
    locked = ReferenceImport.objects.select_for_update().get(pk=brought.pk)
    if locked.stage != ImportStage.SAVING:
        return False
    rows = list(locked.records.filter(number__gt=locked.records_saved)[:RECORDS_AT_ONCE])
    if not rows:
        note_import(counted(locked), by=brought.by)
        _end(locked, ImportStage.DONE)
        return False
    works = [row for row in rows if row.work]
    outcomes = store([_work(row) for row in works], by=brought.by, source=locked.name)
    for row, outcome in zip(works, outcomes, strict=True):
        row.outcome, row.says, row.work = outcome.outcome, outcome.says, {}
    ImportedRecord.objects.bulk_update(works, ["outcome", "says", "work"])
    locked.records_saved = rows[-1].number
    locked.save()
    return True


def counted(brought: ReferenceImport) -> Counts:
    """How many records become, or became, what."""
    found = dict(_counts_of(brought))
    return Counts(**{outcome.value: found.get(outcome.value, 0) for outcome in ImportOutcome})


def _counts_of(brought: ReferenceImport) -> Iterator[tuple[str, int]]:
    rows = brought.records.order_by().values("outcome").annotate(count=Count("pk"))
    return ((row["outcome"], row["count"]) for row in rows)


@transaction.atomic
def _refuse(brought: ReferenceImport, problem: str) -> None:
    locked = ReferenceImport.objects.select_for_update().get(pk=brought.pk)
    if locked.stage in {ImportStage.READING, ImportStage.SAVING}:
        _end(locked, ImportStage.REFUSED, problem)
