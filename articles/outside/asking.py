"""Asking a service: in its turn, so and so often at most, with what it answered lately kept."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from articles.models import ServicePace
from articles.outside.addresses import Unsafe
from articles.outside.client import REDIRECTS, Answer, Limits, NoAnswer, fetch
from articles.refusals import Refusal

KEPT_FOR: Final = 24 * 60 * 60
LONGEST_HOLD: Final = 60 * 60
_ONE_HOP: Final = Limits(seconds=8.0, redirects=0)
_LATER: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, *range(500, 600)})
_GONE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class ServiceAway(Refusal):
    """The service gave no answer that can be read. Nothing was changed, and typing by hand is always possible."""

    def __init__(self, service: str, why: object) -> None:
        self.service, self.why = service, str(why)
        sentence = _("%(service)s cannot be asked at present: %(why)s Try again later, or type the work by hand.")
        super().__init__(sentence % {"service": service, "why": self.why})


class Budget:
    """How many requests, and how many seconds of waiting, one purpose is worth; for a reference never more than three."""

    def __init__(self, requests: int = 3, seconds: float = 20.0) -> None:
        self.requests = requests
        self._until = time.monotonic() + seconds

    @property
    def seconds(self) -> float:
        return max(0.0, self._until - time.monotonic())


@dataclass(frozen=True)
class Service:
    """`name` is that of its pace, `label` what people call it, `base` its address without a slash at the end."""

    name: str
    label: str
    base: str

    def ask(self, path: str, query: dict[str, str], *, budget: Budget, kept_for: int = KEPT_FOR) -> Any:
        """The JSON that it answers, None if it has no such thing. Raises `ServiceAway`. Call it outside of transactions.

        Asked again after 429 or an error of the server, with Retry-After or longer and longer waits, while the budget lasts.
        """
        address = f"{self.base}/{path}?{urlencode(query)}" if query else f"{self.base}/{path}"
        key = f"service:{hashlib.sha256(address.encode()).hexdigest()}"
        kept = cache.get(key) if kept_for else None
        if kept is None:
            # None means that nothing is kept, so "there is none" is kept as a value of its own.
            kept = {"answer": self._whole(address, budget)}
            cache.set(key, kept, KEPT_FOR)
        return kept["answer"]

    def _whole(self, address: str, budget: Budget) -> Any:
        pause = 1.0
        while True:
            answer = self._in_turn(address, budget)
            if answer.status in REDIRECTS and answer.headers.get("location"):
                address = urljoin(address, answer.headers["location"])
            elif answer.status in _LATER:
                self._wait(answer, pause, budget)
                pause *= 2
            elif answer.status in _GONE:
                return None
            else:
                return self._read(answer)

    def _in_turn(self, address: str, budget: Budget) -> Answer:
        if not budget.requests:
            raise ServiceAway(self.label, _("it gave no whole answer in as many tries as are polite."))
        if not ServicePace.objects.wait_turn(self.name, budget.seconds):
            raise ServiceAway(self.label, _("others are asking it, or it wishes not to be asked for a while."))
        budget.requests -= 1
        try:
            return fetch(address, headers=_headers(), limits=_ONE_HOP)
        except (NoAnswer, Unsafe) as error:
            raise ServiceAway(self.label, error.sentence) from error

    def _wait(self, answer: Answer, pause: float, budget: Budget) -> None:
        """Everybody waits, and so do we, unless it is longer than somebody would."""
        seconds = min(_retry_after(answer) or pause, LONGEST_HOLD)
        ServicePace.objects.hold(self.name, seconds)
        if seconds > budget.seconds:
            raise ServiceAway(self.label, _("it answers with an error (%s).") % answer.status)

    def _read(self, answer: Answer) -> Any:
        if answer.status != HTTPStatus.OK:
            raise ServiceAway(self.label, _("it answers with an error (%s).") % answer.status)
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError) as error:
            raise ServiceAway(self.label, _("its answer cannot be read.")) from error


def contact() -> str:
    """The address of mail that services get to know."""
    return settings.SERVICE_CONTACT or settings.DEFAULT_FROM_EMAIL


def _headers() -> dict[str, str]:
    return {"Accept": "application/json", "User-Agent": f"reviewboard ({settings.SITE_URL}; mailto:{contact()})"}


def _retry_after(answer: Answer) -> float:
    """Seconds, from a number or a date (RFC 9110); 0 where it says nothing that can be read."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdecimal():
        return float(said[:9])
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
