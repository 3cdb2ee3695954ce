"""Changes to the record as somebody makes them who owns the database: past the application, past the guards."""

from __future__ import annotations

import datetime
import itertools
import random
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, models, transaction

from articles import guards, record, sealing
from articles.models import Checkpoint, Event, Version
from articles.models.tracked import DialectField, Tracked
from workflows.models import SignOff

# One of these must stand in what `verify` says of the tampering.
Names = tuple[str, ...]
Tampering = Callable[[random.Random], Names | None]


@contextmanager
def past_the_guards() -> Iterator[None]:
    """Lifts them for good; the caller's transaction is rolled back."""
    if connection.vendor == "postgresql":
        # Until the end of the transaction, which undoes it.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        return
    guards.remove(connection)
    yield


def tampered(at_random: random.Random, kind: Tampering) -> Names:
    """One tampering that the database takes; where a constraint refuses it, or nothing is left to do it to, another."""
    for attempt in itertools.count():
        try:
            with transaction.atomic():
                names = (kind if attempt < 20 else a_frozen_column_changes)(at_random)
        except DatabaseError:
            continue
        if names:
            break
    return names


def any_row(model: type[models.Model], at_random: random.Random) -> Any:
    return at_random.choice(list(model._base_manager.order_by("pk")) or [None])


def other_value(field: models.Field[Any, Any], value: Any) -> Any:
    """A value of the field's kind that is not this one."""
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateField):
        return (value or datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)) + datetime.timedelta(days=1)
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.JSONField):
        return ["other"]
    if isinstance(field, models.IntegerField | models.ForeignKey | models.AutoField):
        return (value or 0) + 1
    return f"{value or ''}<p>x</p>" if isinstance(field, DialectField) else other_words(str(value or ""))


def other_words(value: str, first: str = "x") -> str:
    """As long as before, so that no column is too short for it."""
    return ("y" if value[:1] == first else first) + value[1:]


def change(row: Any, column: str) -> None:
    field = next(f for f in row._meta.concrete_fields if f.column == column)
    value = getattr(row, field.attname)
    other = other_value(field, value)
    if isinstance(other, str) and hasattr(row, "history_id"):
        # In its own way: a row and its history that are changed alike at once agree with each other still.
        other = other_words(str(value or ""), "z")
    row._meta.model._base_manager.filter(pk=row.pk).update(**{field.attname: other})


def a_frozen_column_changes(at_random: random.Random) -> Names | None:
    guard = at_random.choice([guard for guard in sealing.sealed_guards() if guard.frozen])
    row = any_row(guard.model, at_random)
    column = at_random.choice(guard.frozen)
    if row is None or column == guard.model._meta.pk.column:
        return None
    change(row, column)
    return (f"row {row.pk} of {guard.table}",)


def a_row_goes(at_random: random.Random) -> Names | None:
    guard = at_random.choice(sealing.sealed_guards())
    row = any_row(guard.model, at_random)
    if row is None:
        return None
    guard.model._base_manager.filter(pk=row.pk)._raw_delete(using="default")
    return (f"row {row.pk} of {guard.table}",)


def a_tracked_row_changes(at_random: random.Random) -> Names | None:
    tracked = [guard.model for guard in sealing.sealed_guards() if issubclass(guard.model, Tracked)]
    row = any_row(at_random.choice(tracked), at_random)
    if row is None:
        return None
    # What the history leaves out is computed from the rest, as the words that a reference is found by.
    kept = {field.attname for field in row.history.model._meta.concrete_fields}
    fields = [f for f in row._meta.concrete_fields if f.attname in kept and not f.primary_key]
    change(row, str(at_random.choice(fields).column))
    return (f"row {row.pk} of {row._meta.db_table}",)


def events_under_a_checkpoint(at_random: random.Random, other_than: Collection[str]) -> Event:
    """Of a chain that was not chosen before. What came after the last checkpoint, only what lies elsewhere can tell of."""
    heads = checkpointed_heads()
    stream = at_random.choice(sorted(heads.keys() - set(other_than)))
    rows = Event.objects.filter(stream=stream, sequence__lte=heads[stream][0])
    return at_random.choice(list(rows.order_by("sequence")))


def checkpointed_heads() -> dict[str, list[Any]]:
    """As the newest of all checkpoints has each."""
    heads: dict[str, list[Any]] = {}
    for text in Checkpoint.objects.order_by("pk").values_list("heads", flat=True):
        heads |= record.heads_in(text)[1]
    return heads


def an_event_changes(at_random: random.Random, row: Event) -> Names:
    change(row, at_random.choice(["stream", "kind", "at", "actor_id", "body", "previous", "hash"]))
    row.refresh_from_db()
    return (f"event {row.stream} {row.sequence}",)


def an_event_goes(at_random: random.Random, row: Event) -> Names:
    Event.objects.filter(pk=row.pk)._raw_delete(using="default")
    return (f"event {row.stream} {row.sequence + 1}", f"event {row.stream} {row.sequence} is gone")


def a_tail_is_cut(at_random: random.Random, row: Event) -> Names:
    Event.objects.filter(stream=row.stream, sequence__gte=row.sequence)._raw_delete(using="default")
    return (f"event {row.stream} ",)


def tampered_events(at_random: random.Random, how_many: int) -> list[Names]:
    """Each in another chain."""
    chains: set[str] = set()
    found = []
    for _time in range(how_many):
        row = events_under_a_checkpoint(at_random, chains)
        chains.add(row.stream)
        found.append(at_random.choice([an_event_changes, an_event_goes, a_tail_is_cut])(at_random, row))
    return found


def tampered_checkpoint(at_random: random.Random) -> Names:
    row = any_row(Checkpoint, at_random)
    if at_random.random() < 0.3:
        Checkpoint.objects.filter(pk=row.pk)._raw_delete(using="default")
        return ("names a checkpoint that is gone", f"checkpoint {row.pk + 1}:")
    change(row, at_random.choice(["at", "heads", "previous", "hash"]))
    return (f"checkpoint {row.pk}:",)


def a_sign_off_is_copied(at_random: random.Random) -> Names | None:
    row = any_row(SignOff, at_random)
    others = Version.objects.exclude(pk=row and row.version_id).filter(reviews__isnull=False)
    version = at_random.choice(list(others.order_by("pk")) or [None])
    if row is None or version is None:
        return None
    row.pk, row.version, row.review = None, version, version.reviews.first()
    row.save(force_insert=True)
    return (f"sign-off {row.pk}:", f"row {row.pk} of workflows_signoff")


def a_status_changes(at_random: random.Random) -> Names:
    row = any_row(Version, at_random)
    status = "submitted" if row.status != "submitted" else "approved"
    Version.objects.filter(pk=row.pk).update(status=status)
    return (f"version {row.number} of", f"row {row.pk} of articles_version")


WITH_ROWS: tuple[Tampering, ...] = (
    a_frozen_column_changes,
    a_row_goes,
    a_tracked_row_changes,
    a_sign_off_is_copied,
    a_status_changes,
)
