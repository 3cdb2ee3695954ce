"""The record: the only writer of `Event`, `Checkpoint` and `PageChange`, and what recomputes the chains."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import rfc8785
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from articles.models import Article, Checkpoint, Event, PageChange, Person
from articles.refusals import Refusal

GENESIS = "0" * 64
SITE = "site"
LIBRARY = "library"


def append(stream: str, kind: str, *, by: Person, **data: Any) -> Event:
    """Add one event to a stream, inside the caller's transaction; the head of the stream is locked until its end."""
    _lock_head(stream)
    head = Event.objects.filter(stream=stream).order_by("-sequence").values_list("sequence", "hash").first()
    last, previous = head or (0, GENESIS)
    return _add(stream, last, previous, kind, by, data)


def follow(head: Event, kind: str, *, by: Person, **data: Any) -> Event:
    """As `append`, behind the event that the caller has just added in the same transaction."""
    return _add(head.stream, head.sequence, head.hash, kind, by, data)


def _add(stream: str, last: int, previous: str, kind: str, by: Person, data: Mapping[str, Any]) -> Event:
    sequence = last + 1
    at = timezone.now()
    body = _body(stream, sequence, kind, at, by.pk, data)
    return Event.objects.create(
        stream=stream,
        sequence=sequence,
        kind=kind,
        at=at,
        actor=by,
        body=body,
        previous=previous,
        hash=_hash(previous, body),
    )


def _lock_head(stream: str) -> None:
    # SQLite's transactions are IMMEDIATE: there is one writer. On PostgreSQL two actions on one article already queue at its
    # row; the advisory lock serves streams that have no row (library, site).
    if connection.vendor == "postgresql" and not stream.startswith("article:"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [stream])


def _body(stream: str, sequence: int, kind: str, at: datetime.datetime, actor: int, data: Mapping[str, Any]) -> str:
    event: dict[str, Any] = {
        "stream": stream,
        "sequence": sequence,
        "kind": kind,
        "at": at.isoformat(),
        "actor": actor,
        "data": dict(data),
    }
    return rfc8785.dumps(event).decode()


def _hash(previous: str, body: str) -> str:
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


@contextmanager
def refusals_recorded(article: Article, action: str, *, by: Person) -> Iterator[None]:
    """Leave an event, in a transaction of its own, when the action inside is refused. Use outside the action's transaction."""
    try:
        yield
    except (Refusal, PermissionDenied) as refusal:
        with transaction.atomic():
            locked = Article.objects.locked().get(pk=article.pk)
            append(locked.stream, "refused", by=by, action=action, why=type(refusal).__name__)
        raise


def checkpoint(*, now: datetime.datetime | None = None) -> Checkpoint | None:
    """Chain the heads of all streams; None when no event came since the last checkpoint."""
    with transaction.atomic():
        _lock_head("checkpoint")
        last = Checkpoint.objects.order_by("-pk").first()
        heads = rfc8785.dumps(_heads()).decode()
        if last is not None and last.heads == heads:
            return None
        previous = last.hash if last else GENESIS
        at = now or timezone.now()
        hashed = _hash(previous, f"{at.isoformat()}\n{heads}")
        return Checkpoint.objects.create(at=at, heads=heads, previous=previous, hash=hashed)


def _heads() -> dict[str, list[Any]]:
    """stream → [sequence, hash] of its newest event."""
    newest = Event.objects.values("stream").annotate(last=Max("pk")).values("last")
    rows = Event.objects.filter(pk__in=newest).values_list("stream", "sequence", "hash")
    return {stream: [sequence, hashed] for stream, sequence, hashed in rows}


@dataclass(frozen=True)
class Fault:
    """One record that is not as it was written."""

    record: str
    what: str

    def __str__(self) -> str:
        return f"{self.record}: {self.what}"


def chain_faults() -> Iterator[Fault]:
    """Every event whose body, hash, number or link is not what was written. Streams all events once, in order."""
    stream, sequence, previous = "", 0, GENESIS
    for event in Event.objects.order_by("stream", "sequence").iterator(chunk_size=2000):
        if event.stream != stream:
            stream, sequence, previous = event.stream, 0, GENESIS
        name = f"event {event.stream} {event.sequence}"
        if event.sequence != sequence + 1:
            yield Fault(name, f"the event before it is missing (number {sequence + 1})")
        elif event.previous != previous:
            yield Fault(name, "does not continue the chain")
        if event.hash != _hash(event.previous, event.body):
            yield Fault(name, "its hash does not fit its body")
        if not _body_fits(event):
            yield Fault(name, "its columns do not fit its body")
        sequence, previous = event.sequence, event.hash


def _body_fits(event: Event) -> bool:
    start = rfc8785.dumps({"actor": event.actor_id, "at": event.at.isoformat()}).decode().rstrip("}")
    return event.body.startswith(start) and all(
        part in event.body
        for part in (f'"kind":"{event.kind}"', f'"sequence":{event.sequence}', f'"stream":"{event.stream}"')
    )


def checkpoint_faults() -> Iterator[Fault]:
    """Every checkpoint that does not chain, or names a head that is gone or has another hash."""
    known = set(Event.objects.values_list("hash", flat=True))
    previous = GENESIS
    for point in Checkpoint.objects.order_by("pk").iterator():
        name = f"checkpoint {point.pk}"
        if point.previous != previous or point.hash != _hash(previous, f"{point.at.isoformat()}\n{point.heads}"):
            yield Fault(name, "does not continue the chain")
        yield from _missing_heads(name, point, known)
        previous = point.hash


def _missing_heads(name: str, point: Checkpoint, known: set[str]) -> Iterator[Fault]:
    for stream, (sequence, hashed) in json.loads(point.heads).items():
        if hashed not in known:
            yield Fault(name, f"event {stream} {sequence} is gone or changed since")


def count(kind: str, *, by: Person, since: datetime.datetime) -> int:
    """How many events of a kind a person left since a moment, in whatever stream."""
    return Event.objects.filter(kind=kind, actor=by, at__gte=since).count()


def page_change(article: Article, *, reason: str) -> PageChange:
    """The pages of this article want writing. Serials commit in their own order, so that no host skips one."""
    _lock_head("page changes")
    return PageChange.objects.create(article=article, reason=reason)
