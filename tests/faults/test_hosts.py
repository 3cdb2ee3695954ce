"""Two web hosts with a page store each: what changes is on both within a minute, and a host that is new fills itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from articles import record
from articles.models import Article, Person, Publication
from articles.publishing.store import Store
from tests.servers import PATIENCE, Started, StartProcess, wait_until
from workflows import actions

pytestmark = pytest.mark.django_db(transaction=True)

MOST_SECONDS = 60
LONG = 5 * PATIENCE
WORK = ("manage.py", "work", "--only", "pages")


@pytest.fixture
def hosts(publication: Publication, start_process: StartProcess, tmp_path: Path) -> list[Store]:
    """Two hosts that have stored the page, each with a process that works."""
    stores = [Store(tmp_path / name) for name in ("one", "two")]
    for store in stores:
        start(start_process, store)
    wait_until(lambda: all(store.build for store in stores), seconds=LONG)
    return stores


def start(start_process: StartProcess, store: Store) -> Started:
    return start_process(*WORK, REDIS_URL="", PAGE_STORE=str(store.folder))


def says(store: Store, words: str) -> bool:
    page = store.live / "leg-pain" / "patient.html"
    return page.exists() and words in page.read_text()


def everywhere(hosts: list[Store], words: str) -> Callable[[], bool]:
    return lambda: all(says(store, words) for store in hosts)


def test_s04_a_notice_is_on_every_host_within_a_minute(
    hosts: list[Store], publication: Publication, managing_editor: Person
) -> None:
    told = "We are checking the advice on rest."
    actions.post_notice(publication.version, by=managing_editor, kind="concern", sentence=told, reason="a letter")
    began = time.monotonic()

    wait_until(everywhere(hosts, told), seconds=MOST_SECONDS)

    print(f"on both hosts after {time.monotonic() - began:.1f} s")


def test_a_page_that_is_taken_down_is_gone_from_every_host(
    hosts: list[Store], publication: Publication, managing_editor: Person
) -> None:
    actions.retire(publication.version, by=managing_editor, reason="replaced")

    wait_until(
        lambda: all('"status": 410' in (store.live / "leg-pain" / "facts.json").read_text() for store in hosts),
        seconds=MOST_SECONDS,
    )


def test_a_host_that_joins_fills_itself(hosts: list[Store], start_process: StartProcess, tmp_path: Path) -> None:
    third = Store(tmp_path / "three")

    start(start_process, third)

    wait_until(lambda: bool(third.build), seconds=LONG)
    assert third.current("leg-pain") == hosts[0].current("leg-pain") == hosts[1].current("leg-pain") != ""


def test_of_two_changes_at_once_the_newer_state_is_stored_everywhere(
    hosts: list[Store], publication: Publication, managing_editor: Person
) -> None:
    """A notice and many changes without one, from two threads: whichever is applied last, the page has the notice."""
    noise = threading.Thread(target=_change_often, args=(publication.article_id,))
    told = "We are checking the advice on rest."
    noise.start()
    actions.post_notice(publication.version, by=managing_editor, kind="concern", sentence=told, reason="a letter")
    noise.join()
    last = record.page_change(publication.article, reason="the last").serial

    wait_until(lambda: all(store.progress.has(last) for store in hosts), seconds=LONG)

    assert everywhere(hosts, told)()
    assert hosts[0].current("leg-pain") == hosts[1].current("leg-pain")


def _change_often(article: int) -> None:
    try:
        for number in range(10):
            record.page_change(Article.objects.get(pk=article), reason=f"change {number}")
    finally:
        connection.close()
