"""Passwords that are known from breaches, asked of Pwned Passwords or of a copy of it.

Of a password leave the first five of the forty signs of its SHA-1 this machine, which some thousand passwords share each; the
answer has the rest of each (https://haveibeenpwned.com/API/v3#PwnedPasswords). Lines without a meaning are asked for beside
them, so that the length of the answer says nothing either.
"""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import Final

import structlog
from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from articles.outside.addresses import Unsafe
from articles.outside.client import Limits, NoAnswer, fetch

# Somebody waits for it with a form in front of them.
_LIMITS: Final = Limits(seconds=3.0, redirects=0, most_bytes=512 * 1024)
_HEADERS: Final = {"Add-Padding": "true", "User-Agent": "reviewboard", "Accept": "text/plain"}
_SENT: Final = 5

logger = structlog.get_logger(__name__)


@sensitive_variables()
def times_seen(password: str) -> int | None:
    """In how many places of known breaches it stands; None where the service gave no whole answer within three seconds."""
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
    try:
        answer = fetch(f"{settings.PWNED_PASSWORDS_URL}/{digest[:_SENT]}", headers=_HEADERS, limits=_LIMITS)
        if answer.status != HTTPStatus.OK:
            raise ValueError(f"status {answer.status}")
        return _counted(answer.body.decode("ascii"), digest[_SENT:])
    except (NoAnswer, Unsafe, ValueError) as error:
        logger.warning("breached passwords could not be asked for", why=str(getattr(error, "sentence", error)))
        return None


def _counted(lines: str, wanted: str) -> int:
    """A line is "⟨35 signs⟩:⟨count⟩"; those that pad the answer say 0. Raises ValueError for what is no such list."""
    counts = {}
    for line in lines.split():
        rest, _colon, count = line.partition(":")
        counts[rest.upper()] = int(count.replace(",", ""))
    return counts.get(wanted, 0)
