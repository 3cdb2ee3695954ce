"""The chain of events shows every kind of tampering that leaves a trace."""

from __future__ import annotations

import pytest
from django.db import connection

from articles import chains, guards, record
from articles.models import Article, Checkpoint, Event, Person
from articles.refusals import Refusal


def tamper(statement: str, *values: object) -> None:
    """As somebody who owns the database: the guards are dropped first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement, values)
            cursor.execute("SET session_replication_role = origin")
            return
    guards.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def faults() -> list[str]:
    return [str(fault) for fault in [*chains.chain_faults(), *chains.checkpoint_faults()]]


def test_untouched_record_has_no_fault(draft: Article) -> None:
    record.checkpoint()

    assert faults() == []


def test_changed_body_is_named(draft: Article) -> None:
    tamper(
        "UPDATE articles_event SET body = REPLACE(body, 'Leg', 'Arm') WHERE kind = 'created' AND stream LIKE 'article:%%'"
    )

    assert faults() == [f"event {draft.stream} 1: its hash does not fit its body"]


def test_changed_column_is_named(draft: Article) -> None:
    tamper("UPDATE articles_event SET kind = 'renamed' WHERE stream = %s AND sequence = 1", draft.stream)

    assert faults() == [f"event {draft.stream} 1: its columns do not fit its body"]


def test_removed_event_is_named(draft: Article) -> None:
    tamper("DELETE FROM articles_event WHERE stream = %s AND sequence = 2", draft.stream)

    assert faults() == [f"event {draft.stream} 3: the event before it is missing (number 2)"]


def test_cut_tail_shows_at_the_checkpoint(draft: Article) -> None:
    record.checkpoint()
    last = Event.objects.filter(stream=draft.stream).latest("sequence")

    tamper("DELETE FROM articles_event WHERE id = %s", last.pk)

    point = Checkpoint.objects.get()
    assert faults() == [f"checkpoint {point.pk}: event {draft.stream} {last.sequence} is gone or changed since"]


def test_checkpoint_is_made_only_when_something_happened(draft: Article, editor: Person) -> None:
    record.checkpoint()

    assert record.checkpoint() is None

    record.append(record.SITE, "noted", by=editor)
    assert record.checkpoint() is not None
    assert Checkpoint.objects.count() == 2
    assert faults() == []


def test_refusal_is_recorded_and_raised_on(draft: Article, editor: Person) -> None:
    with pytest.raises(Refusal), record.refusals_recorded(draft, "submit", by=editor):
        raise Refusal("no")

    last = Event.objects.filter(stream=draft.stream).latest("sequence")
    assert (last.kind, '"why":"Refusal"' in last.body) == ("refused", True)


def test_events_name_people_by_id_only(draft: Article, editor: Person) -> None:
    bodies = " ".join(Event.objects.values_list("body", flat=True))

    assert editor.email not in bodies
