"""Seals: digests of the rows that never change, as events in a chain for each table. The only writer of `sealed` events.

A guard keeps rows from being changed; whoever owns the database can lift it. A seal is what tells afterwards: it holds, for each
row, the digest of the columns that its guard freezes, and events cannot be changed unseen.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Max

from articles import guards, record
from articles.faults import Counted, Fault, nobody
from articles.guards import Guard
from articles.models import Checkpoint, Event, Person

PREFIX = "rows:"
KIND = "sealed"
CHAINED = (Event, Checkpoint)
AT_ONCE = 500
# A transaction that began before the newest seal may commit a row with a lower number after it; this far back such rows are looked for.
LATE = 1000
# The number of a row is never larger.
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Seal:
    """What one event says: the columns that were sealed, and the digest of each row."""

    columns: tuple[str, ...]
    rows: Mapping[int, str]
    checkpoint: str
    until: int

    @classmethod
    def read(cls, body: str) -> Seal | None:
        """None where somebody wrote over it, which its chain names: that must not keep anything else from being sealed or told."""
        try:
            data = json.loads(body)["data"]
            columns, until = tuple(map(str, data["columns"])), int(data["until"])
            rows = {int(pk): str(digest) for pk, digest in data["rows"]}
        except (ValueError, KeyError, TypeError, OverflowError):
            return None
        fits = all(0 <= number <= LARGEST for number in (until, *rows))
        return cls(columns, rows, str(data.get("checkpoint")), until) if fits else None

    def joins(self, other: Seal) -> bool:
        """Whether both can be looked at in one query."""
        same = (self.columns, self.checkpoint) == (other.columns, other.checkpoint)
        return same and len(self.rows) + len(other.rows) <= AT_ONCE

    def with_rows_of(self, other: Seal) -> Seal:
        return Seal(self.columns, {**self.rows, **other.rows}, self.checkpoint, other.until)


def sealed_guards() -> list[Guard]:
    """Every guarded table but those that are chains themselves."""
    return [guard for guard in guards.registered() if guard.model not in CHAINED]


def stream_of(guard: Guard) -> str:
    return PREFIX + guard.table


def is_owed(guard: Guard) -> bool:
    """Whether the table has rows that no seal names yet."""
    newest = _rows(guard).aggregate(newest=Max("pk"))["newest"]
    return newest is not None and newest > _last(guard)


def seal(guard: Guard) -> int:
    """Seal every row of a table that is not sealed yet; how many there were. Twice at once seals each row once."""
    total = 0
    while done := _seal_some(guard):
        total += done
    return total


def seal_everything() -> int:
    return sum(seal(guard) for guard in sealed_guards())


@transaction.atomic
def _seal_some(guard: Guard) -> int:
    stream = stream_of(guard)
    record.lock_head(stream)
    last = _last(guard)
    from_here = max(last - LATE, 0)
    known = {pk for found in _seals(guard, reaching=from_here) for pk in found.rows}
    columns = sorted(guard.frozen)
    unsealed = _rows(guard).filter(pk__gt=from_here).exclude(pk__in=known).order_by("pk")
    rows = list(_digests(guard, columns, unsealed[:AT_ONCE]))
    if not rows:
        return 0
    newest = Checkpoint.objects.order_by("-pk").values_list("hash", flat=True).first()
    until = max(last, *(pk for pk, _digest in rows))
    data = {
        "columns": columns,
        "rows": [list(row) for row in rows],
        "until": until,
        "checkpoint": newest or record.GENESIS,
    }
    record.append(stream, KIND, by=Person.objects.system(), **data)
    return len(rows)


def _rows(guard: Guard) -> models.QuerySet[Any]:
    return guard.model._base_manager.order_by()


def _last(guard: Guard) -> int:
    """Up to where the newest seal reaches; 0 where it cannot be read, so that all are looked through for rows that none names."""
    found = Seal.read(_bodies(guard).first() or "")
    return found.until if found else 0


def _seals(guard: Guard, *, reaching: int) -> Iterator[Seal]:
    """The newest seals, back to the one that ends before the row `reaching`."""
    for found in map(Seal.read, _bodies(guard).iterator(chunk_size=20)):
        if found and found.until <= reaching:
            return
        if found:
            yield found


def _bodies(guard: Guard) -> models.QuerySet[Event, str]:
    """Of the seals, the newest first."""
    return Event.objects.filter(stream=stream_of(guard)).order_by("-sequence").values_list("body", flat=True)


def _digests(guard: Guard, columns: Sequence[str], rows: models.QuerySet[Any]) -> Iterator[tuple[int, str]]:
    names = {field.column: field.attname for field in guard.model._meta.concrete_fields}
    for pk, *values in rows.values_list("pk", *(names[column] for column in columns)):
        yield pk, row_digest(values)


def row_digest(values: Sequence[Any]) -> str:
    """SHA-256 over the values as JSON; the same on every database."""
    written = json.dumps(values, default=_written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _written(value: Any) -> str:
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def seal_faults(counted: Counted = nobody) -> Iterator[Fault]:
    """Every sealed row that was changed or is gone, and every row that was put in among sealed ones."""
    checkpoints = set(Checkpoint.objects.values_list("hash", flat=True)) | {record.GENESIS}
    for guard in sealed_guards():
        yield from _table_faults(guard, checkpoints, counted)


def _table_faults(guard: Guard, checkpoints: set[str], counted: Counted) -> Iterator[Fault]:
    sealed = array("q")
    for number, found in _grouped(guard):
        if found.checkpoint not in checkpoints:
            yield Fault(f"seal {stream_of(guard)} {number}", "names a checkpoint that is gone")
        yield from _row_faults(guard, found)
        sealed.extend(found.rows)
        counted(len(found.rows))
    yield from _put_in_faults(guard, sealed)


def _grouped(guard: Guard) -> Iterator[tuple[int, Seal]]:
    """The seals of a table, in order, small neighbours with the same columns taken together."""
    events = Event.objects.filter(stream=stream_of(guard)).order_by("sequence").values_list("sequence", "body")
    held: tuple[int, Seal] | None = None
    for sequence, body in events.iterator(chunk_size=20):
        found = Seal.read(body)
        if found is None:
            continue  # its chain names it
        if held and held[1].joins(found):
            held = (held[0], held[1].with_rows_of(found))
            continue
        if held:
            yield held
        held = (sequence, found)
    if held:
        yield held


def _row_faults(guard: Guard, found: Seal) -> Iterator[Fault]:
    known = {field.column for field in guard.model._meta.concrete_fields}
    if not known.issuperset(found.columns):
        yield Fault(f"table {guard.table}", f"lacks sealed columns: {', '.join(sorted({*found.columns} - known))}")
        return
    now = dict(_digests(guard, found.columns, _rows(guard).filter(pk__in=list(found.rows))))
    for pk, digest in found.rows.items():
        if pk not in now:
            yield Fault(f"row {pk} of {guard.table}", "is gone")
        elif now[pk] != digest:
            yield Fault(f"row {pk} of {guard.table}", "was changed after it was written")


def _put_in_faults(guard: Guard, sealed: array[int]) -> Iterator[Fault]:
    """Rows with a number far below the newest sealed one, which no seal names: nothing puts rows in there but SQL."""
    horizon = max(sealed, default=0) - LATE
    below = _rows(guard).filter(pk__lte=horizon)
    if below.count() == sum(pk <= horizon for pk in sealed):
        return
    named = set(sealed)
    for pk in below.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=AT_ONCE):
        if pk not in named:
            yield Fault(f"row {pk} of {guard.table}", "was put in among older rows")
