"""Crossref and PubMed on loopback: they answer with the shapes of the real ones, and badly where a test says so."""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

MOST_IN_A_SECOND = 3


@dataclass(frozen=True)
class Bad:
    """An answer that is none: a status with headers, half of a body, silence for some seconds, words that are no JSON."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    missing: int = 0
    after: float = 0.0


def crossref_work(doi: str, title: str = "Walking for sore legs", **fields: Any) -> dict[str, Any]:
    """A record of a work that nobody wrote."""
    return {
        "DOI": doi,
        "type": "journal-article",
        "title": [title],
        "author": [
            {"given": "Ada", "family": "Ample", "sequence": "first", "affiliation": []},
            {"name": "Sore Legs Group", "sequence": "additional"},
        ],
        "container-title": ["Journal of Legs"],
        "short-container-title": ["J Legs"],
        "issued": {"date-parts": [[2019, 3, 4]]},
        "volume": "12",
        "issue": "3",
        "page": "101-109",
        "ISSN": ["1234-5678"],
        "publisher": "Leg Press",
        "URL": f"https://doi.org/{doi}",
        **fields,
    }


def pubmed_work(pmid: str, title: str = "Walking for sore legs.", **fields: Any) -> dict[str, Any]:
    return {
        "uid": pmid,
        "pubdate": "2019 Mar 4",
        "epubdate": "",
        "source": "J Legs",
        "fulljournalname": "Journal of legs",
        "authors": [
            {"name": "Ample AB", "authtype": "Author", "clusterid": ""},
            {"name": "Sore Legs Group", "authtype": "CollectiveName", "clusterid": ""},
        ],
        "title": title,
        "volume": "12",
        "issue": "3",
        "pages": "101-9",
        "pubtype": ["Journal Article", "Randomized Controlled Trial"],
        "articleids": [
            {"idtype": "pubmed", "idtypen": 1, "value": pmid},
            {"idtype": "doi", "idtypen": 3, "value": "10.5555/legs.1"},
            {"idtype": "pmc", "idtypen": 8, "value": "PMC7654321"},
        ],
        "references": [],
        "issn": "1234-5678",
        "essn": "",
        **fields,
    }


def retraction(notice: str = "10.5555/legs.r", kind: str = "retraction", **fields: Any) -> dict[str, Any]:
    """One entry of `updated-by`."""
    updated = {"date-parts": [[2024, 5, 6]], "timestamp": 1714953600000}
    return {
        "DOI": notice,
        "type": kind,
        "label": kind.capitalize(),
        "source": "publisher",
        "updated": updated,
        **fields,
    }


class Services:
    """`works` by DOI, `papers` by PMID, `found` for any search; a list in `bad` is used up, one answer a request, before those.

    `searches`: by strategy the numbers that PubMed has for it, each with its entry date; `meanwhile` happens before such an answer.
    """

    def __init__(self) -> None:
        self.works: dict[str, dict[str, Any]] = {}
        self.papers: dict[str, dict[str, Any]] = {}
        self.central: dict[str, dict[str, Any]] = {}
        self.searches: dict[str, list[tuple[str, date]]] = {}
        self.meanwhile: Callable[[], object] = lambda: None
        self.found: list[dict[str, Any]] = []
        self.bad: dict[str, list[Bad]] = defaultdict(list)
        self.asked: list[tuple[str, float]] = []
        self.agents: set[str] = set()
        self.lock = threading.Lock()

    def paths(self) -> list[str]:
        return [path for path, _when in self.asked]

    def most_in_a_second(self, service: str) -> int:
        """Of one service, "crossref" or "ncbi"."""
        times = sorted(when for path, when in self.asked if path.startswith(f"/{service}/"))
        return max((sum(1 for one in times if start <= one < start + 1) for start in times), default=0)

    def answer(self, path: str, query: dict[str, list[str]]) -> Bad:
        name = path.removeprefix("/crossref/works").removeprefix("/ncbi/").strip("/")
        name = query.get("id", [unquote(name)])[0]
        if name == "esearch.fcgi":
            self.meanwhile()
        with self.lock:
            bad = self.bad[name].pop(0) if self.bad[name] else None
        return bad or (
            self._searched(query) if name == "esearch.fcgi" else self._good(path, name, query.get("db", [""])[0])
        )

    def _searched(self, query: dict[str, list[str]]) -> Bad:
        """As esearch answers: all that came on the day or later are counted, the first `retmax` listed."""
        since = datetime.strptime(query["mindate"][0], "%Y/%m/%d").replace(tzinfo=UTC).date()
        assert (query["db"], query["datetype"], query["retmode"]) == (["pubmed"], ["edat"], ["json"])
        numbers = [number for number, came in self.searches.get(query["term"][0], ()) if came >= since]
        listed = numbers[: int(query["retmax"][0])]
        result = {"count": str(len(numbers)), "retmax": str(len(listed)), "retstart": "0", "idlist": listed}
        return said({"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result})

    def _good(self, path: str, name: str, database: str) -> Bad:
        if path.startswith("/ncbi/"):
            records = self.central if database == "pmc" else self.papers
            names = name.split(",")
            found = {one: records.get(one, {"uid": one, "error": "cannot get document summary"}) for one in names}
            return said({"header": {"type": "esummary", "version": "0.3"}, "result": {"uids": names, **found}})
        if not name:
            return said({"status": "ok", "message-type": "work-list", "message": {"items": self.found}})
        if name not in self.works:
            return Bad(404, {"Content-Type": "text/plain"}, b"Resource not found.")
        return said({"status": "ok", "message-type": "work", "message": self.works[name]})


def said(answer: object) -> Bad:
    return Bad(headers={"Content-Type": "application/json"}, body=json.dumps(answer).encode())


@contextmanager
def running(services: Services, port: int = 0) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            with services.lock:
                services.asked.append((parts.path, time.monotonic()))
                services.agents.add(self.headers["User-Agent"])
            answer = services.answer(parts.path, parse_qs(parts.query))
            time.sleep(answer.after)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) + answer.missing))
            # Whoever asked may have stopped waiting.
            with suppress(BrokenPipeError, ConnectionResetError):
                self.end_headers()
                self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def services(settings: Settings, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Services]:
    """Both services, empty; nothing that they answered to an earlier test is known any more.

    Each request has its turn without a wait. Whoever measures the pace asks for `politely`.
    """
    cache.clear()
    if "politely" not in request.fixturenames:
        # By its name: programs that start these servers have no models.
        monkeypatch.setattr("articles.models.pace.SPACING", timedelta())
    made = Services()
    with running(made) as address:
        settings.LINK_CHECK_LOOPBACK = True
        settings.CROSSREF_URL = f"{address}/crossref"
        settings.NCBI_URL = f"{address}/ncbi"
        settings.SERVICE_CONTACT = "library@legs.example"
        yield made
    cache.clear()


@pytest.fixture
def politely() -> None:
    """For tests that measure how long is waited between two requests to a service."""
