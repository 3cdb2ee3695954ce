"""Seals tell of every row that somebody changed, took away or put in, past the guards; and every row comes to have one."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import chains, guards, record, sealing, work
from articles.models import Checkpoint, Event, Person, RoleGrant
from tests.articles.test_record import tamper
from tests.universe import PersonFactory

GUARD = next(guard for guard in guards.registered() if guard.model is RoleGrant)
STREAM = "rows:articles_rolegrant"


@pytest.fixture
def grants(make_person: PersonFactory) -> list[RoleGrant]:
    """Five, in the order in which they were given."""
    for name in ("Ada", "Ben", "Cleo", "Dan", "Eve"):
        make_person(f"{name} Editor", "editor")
    return list(RoleGrant.objects.order_by("pk"))


def one_more(make_person: PersonFactory, name: str) -> RoleGrant:
    return make_person(f"{name} Librarian", "librarian").role_grants.get()


def put_in(pk: int, like: RoleGrant) -> None:
    like.pk, like.role = pk, "auditor"
    like.until = like.granted_at
    like.save(force_insert=True)


def seals() -> list[list[int]]:
    """The numbers of the rows that each seal names, oldest first."""
    bodies = Event.objects.filter(stream=STREAM).order_by("sequence").values_list("body", flat=True)
    return [[pk for pk, _digest in json.loads(body)["data"]["rows"]] for body in bodies]


def faults() -> list[str]:
    return [str(fault) for fault in sealing.seal_faults()]


def test_every_row_is_sealed_once(grants: list[RoleGrant], make_person: PersonFactory) -> None:
    owed = [sealing.is_owed(GUARD)]
    counts = [sealing.seal(GUARD), sealing.seal(GUARD)]
    owed.append(sealing.is_owed(GUARD))
    more = one_more(make_person, "Flo")
    owed.append(sealing.is_owed(GUARD))
    counts.append(sealing.seal(GUARD))

    assert (counts, owed) == ([5, 0, 1], [True, False, True])
    assert seals() == [[grant.pk for grant in grants], [more.pk]]
    assert faults() == []


def test_many_rows_are_sealed_some_at_a_time(grants: list[RoleGrant], monkeypatch: pytest.MonkeyPatch) -> None:
    """And the seals before are read no further back than a row can come late."""
    monkeypatch.setattr(sealing, "AT_ONCE", 2)
    monkeypatch.setattr(sealing, "LATE", 1)

    assert sealing.seal(GUARD) == 5
    assert list(map(len, seals())) == [2, 2, 1]
    assert faults() == []


def test_changed_and_removed_rows_are_named_whichever_seal_holds_them(
    grants: list[RoleGrant], make_person: PersonFactory
) -> None:
    sealing.seal(GUARD)
    later = [one_more(make_person, name) for name in ("Flo", "Gil")]
    sealing.seal(GUARD)
    record.checkpoint()
    last = one_more(make_person, "Hal")
    sealing.seal(GUARD)

    for row in (grants[1], last):
        tamper("UPDATE articles_rolegrant SET reason = 'another' WHERE id = %s", row.pk)
    tamper("DELETE FROM articles_rolegrant WHERE id = %s", later[0].pk)

    assert faults() == [
        f"row {grants[1].pk} of articles_rolegrant: was changed after it was written",
        f"row {later[0].pk} of articles_rolegrant: is gone",
        f"row {last.pk} of articles_rolegrant: was changed after it was written",
    ]


def test_small_seals_that_follow_on_each_other_are_looked_at_together(
    grants: list[RoleGrant], make_person: PersonFactory
) -> None:
    queries = []
    for names in (["Flo"], ["Gil", "Hal", "Ida"]):
        for name in names:
            one_more(make_person, name)
            sealing.seal(GUARD)
        with CaptureQueriesContext(connection) as asked:
            assert faults() == []
        queries.append(len(asked))

    assert queries[0] == queries[1]
    assert len(seals()) == 4


def test_a_checkpoint_that_was_there_when_rows_were_sealed_and_is_gone_is_named(
    grants: list[RoleGrant], editor: Person
) -> None:
    record.checkpoint()
    sealing.seal(GUARD)

    tamper("DELETE FROM articles_checkpoint")

    assert not Checkpoint.objects.exists()
    assert faults() == [f"seal {STREAM} 1: names a checkpoint that is gone"]


def test_a_column_that_the_table_has_no_longer_is_named_and_the_rest_is_looked_at(
    grants: list[RoleGrant], make_person: PersonFactory
) -> None:
    """As a release that took one away without saying so would leave it."""
    rows = [[grant.pk, "0" * 64] for grant in grants]
    said = {"columns": ["id", "shoe_size"], "rows": rows, "until": rows[-1][0], "checkpoint": record.GENESIS}
    record.append(STREAM, sealing.KIND, by=Person.objects.system(), **said)
    later = one_more(make_person, "Flo")
    sealing.seal(GUARD)

    tamper("DELETE FROM articles_rolegrant WHERE id = %s", later.pk)

    assert faults() == [
        "table articles_rolegrant: lacks sealed columns: shoe_size",
        f"row {later.pk} of articles_rolegrant: is gone",
    ]


def test_a_row_that_was_put_in_far_below_the_newest_is_named(
    grants: list[RoleGrant], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "LATE", 2)
    sealing.seal(GUARD)
    before = faults()

    put_in(grants[0].pk - 1, grants[0])

    assert (before, faults()) == ([], [f"row {grants[0].pk} of articles_rolegrant: was put in among older rows"])
    assert (sealing.is_owed(GUARD), sealing.seal(GUARD)) == (False, 0)


def test_a_row_that_was_committed_late_is_sealed_with_the_next(grants: list[RoleGrant]) -> None:
    """Its transaction had its number before the newest seal was made."""
    late = grants[-1].pk + 1
    put_in(late + 1, grants[0])
    sealing.seal(GUARD)
    put_in(late, grants[1])

    before, count = faults(), sealing.seal(GUARD)

    assert (before, count, seals()[-1], faults()) == ([], 1, [late], [])


BODIES = [
    "nonsense", "[]", "{}", '"x"', '{"data":[]}', '{"data":{}}', '{"data":{"columns":["id"],"rows":5,"until":1}}',
    '{"data":{"columns":["id"],"rows":[[1]],"until":1}}', '{"data":{"columns":["id"],"rows":[],"until":Infinity}}',
    f'{{"data":{{"columns":["id"],"rows":[[{2**70},"x"]],"until":1}}}}',
    '{"data":{"columns":["id"],"rows":[],"until":-1}}',
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_a_seal_that_somebody_wrote_over_keeps_no_row_from_being_sealed_or_looked_at(
    body: str, grants: list[RoleGrant], make_person: PersonFactory
) -> None:
    sealing.seal(GUARD)
    kept = one_more(make_person, "Flo")
    sealing.seal(GUARD)
    tamper("UPDATE articles_event SET body = %s WHERE stream = %s AND sequence = 1", body, STREAM)
    tamper("UPDATE articles_rolegrant SET reason = 'another' WHERE id = %s", kept.pk)

    told = faults()
    tamper("UPDATE articles_event SET body = %s WHERE stream = %s AND sequence = 2", body, STREAM)
    owed = GUARD in [sealing.sealed_guards()[place] for place in work.seals_due()]
    again = sealing.seal(GUARD)

    assert told == [f"row {kept.pk} of articles_rolegrant: was changed after it was written"]
    assert (owed, again, sealing.is_owed(GUARD), faults()) == (True, 6, False, [])
    named = {fault.record for fault in chains.chain_faults()}
    assert named == {f"event {STREAM} 1", f"event {STREAM} 2"}
