"""Owed work, done by workers: two tasks, and a clock that only knows what `articles.owed` lists."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.conf import settings

from articles import owed
from reviewboard.celery import app

# By so much the clocks of two hosts may differ: to a worker whose clock is ahead, a message of a second's life is always too old.
SKEW: Final = timedelta(minutes=5)


@app.task(name="reviewboard.do")
def do(kind: str, pk: int) -> None:
    """Do one thing that is owed."""
    owed.do(kind, pk)


@app.task(name="reviewboard.sweep")
def sweep(kind: str) -> None:
    """Do all of one kind that is due."""
    owed.sweep(kind)


def schedule() -> dict[str, dict[str, Any]]:
    """One sweep for each kind of work that any worker may do; one that waited too long is dropped for the next."""
    return {
        kind: {
            "task": sweep.name,
            "schedule": work.every,
            "args": [kind],
            "options": {"expires": (work.every + SKEW).total_seconds(), "queue": settings.WORK_QUEUES.get(kind)},
        }
        for kind, work in owed.registry().items()
        if not work.each_host
    }


app.conf.beat_schedule = schedule()
