"""A WSGI layer ahead of Django for lists of articles (home, A to Z, topics): each page is made once for what is live, and kept in memory.

What is kept was made for one state of everything that such a page shows (`listed_state`). The state is looked at ten times a second
while somebody asks; any other than that of the kept page, and Django makes it anew. Who asks waits for neither while the last look is
less than two seconds old, and for as long after it saw another state: a list may be those four seconds late, of the 60 that S4 allows.
One that nobody asked for in that time is never late.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from time import monotonic
from types import MappingProxyType
from typing import Final, NamedTuple
from urllib.parse import parse_qsl

import structlog
from django.conf import settings
from django.http import HttpRequest, parse_cookie
from django.utils import translation

from articles.publishing.layer import (
    METHODS,
    MOST_ACCEPTS,
    STATUS_LINES,
    Application,
    Collected,
    Environ,
    Headers,
    Page,
    Sender,
    StartResponse,
    body_of,
)
from articles.publishing.listed_state import listed_state
from articles.publishing.store import encoded, etag

PATH: Final = re.compile(r"/|/articles/|/topics/(?:[-a-zA-Z0-9_]{1,120}/)?", re.ASCII)
# What the pages read of an address. With anything else Django is asked: so many addresses are there as somebody cares to try.
KNOWN_FIELDS: Final = frozenset({"audience", "letter", "page"})
LONGEST_QUERY: Final = 100
MOST_BYTES: Final = 16 * 1024 * 1024
# Seconds for which our own nginx may answer it without asking, as X-Accel-Expires says; with the four above far below S4's 60.
KEPT_AHEAD: Final = 10
# Nobody waits for a database that is away with every request.
SECONDS_BETWEEN_TRIES: Final = 1.0
# So many times as long as it is looked at again, one still goes by what was seen while somebody looks.
GOES_ON_FOR: Final = 20
OWN_OF_EACH: Final = frozenset({"content-length", "x-request-id", "date"})

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Kept:
    """An answer in every encoding, and the state of the site that it was made for."""

    state: Hashable
    page: Page

    @property
    def size(self) -> int:
        return sum(len(body.content) for body in self.page.values())


class Look(NamedTuple):
    """What was seen, and until when one goes by it; which states were seen before, and until when a page of each is answered."""

    until: float
    state: Hashable
    former: Mapping[Hashable, float] = MappingProxyType({})

    def still_has(self, state: Hashable) -> bool:
        return self.former.get(state, float("-inf")) > monotonic()


class ListLayer:
    """Answers GET and HEAD of people who are not signed in. Keeps what Django answered with 200 and gave to everybody alike."""

    def __init__(
        self,
        application: Application,
        *,
        state: Callable[[], Hashable] = listed_state,
        looked_at_every: float = 0.1,
        most_bytes: int = MOST_BYTES,
        kept_ahead: int = KEPT_AHEAD,
    ) -> None:
        """Where `state` raises, because nothing can be asked, what is kept is answered. `kept_ahead`: seconds that a proxy may keep it."""
        self.application = application
        self._state_now = state
        self._private = frozenset({settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME})
        self._looked_at_every, self._most_bytes = looked_at_every, most_bytes
        self._goes_on_for = GOES_ON_FOR * looked_at_every
        self._kept_ahead = kept_ahead
        self._looked = Look(float("-inf"), None)
        self._looking = Lock()
        # Begin when they are first needed: what is started before a process is doubled is not there afterwards.
        self._lookout, self._maker = ThreadPoolExecutor(1, "look at lists"), ThreadPoolExecutor(1, "make lists")
        self._being_made: set[tuple[str, ...]] = set()
        self._kept: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
        self._held = 0
        self._keeping = Lock()
        self._languages: dict[str, str] = {}
        self._send = Sender()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self._is_ours(environ):
            return self.application(environ, start_response)
        key = self._key(environ)
        kept, look = self._kept.get(key), self._look_of_now()
        state = look.state
        if kept is not None and state in (None, kept.state):
            return self._send(kept.page, environ, start_response)
        if kept is not None and look.still_has(kept.state):
            self._make_aside(key, state, environ)
            return self._send(kept.page, environ, start_response)
        if state is None or environ["REQUEST_METHOD"] != "GET":
            return self.application(environ, start_response)
        return self._made(key, state, environ, start_response)

    def _is_ours(self, environ: Environ) -> bool:
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if PATH.fullmatch(path) is None or environ["REQUEST_METHOD"] not in METHODS:
            return False
        if query and (len(query) > LONGEST_QUERY or {*dict(parse_qsl(query, keep_blank_values=True))} - KNOWN_FIELDS):
            return False
        return "HTTP_COOKIE" not in environ or self._private.isdisjoint(parse_cookie(environ["HTTP_COOKIE"]))

    def _key(self, environ: Environ) -> tuple[str, ...]:
        """All of a request that such a page goes by."""
        accepted = environ.get("HTTP_ACCEPT_LANGUAGE", "")
        language = self._languages.get(accepted)
        if language is None:
            language = _language_of(accepted)
            if len(self._languages) < MOST_ACCEPTS:
                self._languages[accepted] = language
        names = ("PATH_INFO", "QUERY_STRING", "HTTP_HOST", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO")
        return (language, *(str(environ.get(name, "")) for name in names))

    def _look_of_now(self) -> Look:
        """Its state is None where it cannot be told. After a while without a look one looks, and whoever comes meanwhile waits for it."""
        found, now = self._looked, monotonic()
        if found.until > now:
            return found
        if found.until + self._goes_on_for > now:
            if self._looking.acquire(blocking=False):
                self._lookout.submit(self._look_aside)
            return found
        with self._looking:
            if self._looked.until <= monotonic():
                self._look()
            return self._looked

    def _look_aside(self) -> None:
        try:
            self._look()
        finally:
            self._looking.release()

    def _look(self) -> None:
        before, now = self._looked, monotonic()
        try:
            state = self._state_now()
        except Exception:  # whatever broke, what readers had is better than nothing
            log.exception("answering kept lists, because nothing can be asked")
            self._looked = Look(monotonic() + SECONDS_BETWEEN_TRIES, None)
            return
        until = now + self._looked_at_every
        if state == before.state:
            self._looked = before._replace(until=until)
        elif before.until + self._goes_on_for > now:
            former = {one: ends for one, ends in before.former.items() if ends > now}
            self._looked = Look(until, state, {**former, before.state: now + self._goes_on_for})
        else:
            # When it became another one nobody knows.
            self._looked = Look(until, state)

    def _made(
        self, key: tuple[str, ...], state: Hashable, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """By Django. The state was told before, so that a page never counts as newer than it is."""
        made = Collected()
        chunks = made.collect(self.application(environ, made.start))
        if not _is_for_everybody(made.status, made.headers):
            start_response(made.status, made.headers)
            return chunks
        kept = Kept(state, _page(b"".join(chunks), made.headers, self._kept_ahead))
        self._keep(key, kept)
        return self._send(kept.page, environ, start_response)

    def _make_aside(self, key: tuple[str, ...], state: Hashable, environ: Environ) -> None:
        with self._keeping:
            if key in self._being_made:
                return
            self._being_made.add(key)
        self._maker.submit(
            self._make_for_nobody, key, state, {**environ, "REQUEST_METHOD": "GET", "wsgi.input": BytesIO()}
        )

    def _make_for_nobody(self, key: tuple[str, ...], state: Hashable, environ: Environ) -> None:
        """Where it goes wrong, whoever asks once the former page is no longer answered is told so."""
        try:
            self._made(key, state, environ, lambda *_: lambda _chunk: None)
        except Exception:  # of a thread that nobody waits for
            log.exception("a list could not be made aside")
        finally:
            with self._keeping:
                self._being_made.discard(key)

    def _keep(self, key: tuple[str, ...], kept: Kept) -> None:
        with self._keeping:
            former = self._kept.pop(key, None)
            self._kept[key] = kept
            self._held += kept.size - (former.size if former else 0)
            while self._held > self._most_bytes:
                self._held -= self._kept.popitem(last=False)[1].size


def _language_of(accepted: str) -> str:
    """In which Django answers somebody who asks like this, without a cookie."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = accepted
    return translation.get_language_from_request(request)


def _is_for_everybody(status: str, headers: Headers) -> bool:
    found = {name.lower(): value.lower() for name, value in headers}
    is_open = "set-cookie" not in found and not {"private", "no-store"} & {*found.get("cache-control", "").split(", ")}
    return status == STATUS_LINES[200] and is_open and "cookie" not in found.get("vary", "")


def _page(content: bytes, headers: Headers, kept_ahead: int) -> Page:
    """As articles are answered: in each encoding, with an ETag. Whoever keeps it asks each time whether it is still so, but our nginx."""
    own = {name.title(): value for name, value in headers if name.lower() not in OWN_OF_EACH}
    own["Vary"] = ", ".join(filter(None, (own.get("Vary"), "Accept-Encoding")))
    own.setdefault("Cache-Control", "no-cache")
    own["X-Accel-Expires"] = str(kept_ahead)
    bodies = encoded(content.decode())
    return {name: body_of(body, name, etag(body), own, STATUS_LINES[200]) for name, body in bodies.items()}
