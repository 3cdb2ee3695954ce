"""Whether the address of a link answers. No body is read; what may be asked at all is decided by `articles.outside`."""

from __future__ import annotations

import re
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin

import httpx
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.outside.addresses import Unsafe
from articles.outside.client import FAULTS, REDIRECTS, new_client, opened, why, within
from articles.refusals import Sentence
from articles.text.vocabulary import LINK_ADDRESS

SECONDS_IN_ALL: Final = 12.0
MOST_REDIRECTS: Final = 5
_DOI: Final = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_PMID: Final = re.compile(r"pmid:?\s*(\d{1,8})", re.IGNORECASE)
_MAIL: Final = re.compile(r"(?:mailto:)?([^\s@:/]+@[^\s@/]+\.[^\s@/]+)", re.IGNORECASE)
_DOMAIN: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_FOR_GOOD: Final = frozenset({301, 308})


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
    with new_client({}) as client:
        try:
            return within(SECONDS_IN_ALL, lambda: _followed(client, address))
        except TooSlow:
            return LinkCheck(State.NO_ANSWER, address, _("There was no answer in time."))


def _followed(client: httpx.Client, address: str) -> LinkCheck:
    """From hop to hop. What moved for good names its new address; what only redirects stays as it is."""
    current, lasting, moved_for_good = address, address, True
    try:
        for _hop in range(MOST_REDIRECTS + 1):
            status, target = _asked(client, current)
            if status not in REDIRECTS or not target:
                return _judged(status, address, lasting)
            current = urljoin(current, target)
            moved_for_good = moved_for_good and status in _FOR_GOOD
            lasting = current if moved_for_good else lasting
    except Unsafe as unsafe:
        return LinkCheck(State.UNSAFE, address, unsafe.sentence)
    except FAULTS as error:
        return LinkCheck(State.NO_ANSWER, address, why(error))
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


def _asked(client: httpx.Client, address: str) -> tuple[int, str]:
    """Status and Location. Many sites answer HEAD wrongly, so an error is asked for once more with GET, its body unread."""
    status, target = _answer(client, "HEAD", address)
    return (status, target) if status < HTTPStatus.BAD_REQUEST else _answer(client, "GET", address)


def _answer(client: httpx.Client, method: str, address: str) -> tuple[int, str]:
    with opened(client, method, address) as response:
        return response.status_code, response.headers.get("Location", "")
