"""A thin WSGI layer ahead of Django: answers article pages from the page store and touches no other path."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from time import monotonic, time
from typing import Any

import structlog

from articles.publishing.store import ANY_AUDIENCE, FACTS, SUFFIXES

AUDIENCES = ("patient", "student", "clinician")
PATH = re.compile(rf"/articles/([-a-zA-Z0-9_]{{1,120}})/({'|'.join(AUDIENCES)})/", re.ASCII)
METHODS = ("GET", "HEAD")
STATUS_LINES = {200: "200 OK", 301: "301 Moved Permanently", 410: "410 Gone"}
PREFERENCE = ("br", "gzip", "identity")
MOST_BYTES = 64 * 1024 * 1024
MOST_ACCEPTS = 256

Environ = dict[str, Any]
StartResponse = Callable[..., Callable[[bytes], object]]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Body:
    """One page in one encoding, ready to send."""

    status: str
    content: bytes
    etag: str
    headers: tuple[tuple[str, str], ...]
    unchanged_headers: tuple[tuple[str, str], ...]

    def is_known_as(self, header: str) -> bool:
        """Does If-None-Match name it? Compared weakly, `W/"x"` for `"x"`; what is no page is never unchanged."""
        candidates = {candidate.strip().removeprefix("W/") for candidate in header.split(",")}
        return self.status == STATUS_LINES[200] and (self.etag in candidates or candidates == {"*"})


Page = Mapping[str, Body]  # by encoding; always all of them


@dataclass(frozen=True)
class StoredRelease:
    """All that a slug is answered with: by audience, each in every encoding."""

    valid_until: float
    pages: Mapping[str, Page]

    @property
    def size(self) -> int:
        return sum(len(body.content) for page in self.pages.values() for body in page.values())


NOTHING = StoredRelease(0, {})


class PageLayer:
    """Answers `/articles/<slug>/<audience>/` with what is live, to GET and HEAD alone. Reads the folder, never writes to it."""

    def __init__(
        self,
        application: Application,
        folder: Path,
        *,
        looked_at_every: float = 0.1,
        told: Callable[[str], None] = lambda _answer: None,
    ) -> None:
        """`told` hears of each request for a page of an article: "hit", "miss", or "late" where Django was asked past its hour."""
        self.application = application
        self._told = told
        self._live = folder / "live"
        self._looked_at_every = looked_at_every
        self._links: dict[str, tuple[float, str]] = {}  # slug → until when it is good, and where it leads
        self._releases: OrderedDict[str, StoredRelease] = OrderedDict()
        self._held = 0
        self._loading = Lock()
        self._send = Sender()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        match = PATH.fullmatch(environ.get("PATH_INFO", ""))
        if match is None:
            return self.application(environ, start_response)
        slug, audience = match.groups()
        release = self._release(slug)
        page = release.pages.get(audience)
        if page is None:
            self._told("miss")
            return self.application(environ, start_response)
        if environ["REQUEST_METHOD"] not in METHODS:
            start_response("405 Method Not Allowed", [("Allow", ", ".join(METHODS)), ("Content-Length", "0")])
            return ()
        if release.valid_until < time():
            self._told("late")
            return self._from_django(environ, start_response, page)
        self._told("hit")
        return self._send(page, environ, start_response)

    def _from_django(self, environ: Environ, start_response: StartResponse, page: Page) -> Iterable[bytes]:
        """Past its hour a page is Django's; a page that is late is better than none when Django cannot."""
        answer = Collected()
        try:
            chunks = answer.collect(self.application(environ, answer.start))
        except Exception:  # whatever broke, the reader still gets the page that was approved
            log.exception("serving a stored page past its hour")
            return self._send(page, environ, start_response)
        if answer.status.startswith("5"):
            log.error("serving a stored page past its hour", answered=answer.status)
            return self._send(page, environ, start_response)
        start_response(answer.status, answer.headers)
        return chunks

    def _release(self, slug: str) -> StoredRelease:
        """What is live for the slug. A link is looked at ten times a second, not for every reader."""
        link = self._links.get(slug)
        release = self._releases.get(link[1]) if link and link[0] > monotonic() else None
        return release or self._read(slug)

    def _read(self, slug: str) -> StoredRelease:
        """By the link; looked up again once, because a release may be collected between link and file."""
        for _attempt in range(2):
            try:
                target = str((self._live / slug).readlink())
                release = self._releases.get(target) or self._load(target)
            except OSError:
                continue
            except (ValueError, KeyError):
                log.exception("a stored release cannot be read; Django answers", slug=slug)
                break
            self._links[slug] = (monotonic() + self._looked_at_every, target)
            return release
        self._links.pop(slug, None)
        return NOTHING

    def _load(self, target: str) -> StoredRelease:
        release = read_release(self._live / target)
        with self._loading:
            if target not in self._releases:
                self._releases[target] = release
                self._held += release.size
            while self._held > MOST_BYTES and len(self._releases) > 1:
                self._held -= self._releases.popitem(last=False)[1].size
        return release


