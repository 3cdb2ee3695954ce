"""What the workflows app owes: publications whose hour has come, notices of sweeps, reminders, pages long overdue."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Publication, Status
from articles.owed import Owed
from articles.publishing import waiting
from workflows.actions import publish_due, reminding
from workflows.actions.live import approved_earlier, overdue
from workflows.actions.sweeps import posting, reading

REMINDED_EVERY = datetime.timedelta(minutes=5)


def publications_due() -> Iterable[int]:
    due = Publication.objects.due(timezone.now()).filter(version__status=Status.APPROVED)
    return due.order_by("due_at").values_list("pk", flat=True)


def make_live(pk: int) -> None:
    publish_due(pk)


def pages_approved_earlier() -> Iterable[int]:
    return approved_earlier.waiting_to_go_live().values_list("pk", flat=True)[:50]


def pages_long_overdue() -> Iterable[int]:
    return overdue.long_overdue().values_list("pk", flat=True)


def retire(pk: int) -> None:
    overdue.retire_overdue(pk)


def tell_in_a_summary(pk: int) -> None:
    reminding.summarise(pk)


def read_on_in_sweep(pk: int) -> None:
    reading.read_on(pk)


def post_notice_of_sweep(pk: int) -> None:
    posting.post_to_article(pk)


def ask_review_of_sweep(pk: int) -> None:
    posting.ask_review(pk)


def close_sweep(pk: int) -> None:
    posting.close_if_over(pk)


OWED = (
    Owed("publish", publications_due, make_live, every=datetime.timedelta(seconds=2), state=waiting.publications),
    Owed("approved_earlier", pages_approved_earlier, approved_earlier.make_live, every=datetime.timedelta(seconds=2)),
    Owed("sweep readings", reading.sweeps_to_read, read_on_in_sweep, every=datetime.timedelta(seconds=1)),
    Owed("sweep notices", posting.notices_to_post, post_notice_of_sweep, every=datetime.timedelta(seconds=1)),
    Owed("sweep reviews", posting.reviews_to_ask, ask_review_of_sweep, every=datetime.timedelta(seconds=2)),
    Owed("sweeps over", posting.sweeps_to_close, close_sweep, every=datetime.timedelta(minutes=1)),
    Owed("task reminders", reminding.tasks_to_remind_of, reminding.remind_of_task, every=REMINDED_EVERY),
    Owed(
        "draft task reminders",
        reminding.draft_tasks_to_remind_of,
        reminding.remind_of_draft_task,
        every=REMINDED_EVERY,
    ),
    Owed("review dates", reminding.review_dates_to_remind_of, reminding.remind_of_review_date, every=REMINDED_EVERY),
    Owed("interests", reminding.statements_to_remind_of, reminding.remind_of_interests, every=REMINDED_EVERY),
    Owed("overdue pages", pages_long_overdue, retire, every=REMINDED_EVERY),
    Owed("summaries", reminding.summaries_due, tell_in_a_summary, every=REMINDED_EVERY),
)

# What people call each kind.
CALLED = {
    "publish": _("Versions to be made live"),
    "approved_earlier": _("Pages approved earlier, to be made live"),
    "sweep readings": _("Safety sweeps to be read to their end"),
    "sweep notices": _("Notices of safety sweeps to be posted"),
    "sweep reviews": _("Reviews that safety sweeps ask for"),
    "sweeps over": _("Safety sweeps to be closed"),
    "task reminders": _("Reminders of tasks"),
    "draft task reminders": _("Reminders of tasks on drafts"),
    "review dates": _("Reminders of review dates"),
    "interests": _("Reminders of statements of interests"),
    "overdue pages": _("Pages long overdue, to be retired"),
    "summaries": _("Summaries of messages"),
}
