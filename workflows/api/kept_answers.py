"""The same key, the same answer: `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header), for a day.

What an operation did and what it answered are kept in one transaction: a process that dies in between leaves neither. While it
is being worked on, the row says so to every other process. One that nobody finished is taken over after a while, and whoever
began it before finds that its work is no longer its own, and undoes it.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from contextlib import ExitStack
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import KeptAnswer, WorkToken
from workflows.api.problems import NotDone, problem

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"
# As `articles.retention` keeps them, which deletes them by and by.
KEPT_FOR: Final = datetime.timedelta(days=1)
# Longer than any request may take.
LEASE: Final = datetime.timedelta(minutes=10)
# A string of RFC 8941, or the same without its quotes.
KEY: Final = re.compile(r'"?([!#-\[\]-~]{1,255})"?')
KEPT_HEADERS: Final = ("Content-Type", "ETag", "Location")
SAFE: Final = ("GET", "HEAD")


@dataclass
class Begun:
    """Work under a key that is ours: `row` since `at`."""

    row: int
    at: datetime.datetime
    is_kept: bool = False
    in_transaction: bool = False

    def ours(self) -> dict[str, object]:
        return {"pk": self.row, "begun_at": self.at, "status": None}


@dataclass
class Asking:
    """One request of a program. `until_answered` is left when the answer is known."""

    until_answered: ExitStack = field(default_factory=ExitStack)
    begun: Begun | None = None


def begin(request: HttpRequest, token: WorkToken, asking: Asking, *, waits: bool) -> None:
    """Raises `NotDone` with what was answered before, or with why it cannot be. `waits` for others, so that no transaction is held open."""
    told = request.headers.get(HEADER)
    if request.method in SAFE or told is None:
        return
    key = KEY.fullmatch(told)
    if key is None:
        raise NotDone(problem(HTTPStatus.BAD_REQUEST, _("A key has 1 to 255 visible characters.")))
    asking.begun = begun = _claimed(token, key[1], _fingerprint(request))
    asking.until_answered.callback(_release, begun)
    if not waits:
        asking.until_answered.enter_context(transaction.atomic())
        begun.in_transaction = True


def _fingerprint(request: HttpRequest) -> str:
    asked = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(asked + request.body).hexdigest()


def _claimed(token: WorkToken, key: str, fingerprint: str) -> Begun:
    now = timezone.now()
    found = KeptAnswer.objects.filter(token=token, key=key).first()
    if found is None:
        try:
            with transaction.atomic():
                made = KeptAnswer.objects.create(token=token, key=key, fingerprint=fingerprint, begun_at=now)
            return Begun(made.pk, now)
        except IntegrityError:
            raise NotDone(_still_running()) from None
    return _taken_over(found, fingerprint, now)


def _taken_over(found: KeptAnswer, fingerprint: str, now: datetime.datetime) -> Begun:
    """What is over a day old is forgotten, and what nobody finished is begun again."""
    is_over = found.begun_at <= now - KEPT_FOR
    if not is_over and found.fingerprint != fingerprint:
        sentence = _("This key was used for another request. Take another key.")
        raise NotDone(problem(HTTPStatus.UNPROCESSABLE_ENTITY, sentence))
    if not is_over and found.status is not None:
        raise NotDone(_again(found))
    if not is_over and found.begun_at > now - LEASE:
        raise NotDone(_still_running())
    afresh = {"fingerprint": fingerprint, "begun_at": now, "status": None, "headers": {}, "body": ""}
    if not KeptAnswer.objects.filter(pk=found.pk, begun_at=found.begun_at).update(**afresh):
        raise NotDone(_still_running())
    return Begun(found.pk, now)


def _again(found: KeptAnswer) -> HttpResponse:
    response = HttpResponse(found.body, status=found.status, headers=found.headers)
    response.headers[REPLAYED] = "true"
    return response


def _still_running() -> HttpResponse:
    sentence = _("The first request with this key is still being worked on. Ask again in a moment.")
    return problem(HTTPStatus.CONFLICT, sentence, Retry_After="1")


def keep(response: HttpResponseBase, asking: Asking) -> HttpResponseBase:
    """The answer, kept in the transaction of what it tells of. What was not answered for good is undone and not kept."""
    begun = asking.begun
    if begun is None:
        return response
    if response.status_code >= 500 or response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        _undo(begun)
        return response
    assert isinstance(response, HttpResponse)  # nothing here is sent piece by piece
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    answer = {"status": response.status_code, "headers": headers, "body": response.content.decode()}
    begun.is_kept = bool(KeptAnswer.objects.filter(**begun.ours()).update(**answer))
    if not begun.is_kept:
        _undo(begun)
        return _still_running()
    return response


def _undo(begun: Begun) -> None:
    if begun.in_transaction:
        transaction.set_rollback(True)


def _release(begun: Begun) -> None:
    """After the transaction, however it ended: the key is free where no answer was kept."""
    if not begun.is_kept:
        KeptAnswer.objects.filter(**begun.ours()).delete()
