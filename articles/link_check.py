"""Whether the address of a link answers, asked from here without letting anybody reach what only this server reaches.

Each hop is resolved, refused unless every address of the host is public, and connected to by that very address, so that
a name that resolves differently the second time leads nowhere. No body is read, no proxy or password of the environment used.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin

import httpx
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.refusals import Sentence
from articles.text.vocabulary import LINK_ADDRESS

SECONDS_PER_STEP: Final = 5.0
SECONDS_IN_ALL: Final = 12.0
MOST_REDIRECTS: Final = 5
PORTS: Final = frozenset({80, 443})
# Networks in which another address is written: what they lead to is not what was looked at.
_TUNNELS: Final = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
_DOI: Final = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_PMID: Final = re.compile(r"pmid:?\s*(\d{1,8})", re.IGNORECASE)
_MAIL: Final = re.compile(r"(?:mailto:)?([^\s@:/]+@[^\s@/]+\.[^\s@/]+)", re.IGNORECASE)
_DOMAIN: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD: Final = frozenset({301, 308})
_looking = ThreadPoolExecutor(max_workers=8, thread_name_prefix="link-check")


class State(StrEnum):
    WORKS = "works"
    MOVED = "moved"
    NOT_FOUND = "not-found"
    NO_ANSWER = "no-answer"
    UNSAFE = "unsafe"
    NOT_A_LINK = "not-a-link"


@dataclass(frozen=True)
class LinkCheck:
    """`address` is what to put into the text: the one that was asked, or where it moved for good."""

    state: State
    address: str
    sentence: Sentence


class _Unsafe(Exception):
    """The address leads where a request from here must not go; the sentence says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__()
        self.sentence = sentence


def recognised(typed: str) -> str:
    """A whole address from what people type: a DOI, a PMID, an e-mail address, a domain. Else what was typed."""
    words = typed.strip()
    if doi := _DOI.fullmatch(words):
        return f"https://doi.org/{doi[1]}"
    if pmid := _PMID.fullmatch(words):
        return f"https://pubmed.ncbi.nlm.nih.gov/{pmid[1]}/"
    if mail := _MAIL.fullmatch(words):
        return f"mailto:{mail[1]}"
    return f"https://{words}" if _DOMAIN.fullmatch(words) else words


def check_link(typed: str) -> LinkCheck:
    """What became of asking. Never raises for what the other side does, and never takes longer than 12 seconds."""
    address = recognised(typed)
    if not LINK_ADDRESS.fullmatch(address):
        return LinkCheck(State.NOT_A_LINK, address, _("A link begins with https://, http:// or mailto:."))
    if address.lower().startswith("mailto:"):
        return LinkCheck(State.WORKS, address, _("This is an e-mail address; it was not tried."))
    # A name server or a host that answers byte by byte holds a thread of its own, not the request.
    with _client() as client:
        asked = _looking.submit(_followed, client, address)
        try:
            return asked.result(SECONDS_IN_ALL)
        except TooSlow:
            return LinkCheck(State.NO_ANSWER, address, _("There was no answer in time."))


def _client() -> httpx.Client:
    limits = httpx.Timeout(SECONDS_PER_STEP)
    headers = {"User-Agent": f"link check of {settings.SITE_URL}", "Accept": "*/*"}
    return httpx.Client(trust_env=False, follow_redirects=False, timeout=limits, headers=headers)


def _followed(client: httpx.Client, address: str) -> LinkCheck:
    """From hop to hop. What moved for good names its new address; what only redirects stays as it is."""
    current, lasting, moved_for_good = address, address, True
    try:
        for _hop in range(MOST_REDIRECTS + 1):
            status, target = _asked(client, current)
            if status not in _REDIRECTS or not target:
                return _judged(status, address, lasting)
            current = urljoin(current, target)
            moved_for_good = moved_for_good and status in _FOR_GOOD
            lasting = current if moved_for_good else lasting
    except _Unsafe as unsafe:
        return LinkCheck(State.UNSAFE, address, unsafe.sentence)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, RuntimeError) as error:
        return LinkCheck(State.NO_ANSWER, address, _why(error))
    return LinkCheck(State.NO_ANSWER, address, _("It redirects again and again."))


def _judged(status: int, address: str, lasting: str) -> LinkCheck:
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return LinkCheck(State.NOT_FOUND, address, _("There is no such page (not found)."))
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS):
        sentence = _("The site answers, but not to programs ({}). Open it yourself to see.")
        return LinkCheck(State.WORKS, address, format_lazy(sentence, status))
    if status >= HTTPStatus.BAD_REQUEST:
        return LinkCheck(State.NO_ANSWER, address, format_lazy(_("The site answers with an error ({})."), status))
    if lasting != address and LINK_ADDRESS.fullmatch(lasting):
        return LinkCheck(State.MOVED, lasting, format_lazy(_("It has moved to {}."), lasting))
    return LinkCheck(State.WORKS, address, _("It works."))


def _why(error: Exception) -> Sentence:
    if isinstance(error.__cause__, ssl.SSLError) or "CERTIFICATE" in str(error):
        return _("The certificate of the site is not in order.")
    if isinstance(error, socket.gaierror):
        return _("There is no site of this name.")
    return _("There was no answer.")


def _asked(client: httpx.Client, address: str) -> tuple[int, str]:
    """Status and Location. Many sites answer HEAD wrongly, so an error is asked for once more with GET, its body unread."""
    status, target = _answer(client, "HEAD", address)
    return (status, target) if status < HTTPStatus.BAD_REQUEST else _answer(client, "GET", address)


def _answer(client: httpx.Client, method: str, address: str) -> tuple[int, str]:
    url = httpx.URL(address)
    failed: httpx.TransportError | None = None
    for place in _public_places(url):
        request = client.build_request(method, url.copy_with(host=place), headers={"Host": url.netloc.decode()})
        request.extensions["sni_hostname"] = url.raw_host.decode()
        try:
            response = client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            failed = error
            continue
        with_body_unread = response.status_code, response.headers.get("Location", "")
        response.close()
        return with_body_unread
    raise failed or httpx.ConnectError("no address")


def _public_places(url: httpx.URL) -> Iterator[str]:
    """Addresses of the host, IPv4 first; raises `_Unsafe` for a host that is, or also is, inside."""
    if url.scheme not in ("http", "https") or url.userinfo:
        raise _Unsafe(_("It leads to an address that is no page of the web."))
    port = url.port or (443 if url.scheme == "https" else 80)
    found = socket.getaddrinfo(url.raw_host.decode(), port, type=socket.SOCK_STREAM)
    places = [ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_rest, place in found]
    if not all(_is_allowed(place, port) for place in places):
        raise _Unsafe(_("It looks unsafe: it leads into a private network or to an unusual port."))
    ordered = sorted(dict.fromkeys(places), key=lambda place: place.version)
    return iter([str(place) for place in ordered])


def _is_allowed(place: ipaddress.IPv4Address | ipaddress.IPv6Address, port: int) -> bool:
    if settings.LINK_CHECK_LOOPBACK and place.is_loopback:
        return True
    return port in PORTS and _is_public(place)


def _is_public(place: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    mapped = getattr(place, "ipv4_mapped", None)
    if mapped is not None:
        return _is_public(mapped)
    in_tunnel = any(place in network for network in _TUNNELS if network.version == place.version)
    return place.is_global and not place.is_multicast and not place.is_reserved and not in_tunnel
