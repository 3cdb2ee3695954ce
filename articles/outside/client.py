"""The one client for addresses that people or services give us: every request to the outside goes through here.

Only http and https; each hop is looked at and connected to by the address that was looked at (`addresses`); certificates are
verified; no proxy or password of the environment is used; size, time and redirects have limits.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Final, TypeVar
from urllib.parse import urljoin

import httpx
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles.outside.addresses import public_places
from articles.refusals import Sentence

SECONDS_PER_STEP: Final = 5.0
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
# What httpx raises for the other side, for an address that is none, and for a client closed because time was up.
FAULTS: Final = (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, RuntimeError)
T = TypeVar("T")
_asking = ThreadPoolExecutor(max_workers=8, thread_name_prefix="outside")


@dataclass(frozen=True)
class Limits:
    """Seconds from the first name looked up to the last byte; bytes of the body; without redirects, one is the answer."""

    seconds: float = 12.0
    redirects: int = 5
    most_bytes: int = 4 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """`address` is where the answer came from, after all redirects; header names are lower case."""

    status: int
    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class NoAnswer(Exception):
    """Nothing whole came back; the sentence says why, as far as one can tell."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def fetch(address: str, *, headers: Mapping[str, str] | None = None, limits: Limits = Limits()) -> Answer:
    """The whole answer to a GET, whatever its status. Raises `NoAnswer` or `Unsafe`, nothing else, within the limits."""
    with new_client(headers or {}) as client:
        try:
            return within(limits.seconds, lambda: _followed(client, address, limits))
        except TooSlow:
            raise NoAnswer(_("There was no answer in time.")) from None
        except FAULTS as error:
            raise NoAnswer(why(error)) from error


def post(address: str, body: bytes, *, headers: Mapping[str, str], seconds: float) -> int:
    """The status of the answer to a POST, whatever it is; its body is not read, and no redirect is followed.

    Raises `NoAnswer` or `Unsafe`, nothing else, within so many seconds.
    """
    with new_client(headers) as client:
        try:
            return within(seconds, lambda: _status(client, address, body))
        except TooSlow:
            raise NoAnswer(_("There was no answer in time.")) from None
        except FAULTS as error:
            raise NoAnswer(why(error)) from error


def _status(client: httpx.Client, address: str, body: bytes) -> int:
    with opened(client, "POST", address, body) as response:
        return response.status_code


def within(seconds: float, ask: Callable[[], T]) -> T:
    """What asking gives, or `TimeoutError`: a name server or a host that answers byte by byte holds a thread of its own."""
    return _asking.submit(ask).result(seconds)


@cache
def _certificates() -> ssl.SSLContext:
    """Whom we trust, read once: it takes longer than most requests. SSL_CERT_FILE of the environment does not count."""
    return httpx.create_ssl_context(trust_env=False)


def new_client(headers: Mapping[str, str]) -> httpx.Client:
    ours = {
        "User-Agent": f"link check of {settings.SITE_URL}",
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        **headers,
    }
    return httpx.Client(
        verify=_certificates(),
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(SECONDS_PER_STEP),
        headers=ours,
    )


@contextmanager
def opened(client: httpx.Client, method: str, address: str, body: bytes | None = None) -> Iterator[httpx.Response]:
    """The head of one answer, its body unread, from the first public place of the host that takes the connection."""
    url = httpx.URL(address)
    response = _first_answer(client, method, url, body)
    try:
        yield response
    finally:
        response.close()


def _first_answer(client: httpx.Client, method: str, url: httpx.URL, body: bytes | None = None) -> httpx.Response:
    failed: httpx.TransportError | None = None
    for place in public_places(url):
        request = client.build_request(
            method, url.copy_with(host=place), headers={"Host": url.netloc.decode()}, content=body
        )
        request.extensions["sni_hostname"] = url.raw_host.decode()
        try:
            return client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            failed = error
    raise failed or httpx.ConnectError("no address")


def _followed(client: httpx.Client, address: str, limits: Limits) -> Answer:
    current = address
    for _hop in range(limits.redirects + 1):
        with opened(client, "GET", current) as response:
            target = response.headers.get("Location", "")
            if response.status_code not in REDIRECTS or not target or not limits.redirects:
                body = _body(response, limits.most_bytes)
                return Answer(response.status_code, current, dict(response.headers), body)
        current = urljoin(current, target)
    raise NoAnswer(_("It redirects again and again."))


def _body(response: httpx.Response, most: int) -> bytes:
    """As it was sent: nothing is unpacked, so that a small answer cannot become a large one."""
    if response.headers.get("Content-Encoding", "identity") not in ("", "identity"):
        raise NoAnswer(_("The answer is packed in a way that was not asked for."))
    found = bytearray()
    for piece in response.iter_raw():
        found += piece
        if len(found) > most:
            raise NoAnswer(_("The answer is too large."))
    return bytes(found)


def why(error: Exception) -> Sentence:
    if isinstance(error.__cause__, ssl.SSLError) or "CERTIFICATE" in str(error):
        return _("The certificate of the site is not in order.")
    if isinstance(error, socket.gaierror):
        return _("There is no site of this name.")
    return _("There was no answer.")
