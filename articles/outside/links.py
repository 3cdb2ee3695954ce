"""What the address of a work answers, asked once, its body unread."""

from __future__ import annotations

from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Literal
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _

from articles.models import ServicePace
from articles.outside.addresses import Unsafe
from articles.outside.asking import Budget
from articles.outside.client import FAULTS, NoAnswer, new_client, opened, why, within

Answered = Literal["works", "moved", "dead", "certificate", "unsafe", "no-answer"]
SECONDS: Final = 8.0
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
    """One request, in the turn of its host. A redirect for now is an answer; it is not followed."""
    if not budget.requests or not _has_turn(address, budget):
        return LinkAnswer("no-answer", _("It was not its turn."))
    budget.requests -= 1
    with new_client({}) as client:

        def head() -> LinkAnswer:
            with opened(client, "GET", address) as response:
                return _judged(
                    address, response.status_code, response.headers.get("Location", ""), dict(response.headers)
                )

        try:
            return within(SECONDS, head)
        except TooSlow:
            return LinkAnswer("dead", _("There was no answer in time."))
        except Unsafe as unsafe:
            return LinkAnswer("unsafe", str(unsafe.sentence))
        except (NoAnswer, *FAULTS) as error:
            return _failed(error)


def _has_turn(address: str, budget: Budget) -> bool:
    host = f"host:{urlsplit(address).hostname or ''}"[:120]
    return ServicePace.objects.wait_turn(host, budget.seconds)


def _judged(address: str, status: int, target: str, headers: dict[str, str]) -> LinkAnswer:
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if status in _FOR_GOOD and target:
        location = urljoin(address, target)
        # Another scheme or a slash at the end is the same place.
        return LinkAnswer("works" if _same(address, location) else "moved", str(status), location)
    if status in _GONE:
        return LinkAnswer("dead", _("There is no such page (%s).") % status)
    if status >= HTTPStatus.BAD_REQUEST and status not in _CLOSED:
        return LinkAnswer("dead", _("The site answers with an error (%s).") % status)
    shows = media_type if status < HTTPStatus.MULTIPLE_CHOICES else ""
    return LinkAnswer("works", str(status), media_type=shows)


def _same(one: str, other: str) -> bool:
    first, second = urlsplit(one.lower()), urlsplit(other.lower())
    hosts = first.netloc.removeprefix("www."), second.netloc.removeprefix("www.")
    return hosts[0] == hosts[1] and first.path.rstrip("/") == second.path.rstrip("/") and first.query == second.query


def _failed(error: Exception) -> LinkAnswer:
    sentence = str(why(error))
    is_certificate = sentence == str(why(ValueError("CERTIFICATE")))
    return LinkAnswer("certificate" if is_certificate else "dead", sentence)
