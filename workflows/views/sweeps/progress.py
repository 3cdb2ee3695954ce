"""How far a confirmed sweep is: what stands, what was looked at again, what is over, who has it and since when."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max, Min, Prefetch, Q
from django.http import HttpResponse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import PageChange
from articles.publishing import pages
from articles.views.desk import DeskRequest, page_of
from workflows.models import Assignment, AssignmentState, Review, Sweep, SweepNotice
from workflows.views.answers import page
from workflows.views.record.reports import Picture, bars

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

WAITING = (AssignmentState.INVITED, AssignmentState.ACCEPTED)
# In the order in which an article passes them.
STAGES: Mapping[str, StrPromise] = {
    "waiting": gettext_lazy("Still to be posted"),
    "stands": gettext_lazy("Stands, not reviewed yet"),
    "reviewed": gettext_lazy("Reviewed, still stands"),
    "over": gettext_lazy("Lifted or replaced"),
    "refused": gettext_lazy("Not posted"),
}


@dataclass(frozen=True)
class Row:
    """One article: at which stage, who has to do something, and since when."""

    notice: SweepNotice
    stage: str
    review: Review | None
    who: str
    since: datetime.datetime | None

    @property
    def label(self) -> str:
        return str(STAGES[self.stage])


@dataclass(frozen=True)
class Times:
    """Of the alert, the confirmation and the notices, in words."""

    to_confirmed: str
    to_first: str
    to_last: str
    posting_seconds: int | None


def shown(request: DeskRequest, row: Sweep) -> HttpResponse:
    notices = row.notices.with_stage()
    listed = page_of(notices.select_related("article", "notice", "emergency").order_by("pk"), request)
    counts = row.notices.by_stage()
    values = [(str(label), counts.get(stage, 0), str(counts.get(stage, 0))) for stage, label in STAGES.items()]
    total = sum(counts.values())
    context = {
        "sweep": row,
        "total": total,
        "open": total - counts.get("over", 0) - counts.get("refused", 0),
        "picture": Picture("sweep", _("Where the articles stand"), bars(values, longest=total)),
        "page": listed,
        "rows": rows_of(list(listed.object_list)),
        "times": _times(row),
        "unwritten": _unwritten(row),
        "section": "work",
    }
    return page(request, "workflows/sweep_progress.html", context)


def rows_of(notices: Sequence[SweepNotice]) -> list[Row]:
    """With the newest review since the notice, whoever opened it."""
    waiting = Assignment.objects.filter(state__in=WAITING).select_related("person").order_by("pk")
    known = Review.objects.filter(pk__in=[getattr(one, "looked_at_by", None) for one in notices])
    reviews = known.select_related("board").prefetch_related(Prefetch("assignments", waiting, to_attr="waiting"))
    found = {review.pk: review for review in reviews}
    return [_row(one, found.get(getattr(one, "looked_at_by", None) or 0)) for one in notices]


def _row(notice: SweepNotice, review: Review | None) -> Row:
    stage = str(getattr(notice, "stage", ""))
    who, since = _has_it(notice, stage, review)
    return Row(notice, stage, review, who, since)


def _has_it(notice: SweepNotice, stage: str, review: Review | None) -> tuple[str, datetime.datetime | None]:
    if stage == "waiting":
        return _("The system"), notice.sweep.confirmed_at
    if stage == "over":
        return "", _ended(notice)
    if stage == "refused":
        return _("Managing editors: look at it by hand"), notice.done_at
    if review is None:
        return _("Managing editors: open a review"), notice.done_at
    if review.is_open:
        names = ", ".join(str(seat.person) for seat in getattr(review, "waiting", []))
        return f"{review.board.name}: {names}" if names else review.board.name, review.opened_at
    return _("Managing editors: lift it, or submit other words"), review.closed_at


def _ended(notice: SweepNotice) -> datetime.datetime | None:
    if notice.notice is not None:
        return notice.notice.ended_at
    return notice.emergency.lifted_at if notice.emergency is not None else None


def _times(row: Sweep) -> Times:
    at = row.notices.posted().aggregate(first=Min("done_at"), last=Max("done_at"))
    first, last = at["first"], at["last"]
    taken = (last - row.confirmed_at).total_seconds() if last and row.confirmed_at else None
    return Times(
        to_confirmed=timesince(row.alert_at, row.confirmed_at),
        to_first=timesince(row.alert_at, first) if first else "",
        to_last=timesince(row.alert_at, last) if last else "",
        posting_seconds=None if taken is None else max(round(taken), 1),
    )


def _unwritten(row: Sweep) -> int:
    """Of how many articles this host has not written the pages yet since they got the notice."""
    progress = pages.store().progress
    changes = PageChange.objects.filter(article__in=row.notices.posted().values("article"), at__gte=row.confirmed_at)
    newer = changes.filter(Q(serial__gt=progress.serial)).exclude(serial__in=progress.beyond)
    return newer.values("article").distinct().count()
