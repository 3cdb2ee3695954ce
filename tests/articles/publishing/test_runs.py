"""A run over all pages of a host: where it goes on, who may run, and what is stored last."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from articles import owed
from articles.models import PageChange, Person, Publication
from articles.publishing import pages
from articles.publishing.journal import Journal, Run
from articles.publishing.making import make
from articles.publishing.runs import Busy, journal, rebuilt
from articles.publishing.store import Progress, Store
from tests.servers import wait_until
from workflows import actions


@pytest.fixture(autouse=True)
def own_store(settings: Settings, tmp_path: Path) -> None:
    settings.PAGE_STORE = tmp_path / "pages"


RUN = Run("abc", "2026-05-09", Progress(4, (7, 9)))


def test_a_journal_tells_what_was_made(tmp_path: Path) -> None:
    notes = Journal(tmp_path)
    notes.begin(RUN)
    notes.note([1, 2])
    notes.note([5])

    assert notes.run("abc") == Run("abc", "2026-05-09", Progress(4, (7, 9)), frozenset({1, 2, 5}))


def test_a_line_that_was_cut_short_counts_for_nothing(tmp_path: Path) -> None:
    notes = Journal(tmp_path)
    notes.begin(RUN)
    notes.note([1, 2])
    with (tmp_path / "run").open("a") as file:
        file.write("3 4")

    assert notes.run("abc") == Run("abc", "2026-05-09", Progress(4, (7, 9)), frozenset({1, 2}))


def test_a_run_of_another_build_is_not_gone_on_with(tmp_path: Path) -> None:
    notes = Journal(tmp_path)
    notes.begin(RUN)

    assert (notes.exists, notes.run("another")) == (True, None)


def test_a_journal_is_over_at_its_end(tmp_path: Path) -> None:
    notes = Journal(tmp_path)
    notes.begin(RUN)

    notes.end()

    assert (notes.exists, notes.run("abc")) == (False, None)


def test_two_runs_at_once_are_refused(publication: Publication) -> None:
    with journal().held(), pytest.raises(Busy):
        list(rebuilt())

    assert pages.store().slugs() == ()


def test_work_leaves_alone_what_another_process_is_writing(publication: Publication) -> None:
    first = rebuilt()
    next(first)

    due = list(pages.due())
    unmade = pages.apply(pages.REBUILD)

    assert (due, unmade) == ([], [])
    assert pages.store().slugs() == ()


def test_a_run_goes_on_where_it_was_left(publication: Publication) -> None:
    journal().begin(Run(pages.build(), "2026-05-09", Progress(), frozenset()))
    journal().note([publication.article_id])

    already, *made = rebuilt()

    assert (already.articles, made) == ((publication.article_id,), [])
    assert (pages.store().build, pages.store().day, journal().exists) == (pages.build(), "2026-05-09", False)


def test_a_part_of_a_run_makes_something_however_short_it_is(publication: Publication) -> None:
    _already, *made = rebuilt(seconds=0)

    assert [one.articles for one in made] == [(publication.article_id,)]
    assert list(pages.due()) == []


def test_page_changes_from_before_a_run_are_done_with_it_and_those_after_it_are_not(publication: Publication) -> None:
    list(rebuilt())
    later = PageChange.objects.create(article=publication.article, reason="later")

    assert list(pages.due()) == [later.serial]


def test_a_damaged_page_is_made_good(publication: Publication) -> None:
    list(rebuilt())
    for name in ("patient.html", "patient.html.br"):
        (pages.store().live / "leg-pain" / name).write_bytes(b"half")

    list(rebuilt())

    assert pages.differences() == ()
    assert b"half" not in {path.read_bytes() for path in (pages.store().live / "leg-pain").iterdir()}


@pytest.mark.django_db(transaction=True)
def test_what_changes_while_pages_are_made_is_stored_last(publication: Publication, managing_editor: Person) -> None:
    here = pages.store()
    owed.sweep("pages")
    with here.locked():
        older = threading.Thread(target=_make, args=(publication.article_id,))
        older.start()
        wait_until(lambda: _is_waited_for(here))
        actions.retire(publication.version, by=managing_editor, reason="replaced")
    older.join()

    assert '"status": 410' in (here.live / "leg-pain" / "facts.json").read_text()


def _make(article: int) -> None:
    try:
        make([article])
    finally:
        connection.close()


def _is_waited_for(here: Store) -> bool:
    """Does somebody wait for the lock of the store, with pages that are made?"""
    inode = f":{(here.folder / 'lock').stat().st_ino} "
    return any("->" in line and inode in line for line in Path("/proc/locks").read_text().splitlines())
