"""Recomputes the chains of events and checkpoints; names each entry that is not what was written."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from articles.faults import Counted, Fault, nobody
from articles.models import Checkpoint, Event
from articles.record import GENESIS, hash_of, hash_of_checkpoint, heads_in

AT_ONCE = 2000
ASKED_AT_ONCE = 400


class Head(NamedTuple):
    """The newest event of a stream."""

    sequence: int
    hash: str


Heads = Mapping[str, Head]


class _Row(NamedTuple):
    stream: str
    sequence: int
    kind: str
    at: datetime.datetime
    actor: int
    body: str
    previous: str
    hash: str


_COLUMNS = ("stream", "sequence", "kind", "at", "actor_id", "body", "previous", "hash")


def chain_faults(counted: Counted = nobody, *, since: Heads | None = None) -> Iterator[Fault]:
    """Every event whose body, hash, number or link is not what was written. Streams all events once, in order.

    With `since` each chain is recomputed from its head of that time on; that the head itself stands is `head_faults`.
    """
    known = since or {}
    stream, last = "", Head(0, GENESIS)
    rows = Event.objects.order_by("stream", "sequence").values_list(*_COLUMNS)
    looked_at = 0
    for row in map(_Row._make, rows.iterator(chunk_size=AT_ONCE)):
        if row.stream != stream:
            stream, last = row.stream, known.get(row.stream, Head(0, GENESIS))
        if row.sequence <= last.sequence:
            continue  # before `since`
        yield from _event_faults(row, last)
        last = Head(row.sequence, row.hash)
        looked_at += 1
        if looked_at % AT_ONCE == 0:
            counted(AT_ONCE)
    counted(looked_at % AT_ONCE)


def _event_faults(row: _Row, last: Head) -> Iterator[Fault]:
    name = f"event {row.stream} {row.sequence}"
    if row.sequence != last.sequence + 1:
        yield Fault(name, f"the event before it is missing (number {last.sequence + 1})")
    elif row.previous != last.hash:
        yield Fault(name, "does not continue the chain")
    if row.hash != hash_of(row.previous, row.body):
        yield Fault(name, "its hash does not fit its body")
    if not _columns_fit(row):
        yield Fault(name, "its columns do not fit its body")


def _columns_fit(row: _Row) -> bool:
    try:
        told = json.loads(row.body)
        written = tuple(told[name] for name in ("stream", "sequence", "kind", "actor", "at"))
    except (ValueError, KeyError, TypeError):
        return False
    return written == (row.stream, row.sequence, row.kind, row.actor, row.at.isoformat())


@dataclass(frozen=True)
class _Named:
    """A head that somebody wrote down: whose, and what it was."""

    by: str
    stream: str
    head: Head


def checkpoint_faults(counted: Counted = nobody) -> Iterator[Fault]:
    """Every checkpoint that does not chain, or names a head that is gone or has another hash."""
    previous = GENESIS
    confirmed: dict[str, Head] = {}
    wanted: list[_Named] = []
    for point in Checkpoint.objects.order_by("pk").iterator(chunk_size=50):
        name = f"checkpoint {point.pk}"
        former, now = _heads_in(point.heads)
        fits = point.previous == previous and former in ("", previous)
        if not fits or point.hash != hash_of_checkpoint(previous, point.at, point.heads):
            yield Fault(name, "does not continue the chain")
        previous = point.hash
        wanted += [_Named(name, stream, head) for stream, head in now.items() if confirmed.get(stream) != head]
        confirmed |= now
        if len(wanted) >= ASKED_AT_ONCE:
            yield from _gone(wanted)
            wanted = []
        counted(1)
    yield from _gone(wanted)


def _heads_in(written: str) -> tuple[str, dict[str, Head]]:
    former, heads = heads_in(written)
    try:
        return former, read_heads(heads)
    except (ValueError, TypeError):
        return former, {}  # its hash does not fit it


def read_heads(data: Mapping[str, Sequence[object]]) -> dict[str, Head]:
    """Heads as a checkpoint, a receipt or `verify --save` writes them."""
    return {stream: Head(int(str(sequence)), str(hashed)) for stream, (sequence, hashed) in data.items()}


def head_faults(heads: Heads, *, named_by: str) -> Iterator[Fault]:
    """Every head, of those that somebody wrote down, that the chains no longer have."""
    yield from _gone([_Named(named_by, stream, head) for stream, head in heads.items()])


def _gone(wanted: Sequence[_Named]) -> Iterator[Fault]:
    for first in range(0, len(wanted), ASKED_AT_ONCE):
        part = wanted[first : first + ASKED_AT_ONCE]
        there = _there(named.head.hash for named in part)
        for named in part:
            if there.get(named.head.hash) != (named.stream, named.head.sequence):
                yield Fault(named.by, f"event {named.stream} {named.head.sequence} is gone or changed since")


def _there(hashes: Iterable[str]) -> dict[str, tuple[str, int]]:
    rows = Event.objects.filter(hash__in=list(hashes)).values_list("hash", "stream", "sequence")
    return {hashed: (stream, sequence) for hashed, stream, sequence in rows}
