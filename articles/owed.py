"""Work that is owed: each kind is a list of ids that want work and an idempotent function of one id."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class State:
    """How much of one kind is owed, since when (none where no row says it), and what went wrong last."""

    count: int
    since: datetime | None = None
    error: str = ""


@dataclass(frozen=True)
class Owed:
    """`due()` gives the ids that want work now; `do(id)` may run twice at once; `every` is how often the clock looks. `state` knows
    more than what is due now: what waits after it failed, since when, and why.
    """

    kind: str
    due: Callable[[], Iterable[int]]
    do: Callable[[int], None]
    every: timedelta
    each_host: bool = False  # done by every web host for itself, so never sent to a shared queue
    state: Callable[[], State] | None = None


_registry: dict[str, Owed] = {}
_called: dict[str, str | Promise] = {}


def register(*kinds: Owed, called: Mapping[str, str | Promise]) -> None:
    """Called by each app's `ready()` with what its `work.py` declares, and what people call each kind."""
    _registry.update({owed.kind: owed for owed in kinds})
    _called.update(called)


def called(kind: str) -> str | Promise:
    return _called[kind]


def registry() -> dict[str, Owed]:
    return dict(_registry)


def do(kind: str, pk: int) -> bool:
    """Do one thing that is owed; a failure is logged and stays owed. True if it was done."""
    with structlog.contextvars.bound_contextvars(kind=kind, id=pk, request_id=_request_id()):
        try:
            _registry[kind].do(pk)
        except Exception:
            # One failing row must not stop the others; the next sweep finds it again.
            log.exception("owed work failed")
            return False
    return True


def _request_id() -> str:
    """Of the request that owed it, where a message brought it; else one of its own, which holds its lines together."""
    return str(structlog.contextvars.get_contextvars().get("request_id") or uuid.uuid4().hex)


def sweep(kind: str) -> int:
    """Do all of one kind that is due; how many were done."""
    return sum(do(kind, pk) for pk in list(_registry[kind].due()))


def states() -> dict[str, State]:
    """What is owed of every kind; of what each host does for itself, what this host owes."""
    found = {
        kind: work.state() if work.state else State(sum(1 for _pk in work.due())) for kind, work in _registry.items()
    }
    return dict(sorted(found.items()))


def kick(kind: str, pk: int) -> None:
    """After the commit, wake a worker for this row. Where there is none, or the broker is away, the next sweep finds it."""
    if settings.REDIS_URL:
        transaction.on_commit(lambda: _send(kind, pk), robust=True)


def _send(kind: str, pk: int) -> None:
    try:
        current_app.send_task("reviewboard.do", args=[kind, pk], retry=False, queue=settings.WORK_QUEUES.get(kind))
    except OperationalError:
        log.warning("broker unreachable; the next sweep does this", kind=kind, id=pk)
