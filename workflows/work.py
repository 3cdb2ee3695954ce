"""What the workflows app owes: publications whose hour has come."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils import timezone

from articles.models import Publication, Status
from articles.owed import Owed
from workflows.actions import publish_due


def publications_due() -> Iterable[int]:
    due = Publication.objects.due(timezone.now()).filter(version__status=Status.APPROVED)
    return due.order_by("due_at").values_list("pk", flat=True)


def make_live(pk: int) -> None:
    publish_due(pk)


OWED = (Owed("publish", publications_due, make_live, every=datetime.timedelta(seconds=2)),)
