"""The record: the only writer of `Event`, `Checkpoint` and `PageChange`. `chains` recomputes what it wrote."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import rfc8785
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from articles.models import Article, Checkpoint, Event, PageChange, Person, SearchOwed
from articles.refusals import Refusal

GENESIS = "0" * 64
SITE = "site"
LIBRARY = "library"
# Of a checkpoint that is not whole; no stream is called so.
SINCE = "since"


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
    """Chain the heads that are new since the last checkpoint; None where there are none.

    All heads again once those written since the last whole checkpoint are as many: a head is then written twice on the
    average, and nobody reads back further than twice the number of streams to know what is new.
    """
    with transaction.atomic():
        lock_head("checkpoint")
        last = Checkpoint.objects.order_by("-pk").first()
        newest, (known, since) = heads(), _known_heads()
        changed = {stream: head for stream, head in newest.items() if known.get(stream) != head}
        if last is not None and not changed:
            return None
        is_whole = last is None or since + len(changed) >= len(newest)
        previous = last.hash if last else GENESIS
        text = rfc8785.dumps(newest if is_whole else {SINCE: previous, "heads": changed}).decode()
        at = now or timezone.now()
        return Checkpoint.objects.create(
            at=at, heads=text, previous=previous, hash=hash_of_checkpoint(previous, at, text)
        )


def _known_heads() -> tuple[dict[str, list[Any]], int]:
    """The heads that checkpoints have by now, and how many were written since the last whole one."""
    known: dict[str, list[Any]] = {}
    since = 0
    for text in Checkpoint.objects.order_by("-pk").values_list("heads", flat=True).iterator(chunk_size=20):
        former, written = heads_in(text)
        known = {**written, **known}
        if not former:
            break
        since += len(written)
    return known, since


def heads_in(text: str) -> tuple[str, dict[str, list[Any]]]:
    """What a checkpoint has written: the hash of the former one whose heads it adds to, empty if it is whole; and its heads.

    Nothing where somebody has written over it: that must not keep the next one from being made.
    """
    try:
        data = json.loads(text)
    except ValueError:
        return "", {}
    former, heads = (data[SINCE], data.get("heads")) if isinstance(data, dict) and SINCE in data else ("", data)
    return str(former), heads if isinstance(heads, dict) else {}


def hash_of_checkpoint(previous: str, at: datetime.datetime, newest: str) -> str:
    return hash_of(previous, f"{at.isoformat()}\n{newest}")


def heads() -> dict[str, list[Any]]:
    """stream → [sequence, hash] of its newest event."""
    newest = Event.objects.values("stream").annotate(last=Max("pk")).values("last")
    rows = Event.objects.filter(pk__in=newest).values_list("stream", "sequence", "hash")
    return {stream: [sequence, hashed] for stream, sequence, hashed in rows}


def page_change(article: Article, *, reason: str) -> PageChange:
    """The pages of this article want writing. Serials commit in their own order, so that no host skips one."""
    lock_head("page changes")
    change = PageChange.objects.create(article=article, reason=reason)
    SearchOwed.objects.update_or_create(article=article, defaults={"serial": change.serial})
    return change
