"""What the address of a work answers, from redirect to redirect, its body unread."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Literal
from urllib.parse import urljoin, urlsplit

import httpx
from django.utils.translation import gettext as _

from articles.models import ServicePace
from articles.outside.addresses import Unsafe
from articles.outside.asking import Budget
from articles.outside.client import FAULTS, REDIRECTS, Limits, NoAnswer, new_client, opened, why, within

Answered = Literal["works", "moved", "dead", "certificate", "unsafe", "no-answer"]
SECONDS: Final = 8.0
MOST_REDIRECTS: Final = Limits().redirects
_FOR_GOOD: Final = frozenset({301, 308})
_GONE: Final = frozenset({404, 410})
# The site answers, but not to programs.
_CLOSED: Final = frozenset({401, 403, 405, 429})


@dataclass(frozen=True)
class LinkAnswer:
    """`location`: where it moved for good; `media_type`: what it shows, such as "text/html"."""

    state: Answered
    words: str = ""
    location: str = ""
    media_type: str = ""


def ask(address: str, *, budget: Budget) -> LinkAnswer:
    """From hop to hop, each in the turn of its host and one of the budget's requests, which may end before the redirects do.

    Only what moved for good, from the first hop on, is "moved"; where it leads to for now is an answer like any other.
    """
    hops = _Hops(address)
    with new_client({}) as client:
        while budget.requests and _has_turn(hops.current, budget):
            budget.requests -= 1
            answer = _asked(client, hops)
            if answer is not None:
                return answer
    return hops.so_far() if hops.seen else LinkAnswer("no-answer", _("It was not its turn."))


class _Hops:
    """`current`: what is asked next; `lasting`: where the address moved for good; `seen`: what was asked."""

    def __init__(self, address: str) -> None:
        self.address = self.current = self.lasting = address
        self.seen: set[str] = set()
        self._for_good = True

    def leads_on(self, status: int, target: str) -> bool:
        """Notes that this was asked, and where it leads. Raises ValueError for what is no address."""
        self.seen.add(self.current)
        if status not in REDIRECTS or not target:
            return False
        self.current = urljoin(self.current, target)
        self._for_good = self._for_good and status in _FOR_GOOD
        self.lasting = self.current if self._for_good else self.lasting
        return True

    @property
    def is_endless(self) -> bool:
        return self.current in self.seen or len(self.seen) > MOST_REDIRECTS

    def so_far(self, words: str = "", media_type: str = "") -> LinkAnswer:
        # Another scheme or a slash at the end is the same place.
        if _same(self.address, self.lasting):
            return LinkAnswer("works", words, media_type=media_type)
        return LinkAnswer("moved", words, self.lasting, media_type)


def _asked(client: httpx.Client, hops: _Hops) -> LinkAnswer | None:
    """None: it leads on."""

    def head() -> tuple[int, Mapping[str, str]]:
        with opened(client, "GET", hops.current) as response:
            return response.status_code, dict(response.headers)

    try:
        status, headers = within(SECONDS, head)
        leads_on = hops.leads_on(status, headers.get("location", ""))
    except TooSlow:
        return LinkAnswer("dead", _("There was no answer in time."))
    except Unsafe as unsafe:
        return LinkAnswer("unsafe", str(unsafe.sentence))
    except (NoAnswer, *FAULTS) as error:
        return _failed(error)
    if not leads_on:
        return _judged(hops, status, headers)
    return LinkAnswer("dead", _("It redirects again and again.")) if hops.is_endless else None


def _has_turn(address: str, budget: Budget) -> bool:
    host = f"host:{_host(address)}"[:120]
    return ServicePace.objects.wait_turn(host, budget.seconds)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _judged(hops: _Hops, status: int, headers: Mapping[str, str]) -> LinkAnswer:
    if status in _GONE:
        return LinkAnswer("dead", _("There is no such page (%s).") % status)
    if status >= HTTPStatus.BAD_REQUEST and status not in _CLOSED:
        return LinkAnswer("dead", _("The site answers with an error (%s).") % status)
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    return hops.so_far(str(status), media_type if status < HTTPStatus.MULTIPLE_CHOICES else "")


def _same(one: str, other: str) -> bool:
    first, second = urlsplit(one.lower()), urlsplit(other.lower())
    hosts = first.netloc.removeprefix("www."), second.netloc.removeprefix("www.")
    return hosts[0] == hosts[1] and first.path.rstrip("/") == second.path.rstrip("/") and first.query == second.query


def _failed(error: Exception) -> LinkAnswer:
    sentence = str(why(error))
    is_certificate = sentence == str(why(ValueError("CERTIFICATE")))
    return LinkAnswer("certificate" if is_certificate else "dead", sentence)
