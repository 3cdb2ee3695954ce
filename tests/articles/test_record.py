"""The chain of events shows every kind of tampering that leaves a trace."""

from __future__ import annotations

import pytest
import rfc8785
from django.db import connection
from django.utils import timezone

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


def noted(stream: str, by: Person) -> Checkpoint:
    """The checkpoint after one more event."""
    record.append(stream, "noted", by=by)
    made = record.checkpoint()
    assert made is not None
    return made


def test_checkpoint_holds_only_what_changed_and_points_at_the_former_one(draft: Article, editor: Person) -> None:
    for number in range(20):
        record.append(f"board:{number}", "noted", by=editor)
    before, first = record.heads(), record.checkpoint()

    second = noted(record.SITE, editor)

    assert first is not None
    assert record.heads_in(first.heads) == ("", before)
    assert record.heads_in(second.heads) == (first.hash, {record.SITE: record.heads()[record.SITE]})
    assert faults() == []


def test_checkpoint_is_whole_again_once_as_many_heads_were_written_as_there_are_streams(editor: Person) -> None:
    for number in range(6):
        record.append(f"board:{number}", "noted", by=editor)
    record.checkpoint()

    made = [noted("board:0", editor) for _time in range(7)]

    assert [bool(record.heads_in(point.heads)[0]) for point in made] == [True] * 5 + [False, True]
    assert [len(record.heads_in(point.heads)[1]) for point in made] == [1] * 5 + [6, 1]


def test_cut_tail_and_removed_stream_show_however_long_ago_they_were_written(editor: Person) -> None:
    for number in range(20):
        record.append(f"board:{number}", "noted", by=editor)
    record.checkpoint()
    cut, _other = noted("board:1", editor), noted("board:2", editor)
    first = Checkpoint.objects.earliest("pk")

    tamper("DELETE FROM articles_event WHERE stream = 'board:1' AND sequence = 2")
    tamper("DELETE FROM articles_event WHERE stream = 'board:7'")
    record.append(record.SITE, "noted", by=editor)
    record.checkpoint()

    assert faults() == [
        f"checkpoint {first.pk}: event board:7 1 is gone or changed since",
        f"checkpoint {cut.pk}: event board:1 2 is gone or changed since",
    ]


def test_whole_checkpoints_of_former_releases_stay_valid_and_are_continued(draft: Article, editor: Person) -> None:
    previous = record.GENESIS
    for number in range(3):
        record.append(f"board:{number}", "noted", by=editor)
        at, text = timezone.now(), rfc8785.dumps(record.heads()).decode()
        hashed = record.hash_of_checkpoint(previous, at, text)
        Checkpoint.objects.create(at=at, heads=text, previous=previous, hash=hashed)
        previous = hashed

    made = noted(record.SITE, editor)

    assert record.heads_in(made.heads) == (previous, {record.SITE: record.heads()[record.SITE]})
    assert faults() == []


OTHER_WORDS = ["{}", "[]", '{"since":"x"}', '{"heads":{},"since":""}', "nonsense", '{"site":"x"}', '{"site":["x","y"]}']


@pytest.mark.parametrize("told", OTHER_WORDS)
def test_checkpoint_that_says_something_else_is_named(draft: Article, editor: Person, told: str) -> None:
    record.checkpoint()
    point = noted(record.SITE, editor)

    tamper("UPDATE articles_checkpoint SET heads = %s WHERE id = %s", told, point.pk)

    assert faults() == [f"checkpoint {point.pk}: does not continue the chain"]
    assert noted(record.SITE, editor).previous == point.hash


def test_events_are_counted_as_they_are_looked_at(draft: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "AT_ONCE", 2)
    counted: list[int] = []

    assert list(chains.chain_faults(counted.append)) == []
    assert (sum(counted), set(counted[:-1]), counted[-1] < 2) == (Event.objects.count(), {2}, True)


def test_heads_that_are_gone_are_named_however_many_are_asked_for_at_once(
    editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chains, "ASKED_AT_ONCE", 3)
    for number in range(7):
        record.append(f"board:{number}", "noted", by=editor)
    record.checkpoint()
    for number in range(3):
        noted(f"board:{number}", editor)
    first, *later = Checkpoint.objects.order_by("pk").values_list("pk", flat=True)

    for name in ("board:0", "board:6"):
        tamper("DELETE FROM articles_event WHERE stream = %s", name)

    assert faults() == [
        f"checkpoint {first}: event board:0 1 is gone or changed since",
        f"checkpoint {first}: event board:6 1 is gone or changed since",
        f"checkpoint {later[0]}: event board:0 2 is gone or changed since",
    ]


def test_removed_checkpoint_is_named_by_the_next(draft: Article, editor: Person) -> None:
    record.checkpoint()
    middle, last = noted(record.SITE, editor), noted(record.SITE, editor)

    tamper("DELETE FROM articles_checkpoint WHERE id = %s", middle.pk)

    assert faults() == [f"checkpoint {last.pk}: does not continue the chain"]


def test_refusal_is_recorded_and_raised_on(draft: Article, editor: Person) -> None:
    with pytest.raises(Refusal), record.refusals_recorded(draft, "submit", by=editor):
        raise Refusal("no")

    last = Event.objects.filter(stream=draft.stream).latest("sequence")
    assert (last.kind, '"why":"Refusal"' in last.body) == ("refused", True)


def test_events_name_people_by_id_only(draft: Article, editor: Person) -> None:
    bodies = " ".join(Event.objects.values_list("body", flat=True))

    assert editor.email not in bodies
