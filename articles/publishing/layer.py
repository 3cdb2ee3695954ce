"""A thin WSGI layer ahead of Django: answers article pages from the page store and touches no other path."""

from __future__ import annotations

import json
import os
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from time import time
from typing import Any

import structlog

from articles.publishing.store import ANY_AUDIENCE, FACTS, SUFFIXES

PATH = re.compile(r"/articles/([-a-zA-Z0-9_]{1,120})/(patient|student|clinician)/", re.ASCII)
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

    content: bytes
    etag: str
    headers: tuple[tuple[str, str], ...]
    unchanged_headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class StoredRelease:
    status: int
    location: str
    valid_until: float
    pages: Mapping[str, Mapping[str, Body]]

    @property
    def size(self) -> int:
        return sum(len(body.content) for bodies in self.pages.values() for body in bodies.values())

    def page(self, audience: str) -> Mapping[str, Body] | None:
        return self.pages.get(audience) or self.pages.get(ANY_AUDIENCE)


class PageLayer:
    """Answers GET and HEAD of `/articles/<slug>/<audience>/`; one `readlink` a request finds what is live."""

    def __init__(self, application: Application, folder: Path) -> None:
        self.application = application
        self.live = f"{folder}/live/"
        self._releases: OrderedDict[str, StoredRelease] = OrderedDict()
        self._held = 0
        self._loading = Lock()
        self._choices: dict[str, tuple[str, ...]] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        match = PATH.fullmatch(environ.get("PATH_INFO", ""))
        if match is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self.application(environ, start_response)
        slug, audience = match.groups()
        release = self._live_release(slug)
        page = release.page(audience) if release else None
        if release is None or page is None:
            return self.application(environ, start_response)
        if release.valid_until < time():
            return self._from_django(environ, start_response, release, page, audience)
        return self._answer(environ, start_response, release, page, audience)

    def _answer(
        self,
        environ: Environ,
        start_response: StartResponse,
        release: StoredRelease,
        page: Mapping[str, Body],
        audience: str,
    ) -> Iterable[bytes]:
        body = page[self._encoding(environ.get("HTTP_ACCEPT_ENCODING", ""), page)]
        if release.status == 200 and _matches(environ.get("HTTP_IF_NONE_MATCH", ""), body.etag):
            start_response("304 Not Modified", list(body.unchanged_headers))
            return ()
        headers = list(body.headers)
        if release.location:
            headers.append(("Location", f"/articles/{release.location}/{audience}/"))
        start_response(STATUS_LINES[release.status], headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (body.content,)

    def _from_django(
        self,
        environ: Environ,
        start_response: StartResponse,
        release: StoredRelease,
        page: Mapping[str, Body],
        audience: str,
    ) -> Iterable[bytes]:
        """Past its hour a page is Django's; a page that is late is better than none when Django cannot."""
        answer = _Answer()
        try:
            chunks = answer.collect(self.application(environ, answer.start))
        except Exception:  # whatever broke, the reader still gets the page that was approved
            log.exception("serving a stored page past its hour")
            return self._answer(environ, start_response, release, page, audience)
        if answer.status.startswith("5"):
            log.error("serving a stored page past its hour", answered=answer.status)
            return self._answer(environ, start_response, release, page, audience)
        start_response(answer.status, answer.headers)
        return chunks

    def _live_release(self, slug: str) -> StoredRelease | None:
        """What is live for the slug; read again once, because a release may be collected between link and file."""
        for _attempt in range(2):
            try:
                target = os.readlink(self.live + slug)  # noqa: PTH115  a Path costs four times as much, on every request
                return self._releases.get(target) or self._load(target)
            except OSError:
                continue
            except (ValueError, KeyError):
                log.exception("a stored release cannot be read; Django answers", slug=slug)
                break
        return None

    def _load(self, target: str) -> StoredRelease:
        release = read_release(Path(self.live) / target)
        with self._loading:
            if target not in self._releases:
                self._releases[target] = release
                self._held += release.size
            while self._held > MOST_BYTES and len(self._releases) > 1:
                self._held -= self._releases.popitem(last=False)[1].size
        return release

    def _encoding(self, accepted: str, page: Mapping[str, Body]) -> str:
        choice = self._choices.get(accepted)
        if choice is None:
            choice = acceptable(accepted)
            if len(self._choices) < MOST_ACCEPTS:
                self._choices[accepted] = choice
        return next((encoding for encoding in choice if encoding in page), "identity")


class _Answer:
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
    return StoredRelease(
        status=data["status"],
        location=data["location"],
        valid_until=datetime.fromisoformat(until).timestamp() if until else float("inf"),
        pages={audience: _bodies(folder, audience, data) for audience in data["audiences"]},
    )


def _bodies(folder: Path, audience: str, data: Mapping[str, Any]) -> dict[str, Body]:
    etags = data["audiences"][audience]
    return {
        encoding: _body((folder / f"{audience}.html{SUFFIXES[encoding]}").read_bytes(), encoding, tag, data["headers"])
        for encoding, tag in etags.items()
    }


def _body(content: bytes, encoding: str, tag: str, headers: Mapping[str, str]) -> Body:
    common = (*headers.items(), ("ETag", tag))
    coding = () if encoding == "identity" else (("Content-Encoding", encoding),)
    return Body(
        content=content,
        etag=tag,
        headers=(*common, *coding, ("Content-Length", str(len(content)))),
        unchanged_headers=tuple(item for item in common if item[0] != "Content-Type"),
    )


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


def _matches(header: str, tag: str) -> bool:
    """If-None-Match compares weakly: `W/"x"` matches `"x"`."""
    if not header:
        return False
    candidates = {candidate.strip().removeprefix("W/") for candidate in header.split(",")}
    return tag in candidates or candidates == {"*"}