class Sender:
    """Answers with a page in the encoding that is asked for, or with 304."""

    def __init__(self) -> None:
        self._encodings: dict[str, str] = {}

    def __call__(self, page: Page, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        body = page[self._encodings.get(accepted) or self._encoding(accepted)]
        if "HTTP_IF_NONE_MATCH" in environ and body.is_known_as(environ["HTTP_IF_NONE_MATCH"]):
            start_response("304 Not Modified", list(body.unchanged_headers))
            return ()
        start_response(body.status, list(body.headers))
        return (body.content,) if environ["REQUEST_METHOD"] == "GET" else ()

    def _encoding(self, accepted: str) -> str:
        encoding = next(iter(acceptable(accepted)), "identity")
        if len(self._encodings) < MOST_ACCEPTS:
            self._encodings[accepted] = encoding
        return encoding


class Collected:
    """Django's answer, held back until we know that it is one."""

    def __init__(self) -> None:
        self.status = "500"
        self.headers: Headers = []

    def start(self, status: str, headers: Headers, exc_info: object = None) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return lambda _chunk: None

    def collect(self, chunks: Iterable[bytes]) -> list[bytes]:
        try:
            return list(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close is not None:
                close()


def read_release(folder: Path) -> StoredRelease:
    """A release from its folder; raises OSError when it is not, or no longer, there."""
    data = json.loads((folder / FACTS).read_bytes())
    until = data["valid_until"]
    stored = {name: _bodies(folder, name, data) for name in data["audiences"]}
    everybody = stored.pop(ANY_AUDIENCE, None)
    pages = dict.fromkeys(AUDIENCES, everybody) if everybody else stored
    return StoredRelease(
        valid_until=datetime.fromisoformat(until).timestamp() if until else float("inf"),
        pages={name: _located(page, name, data["location"]) for name, page in pages.items()},
    )


def _bodies(folder: Path, name: str, data: Mapping[str, Any]) -> dict[str, Body]:
    etags = data["audiences"][name]
    return {encoding: _body(folder / f"{name}.html", encoding, etags[encoding], data) for encoding in PREFERENCE}


def _body(path: Path, encoding: str, tag: str, data: Mapping[str, Any]) -> Body:
    content = path.with_name(path.name + SUFFIXES[encoding]).read_bytes()
    return body_of(content, encoding, tag, data["headers"], STATUS_LINES[data["status"]])


def body_of(content: bytes, encoding: str, tag: str, headers: Mapping[str, str], status: str) -> Body:
    common = (*headers.items(), ("ETag", tag))
    coding = () if encoding == "identity" else (("Content-Encoding", encoding),)
    return Body(
        status=status,
        content=content,
        etag=tag,
        headers=(*common, *coding, ("Content-Length", str(len(content)))),
        unchanged_headers=tuple(item for item in common if item[0] != "Content-Type"),
    )


def _located(page: Page, audience: str, slug: str) -> Page:
    """A former slug sends each audience to its own page."""
    if not slug:
        return page
    there = ("Location", f"/articles/{slug}/{audience}/")
    return {encoding: replace(body, headers=(*body.headers, there)) for encoding, body in page.items()}


def acceptable(header: str) -> tuple[str, ...]:
    """Encodings in the order to try (RFC 9110, 12.5.3); among equals the smallest first, identity last."""
    weights = dict(_weight(part) for part in header.lower().split(",") if part.strip())
    rest = weights.get("*", 0.0)
    wanted = {name: weights.get(name, rest) for name in PREFERENCE[:-1]}
    wanted["identity"] = weights.get("identity", rest if "*" in weights else 0.001)
    ranked = sorted(PREFERENCE, key=lambda name: (-wanted[name], PREFERENCE.index(name)))
    return tuple(name for name in ranked if wanted[name] > 0)


def _weight(part: str) -> tuple[str, float]:
    name, _, parameters = part.strip().partition(";")
    key, _, value = parameters.strip().partition("=")
    try:
        weight = float(value) if key.strip() == "q" else 1.0
    except ValueError:
        weight = 0.0
    return ("gzip" if name.strip() == "x-gzip" else name.strip()), weight
