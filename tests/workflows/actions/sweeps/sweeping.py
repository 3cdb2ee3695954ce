"""A safety sweep brought to each of its points through its actions."""

from __future__ import annotations

import datetime

from django.utils import timezone

from articles.models import Event, Person
from articles.search import indexing
from tests.universe import PASSWORD
from workflows import actions
from workflows.actions.sweeps import posting
from workflows.actions.sweeps.confirming import seen
from workflows.credentials import Credential
from workflows.models import Sweep, SweepNotice

WHY = "The agency warned of it."
CONCERN = "What it says about gabapentin is being checked."


def alert(minutes: int = 30) -> actions.Alert:
    return actions.Alert("Medicines agency, bulletin 7", timezone.now() - datetime.timedelta(minutes=minutes))


def started(by: Person, sought: str = "gabapentin", kind: str = "medicine") -> Sweep:
    for article in list(indexing.due()):
        indexing.index(article)
    return actions.start_sweep(by=by, kind=kind, sought=sought, alert=alert())


def announcement(kind: str = "warning", **changes: object) -> actions.Announcement:
    said = {"warning": "medicine"} if kind == "warning" else {"sentence": CONCERN}
    due = timezone.localdate() + datetime.timedelta(days=7)
    return actions.Announcement(**{"kind": kind, "reason": WHY, "reviews_due_on": due, **said, **changes})  # type: ignore[arg-type]


def written(by: Person, kind: str = "warning", **more: str) -> Sweep:
    return actions.write_notice(started(by, **more), by=by, announcement=announcement(kind))


def credential(by: Person, password: str = PASSWORD) -> Credential:
    return Credential(password=password, email=by.email)


def confirmed(by: Person, kind: str = "warning", **more: str) -> Sweep:
    row = written(by, kind, **more)
    return actions.confirm_sweep(row, by=by, given=credential(by), as_seen=seen(row))


def posted(by: Person, kind: str = "warning", **more: str) -> SweepNotice:
    """The only article's notice, with its review asked for."""
    row = confirmed(by, kind, **more)
    (pk,) = posting.notices_to_post()
    posting.post_to_article(pk)
    for owed in list(posting.reviews_to_ask()):
        posting.ask_review(owed)
    return row.notices.get()


def kinds(stream: str = "sweeps") -> list[str]:
    return list(Event.objects.filter(stream=stream).order_by("sequence").values_list("kind", flat=True))
