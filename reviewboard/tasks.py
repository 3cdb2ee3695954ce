"""Owed work, done by workers: two tasks, and a clock that only knows what `articles.owed` lists."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from articles import owed
from reviewboard.celery import app


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
            "options": {"expires": work.every.total_seconds(), "queue": settings.WORK_QUEUES.get(kind)},
        }
        for kind, work in owed.registry().items()
        if not work.each_host
    }


app.conf.beat_schedule = schedule()
