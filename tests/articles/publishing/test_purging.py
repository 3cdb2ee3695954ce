"""A cache ahead of this host is told what to forget, after the new pages are stored, until it has taken it."""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles import owed, record, work
from articles.models import Publication
from articles.publishing import pages, purging

SECRET = "do-not-log-this"


@dataclass
class Cache:
    """A small real server on loopback that notes what it is asked to forget."""

    address: str = ""
    status: int = 200
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for _method, path, _headers, _body in self.asked]


@pytest.fixture
def cache(settings: Settings, tmp_path: Path) -> Iterator[Cache]:
    found = Cache()

    class Handler(BaseHTTPRequestHandler):
        def do_PURGE(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            found.asked.append((self.command, self.path, headers, body))
            self.send_response(found.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            self.do_PURGE()

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    found.address = f"http://127.0.0.1:{server.server_port}"
    settings.PAGE_STORE = tmp_path / "pages"
    settings.PURGE_URL, settings.PURGE_METHOD = found.address, "PURGE"
    settings.PURGE_HEADER = f"Fastly-Key: {SECRET}"
    settings.SITE_URL = "https://health.example"
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def stored(publication: Publication, cache: Cache) -> Publication:
    """A host with all its pages, of which no cache holds an older one."""
    while owed.sweep("pages"):
        pass
    assert cache.asked == []
    return publication


def change(publication: Publication) -> None:
    record.page_change(publication.article, reason="test")
    while owed.sweep("pages"):
        pass


def test_s04_each_address_is_forgotten_after_the_page_is_stored(stored: Publication, cache: Cache) -> None:
    change(stored)

    method, path, headers, _body = cache.asked[0]
    assert (method, path) == ("PURGE", "/articles/leg-pain/patient/")
    assert (headers["host"], headers["fastly-key"]) == ("health.example", SECRET)
    assert {"/articles/leg-pain/clinician/", "/", "/feed/", "/sitemap.xml"} <= set(cache.paths)
    assert len(cache.paths) == len(set(cache.paths))
    assert list(work.pages_owed()) == []


def test_addresses_as_json_in_few_requests(stored: Publication, cache: Cache, settings: Settings) -> None:
    settings.PURGE_METHOD, settings.PURGE_HEADER = "POST", f"Authorization: Bearer {SECRET}"
    settings.PURGE_URL = f"{cache.address}/zones/7/purge_cache"

    change(stored)

    (method, path, headers, body) = cache.asked[0]
    assert (method, path, headers["authorization"]) == ("POST", "/zones/7/purge_cache", f"Bearer {SECRET}")
    told = [address for asked in cache.asked for address in json.loads(asked[3])["files"]]
    assert json.loads(body)["files"][0] == "https://health.example/articles/leg-pain/patient/"
    assert told == [f"https://health.example{path}" for path in purging.addresses_of([stored.article])]
    assert max(len(json.loads(asked[3])["files"]) for asked in cache.asked) <= purging.AT_ONCE


def test_a_cache_that_does_not_take_it_is_told_again_after_a_wait(stored: Publication, cache: Cache) -> None:
    cache.status = 503
    change(stored)
    first = len(cache.asked)
    waiting = list(work.pages_owed())

    cache.status = 200
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=5)):
        due = list(work.pages_owed())
        owed.sweep("pages")

    assert (first, waiting, due) == (1, [], [work.PURGE])
    assert "/articles/leg-pain/patient/" in cache.paths[1:]
    assert purging.told_by(pages.store()).failures == 0


def test_waits_double_up_to_five_minutes(stored: Publication, cache: Cache) -> None:
    cache.status = 500
    waits = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        change(stored)
        for _time in range(10):
            until = purging.told_by(pages.store()).wait_until
            assert until is not None
            waits.append(round((until - timezone.now()).total_seconds()))
            clock.move_to(until)
            purging.purge()

    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_a_page_that_the_cache_does_not_hold_is_forgotten(stored: Publication, cache: Cache) -> None:
    cache.status = 404

    change(stored)

    assert purging.told_by(pages.store()).failures == 0


def test_a_cache_that_is_away_delays_nothing_else(stored: Publication, settings: Settings) -> None:
    settings.PURGE_URL = "http://127.0.0.1:9"
    before = pages.store().progress

    change(stored)

    told = purging.told_by(pages.store())
    assert pages.store().progress.serial > before.serial or pages.store().progress.beyond
    assert (told.failures, told.error) == (1, "ConnectError")


def test_the_secret_is_in_no_log(stored: Publication, cache: Cache, caplog: pytest.LogCaptureFixture) -> None:
    cache.status = 403

    change(stored)

    said = [str(entry.msg) for entry in caplog.records]
    assert ["HTTP 403" in words for words in said if "was not told" in words] == [True]
    assert SECRET not in " ".join(said)
    assert SECRET not in (pages.store().folder / purging.NOTE).read_text()


def test_without_a_cache_nothing_is_owed(publication: Publication, settings: Settings, tmp_path: Path) -> None:
    settings.PAGE_STORE = tmp_path / "pages"
    while owed.sweep("pages"):
        pass

    assert (settings.PURGE_URL, purging.is_due()) == ("", False)
    assert not (tmp_path / "pages" / purging.NOTE).exists()


def test_a_new_host_tells_of_nothing_before_it_has_all_pages(publication: Publication, cache: Cache) -> None:
    assert list(work.pages_owed()) == [pages.REBUILD]

    while owed.sweep("pages"):
        pass

    assert cache.asked == []
