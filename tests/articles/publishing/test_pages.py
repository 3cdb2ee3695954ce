"""What each host owes its page store."""

import datetime
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles import owed
from articles.models import PageChange, Person, Publication, Reference, ReferenceWatch, Version
from articles.publishing import build as building
from articles.publishing import pages, runs
from articles.publishing.layer import PageLayer
from articles.publishing.store import Progress
from tests.built_once import without_rows
from workflows import actions


@pytest.fixture(autouse=True)
@without_rows
def own_store(settings: Settings, tmp_path: Path) -> None:
    settings.PAGE_STORE = tmp_path / "pages"


def work() -> None:
    """As `work` does: until nothing is due."""
    while owed.sweep("pages"):
        pass


def stored(slug: str, audience: str) -> str:
    return (pages.store().live / slug / f"{audience}.html").read_text()


def test_publication_is_in_the_store_after_the_work_is_done(publication: Publication) -> None:
    work()

    assert "Leg pain" in stored("leg-pain", "patient")
    assert list(pages.due()) == []
    assert pages.differences() == ()


def test_new_host_writes_all_pages_and_knows_all_page_changes(publication: Publication) -> None:
    serial = PageChange.objects.latest("serial").serial

    pages.apply(pages.REBUILD)

    assert pages.store().progress.has(serial)
    assert stored("leg-pain", "clinician")
    assert list(pages.due()) == []


def test_applying_a_page_change_twice_changes_nothing(publication: Publication) -> None:
    serial = PageChange.objects.latest("serial").serial
    pages.apply(serial)
    first = pages.store().current("leg-pain")

    pages.apply(serial)

    assert pages.store().current("leg-pain") == first
    assert [path.name for path in pages.store().releases.iterdir()] == [first]


def test_new_build_writes_all_pages_again(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    work()
    before = pages.store().current("leg-pain")

    for module in (building, pages, runs):
        monkeypatch.setattr(module, "build", lambda: "another")
    monkeypatch.setattr("articles.publishing.releases.build", lambda: "another")
    due = list(pages.due())
    work()

    assert due == [pages.REBUILD]
    assert pages.store().build == "another"
    assert pages.store().current("leg-pain") != before


def test_s16_new_emergency_number_writes_all_pages_again(publication: Publication, settings: Settings) -> None:
    work()

    settings.EMERGENCY_NUMBER = "999"
    work()

    assert "In an emergency call 999." in stored("leg-pain", "patient")


def test_s26_page_whose_review_was_due_yesterday_is_written_again(publication: Publication) -> None:
    work()
    assert publication.review_due is not None
    day_after = publication.review_due + datetime.timedelta(days=1)

    with time_machine.travel(datetime.datetime.combine(day_after, datetime.time(3)), tick=False):
        work()

    assert "has not been done yet" in stored("leg-pain", "patient")


def test_s35_page_whose_checks_stopped_to_count_yesterday_is_written_again(
    publication: Publication, reference: Reference
) -> None:
    ReferenceWatch.objects.create(reference=reference, checked_at=timezone.now(), sources="Crossref")
    work()
    before = stored("leg-pain", "patient")
    day_after = timezone.localdate() + datetime.timedelta(days=31)

    with time_machine.travel(datetime.datetime.combine(day_after, datetime.time(3)), tick=False):
        work()

    assert "That is more than 30 days ago." not in before
    assert "That is more than 30 days ago." in stored("leg-pain", "patient")


def test_retirement_reaches_the_store(publication: Publication, managing_editor: Person) -> None:
    work()
    actions.retire(publication.version, by=managing_editor, reason="replaced")

    work()

    layer = PageLayer(lambda environ, start: [b"django"], pages.store().folder)
    seen: list[str] = []
    body = layer(
        {"REQUEST_METHOD": "GET", "PATH_INFO": "/articles/leg-pain/patient/"},
        lambda status, headers: seen.append(status) or (lambda chunk: None),  # type: ignore[func-returns-value]
    )
    assert seen == ["410 Gone"]
    assert b"has been retired" in b"".join(body)


def test_change_of_a_stored_byte_is_found(publication: Publication) -> None:
    work()
    page = pages.store().live / "leg-pain" / "patient.html"
    page.write_text(page.read_text().replace("Leg pain", "Leg gain"))

    counted: list[int] = []
    assert pages.differences(counted.append) == ("leg-pain",)
    assert counted == [1]


def test_article_that_cannot_be_shown_keeps_its_page_and_holds_nobody_up(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    work()
    before = stored("leg-pain", "patient")
    monkeypatch.setattr("articles.publishing.checking.dialect.is_canonical", lambda text: False)

    pages.rebuild()

    assert stored("leg-pain", "patient") == before
    counted: list[int] = []
    assert pages.differences(counted.append) == ("leg-pain",)
    assert counted == [1]


def test_page_change_that_commits_late_is_applied_too(publication: Publication) -> None:
    work()
    here = pages.store()
    late = PageChange.objects.create(article=publication.article, reason="late")
    early = PageChange.objects.create(article=publication.article, reason="early")
    pages.apply(early.serial)

    due = list(pages.due())

    assert due == [late.serial]
    assert not here.progress.has(late.serial)


def test_gap_is_given_up_after_a_while(publication: Publication) -> None:
    work()
    old = timezone.now() - datetime.timedelta(minutes=6)
    change = PageChange.objects.create(article=publication.article, reason="after a gap", at=old)
    with pages.store().locked():
        pages.store().set_progress(Progress(change.serial - 3))

    pages.apply(change.serial)

    assert pages.store().progress == Progress(change.serial)


def test_unpublished_version_has_no_page(approved_version: Version) -> None:
    work()

    assert pages.store().slugs() == ()
