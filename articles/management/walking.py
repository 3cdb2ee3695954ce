"""Every address of the public site that can be a file, each answered by the site itself, as anybody gets it who has not signed in."""

from __future__ import annotations

import io
import mimetypes
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, unquote_to_bytes, urldefrag, urlencode, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from lxml import html
from lxml.html import HtmlElement

from articles.models import Article, FormerSlug, Publication

# What is written for somebody who asks, or asks for something: no file can do that.
_SERVED: Final = re.compile(
    r"/(?:desk|accounts|administration|api|ask|c|oembed|search|invitation)/"
    r"|/articles/[^/]+/[^/]+/(?:helpful|report)/|/articles/.*\.pdf$"
)
_QUERIES: Final = frozenset({"page", "letter", "audience"})
_IN_SHEET: Final = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_IN_SCRIPT: Final = re.compile(r"\b(?:from|import)\s*[\"'](\.[^\"']+)")
_SHOWN: Final = frozenset({200, 301, 302, 410})
_BEGINNINGS: Final = (
    "/", "/articles/", "/topics/", "/glossary/", "/board/", "/editorial-policy/", "/feed/", "/sitemap.xml", "/robots.txt",
    "/.well-known/security.txt", "/static/icon.svg",
)  # fmt: skip


class NotServed(Exception):
    """The site could not answer for an address; the export stays as it was."""


@dataclass(frozen=True)
class Answer:
    """What an address (path and query) is answered with; `location` is the address that a redirect leads to."""

    address: str
    status: int
    media_type: str
    body: bytes
    location: str = ""

    @property
    def is_page(self) -> bool:
        return self.media_type == "text/html"


def walked(first: Iterable[Answer], counted: Callable[[int], None]) -> Iterator[Answer]:
    """From `first`, every article that was ever live and the pages that lead to them, along all links; each address once."""
    given = {answer.address: answer for answer in first}
    seen = dict.fromkeys((*given, *_addresses()))
    todo = deque(seen)
    with _asked() as ask:
        while todo:
            address = todo.popleft()
            answer = given.get(address) or ask(address)
            if answer is None:
                continue
            yield answer
            counted(1)
            for found in filter(None, (local(link, address) for link in _links(answer))):
                if found not in seen:
                    seen[found] = None
                    todo.append(found)


def local(link: str, at: str) -> str:
    """The address of this site that a link on the page `at` leads to, without its fragment; empty for any other, and for what a file
    cannot answer.
    """
    site = urlsplit(settings.SITE_URL)
    found = urlsplit(urljoin(f"{settings.SITE_URL.rstrip('/')}{at}", urldefrag(link)[0]))
    if (found.scheme, found.netloc) != (site.scheme, site.netloc) or _SERVED.match(found.path):
        return ""
    query = sorted((name, value) for name, value in parse_qsl(found.query) if name in _QUERIES)
    chosen = dict(query).get("audience")
    if chosen and re.fullmatch(r"/articles/[^/]+/", found.path):
        return f"{found.path}{chosen}/"
    return f"{found.path}?{urlencode(query)}" if query else found.path


def _addresses() -> Iterator[str]:
    yield from _BEGINNINGS
    for slug, audiences in Publication.objects.live().values_list("article__slug", "audiences").order_by("pk"):
        yield from (f"/articles/{slug}/", *(f"/articles/{slug}/{audience}/" for audience in audiences))
    ended = (
        Article.objects.filter(publications__live_from__isnull=False)
        .distinct()
        .exclude(pk__in=Publication.objects.live().values("article"))
    )
    former = FormerSlug.objects.filter(article__publications__live_from__isnull=False).distinct()
    for slug in (*ended.values_list("slug", flat=True), *former.values_list("slug", flat=True)):
        yield from (
            f"/articles/{slug}/",
            *(f"/articles/{slug}/{name}/" for name in ("patient", "student", "clinician")),
        )


def _links(answer: Answer) -> Iterable[str]:
    if answer.location:
        return (answer.location,)
    if answer.media_type == "text/css":
        return _IN_SHEET.findall(answer.body.decode())
    if answer.media_type.endswith("/javascript"):
        return _IN_SCRIPT.findall(answer.body.decode())
    if answer.media_type in ("application/xml", "text/xml") and answer.address.startswith("/sitemap"):
        return re.findall(r"<loc>([^<]+)</loc>", answer.body.decode())
    if not answer.is_page or not answer.body:
        return ()
    root: HtmlElement = html.document_fromstring(answer.body.decode())
    return (link for _element, _name, link, _place in root.iterlinks())


@contextmanager
def _asked() -> Iterator[Callable[[str], Answer | None]]:
    """A function from an address to its answer; None for one that leads nowhere. The connection to the database stays open between two."""
    handler = WSGIHandler()
    signals = (request_started, request_finished)

    def ask(address: str) -> Answer | None:
        if address.startswith(settings.STATIC_URL):
            return _static(address)
        status, headers, body = _answered(handler, address)
        if status in (404, 405):
            return None
        if status not in _SHOWN:
            raise NotServed(f"{address}: {status}")
        media_type = headers.get("content-type", "").partition(";")[0]
        location = local(headers["location"], address) if "location" in headers else ""
        return Answer(address, status, media_type, body, location)

    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield ask
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def _static(address: str) -> Answer | None:
    """A file that stands beside the code, or, where those were collected, under its hashed name."""
    name = unquote(address.removeprefix(settings.STATIC_URL))
    collected = Path(settings.STATIC_ROOT) / name
    path = str(collected) if collected.is_file() else finders.find(name)
    if not isinstance(path, str):
        return None
    return Answer(address, 200, mimetypes.guess_type(name)[0] or "application/octet-stream", Path(path).read_bytes())


def _answered(handler: WSGIHandler, address: str) -> tuple[int, dict[str, str], bytes]:
    got: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[[bytes], object]:
        got.update(code=int(status[:3]), headers={name.lower(): value for name, value in headers})
        return lambda _chunk: None

    answer = handler(_environ(address), start)
    try:
        body = b"".join(answer)
    finally:
        getattr(answer, "close", lambda: None)()
    return got["code"], got["headers"], body


def _environ(address: str) -> dict[str, Any]:
    site = urlsplit(settings.SITE_URL)
    path, _mark, query = address.partition("?")
    return {
        "REQUEST_METHOD": "GET", "PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "QUERY_STRING": query,
        "SCRIPT_NAME": "", "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": site.hostname, "SERVER_PORT": str(site.port or {"https": 443}.get(site.scheme, 80)),
        "HTTP_HOST": site.netloc, "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": site.scheme, "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(), "wsgi.version": (1, 0),
        "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
