"""Carrying a whole installation elsewhere: both sides leave an event. Whoever has the command line may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from articles import record
from articles.faults import Fault
from articles.models import Person
from workflows.record.moving.archive import Contents
from workflows.record.moving.giving import give
from workflows.record.moving.taking import take

Told = Callable[[str], None]


def export_everything(path: Path, *, by: Person, with_log_ins: bool, told: Told) -> Contents:
    """Everything as it is at this moment, written to a new file. The event comes after it and stays here."""
    contents = give(path, with_log_ins=with_log_ins, told=told)
    with transaction.atomic():
        record.append(record.SITE, "everything_exported", by=by, rows=contents.rows, log_ins=with_log_ins)
    return contents


def import_everything(path: Path, *, despite_faults: bool, told: Told) -> tuple[Contents, list[Fault]]:
    """Into an empty installation, whole or not at all; and what the record's own check says of it."""
    with transaction.atomic():
        contents, faults = take(path, despite_faults=despite_faults, told=told)
        record.append(
            record.SITE,
            "everything_imported",
            by=Person.objects.system(),
            rows=contents.rows,
            site=contents.site,
            made_at=contents.made_at,
            faults=len(faults),
        )
    return contents, faults
