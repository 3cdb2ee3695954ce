"""The archive that the load is put on is one that the actions could have written, to the last signature."""

import pytest

from articles import record, sealing
from articles.models import Article, Event, Publication, Status, Version
from benchmarks.archive import Archive
from workflows.record.verification import CHECKS


@pytest.fixture
def archive(db: None) -> Archive:
    archive = Archive(articles=40, revisions=200, events=1_000)
    archive.run()
    sealing.seal_everything()
    record.checkpoint()
    return archive


def test_verify_finds_nothing_in_it(archive: Archive) -> None:
    faults = [str(fault) for check in CHECKS.values() for fault in check(lambda _count: None)]

    assert faults == [], "\n".join(sorted(faults))


def test_half_is_live_and_one_in_twenty_waits_for_two_signatures(archive: Archive) -> None:
    statuses = {status: Version.objects.filter(status=status).count() for status in Status.values}

    assert Publication.objects.live().count() == 21
    assert {status: count for status, count in statuses.items() if count} == {
        "submitted": 2,
        "under_review": 2,
        "approved": 21,
    }


def test_there_are_as_many_events_as_wanted(archive: Archive) -> None:
    sealed_and_checkpointed = Event.objects.filter(kind=sealing.KIND).count()

    assert Event.objects.count() - sealed_and_checkpointed == 1_000
    assert Article.history.count() >= 180
