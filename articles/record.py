"""The record: the only writer of `Event`, `Checkpoint` and `PageChange`. `chains` recomputes what it wrote."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
    lock_head(stream)
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
        hash=hash_of(previous, body),
    )


def lock_head(stream: str) -> None:
    """Until the end of the transaction nobody else adds to this stream."""
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


def hash_of(previous: str, body: str) -> str:
    """What chains an entry to the one before it."""
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
        lock_head("checkpoint")
        last = Checkpoint.objects.order_by("-pk").first()
        newest = rfc8785.dumps(heads()).decode()
        if last is not None and last.heads == newest:
            return None
        previous = last.hash if last else GENESIS
        at = now or timezone.now()
        hashed = hash_of_checkpoint(previous, at, newest)
        return Checkpoint.objects.create(at=at, heads=newest, previous=previous, hash=hashed)


def hash_of_checkpoint(previous: str, at: datetime.datetime, newest: str) -> str:
    return hash_of(previous, f"{at.isoformat()}\n{newest}")


def heads() -> dict[str, list[Any]]:
    """stream → [sequence, hash] of its newest event."""
    newest = Event.objects.values("stream").annotate(last=Max("pk")).values("last")
    rows = Event.objects.filter(pk__in=newest).values_list("stream", "sequence", "hash")
    return {stream: [sequence, hashed] for stream, sequence, hashed in rows}


def count(kind: str, *, by: Person, since: datetime.datetime) -> int:
    """How many events of a kind a person left since a moment, in whatever stream."""
    return Event.objects.filter(kind=kind, actor=by, at__gte=since).count()


def page_change(article: Article, *, reason: str) -> PageChange:
    """The pages of this article want writing. Serials commit in their own order, so that no host skips one."""
    lock_head("page changes")
    return PageChange.objects.create(article=article, reason=reason)
