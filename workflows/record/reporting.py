"""Figures about the work of a period: how long each step took, what is overdue, how often somebody had to act alone. Reads only."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Count, F, Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Emergency, Publication, Version
from workflows.models import Assignment, AssignmentState, Board, Review, SignOff, Sweep, SweepNotice

YEAR = datetime.timedelta(days=365)
DAY = 86400
WAITING = (AssignmentState.INVITED, AssignmentState.ACCEPTED)


@dataclass(frozen=True)
class Step:
    """One step on the path: days it took, of all that ended in the period."""

    label: str
    days: tuple[float, ...]

    @property
    def count(self) -> int:
        return len(self.days)

    @property
    def median(self) -> float | None:
        return round(median(self.days), 1) if self.days else None

    @property
    def longest(self) -> float | None:
        return round(max(self.days), 1) if self.days else None


def steps(since: datetime.datetime) -> list[Step]:
    """By step; what has not ended does not count, so that a step in which much waits looks better than it is."""
    versions = Version.objects.annotate(opened=Min("reviews__opened_at")).filter(opened__gte=since)
    reviews = Review.objects.filter(closed_at__gte=since)
    live = Publication.objects.filter(live_from__gte=since)
    return [
        Step(_("Submitted, until its review starts"), _days(versions.values_list("submitted_at", "opened"))),
        Step(_("Review, until the board decides"), _days(reviews.values_list("opened_at", "closed_at"))),
        Step(_("Approved, until readers see it"), _days(live.values_list("created_at", "live_from"))),
    ]


def _days(pairs: Iterable[tuple[Any, Any]]) -> tuple[float, ...]:
    return tuple((end - start).total_seconds() / DAY for start, end in pairs)


@dataclass(frozen=True)
class Amount:
    """Something counted, with what it is out of."""

    label: str
    count: int
    total: int

    @property
    def share(self) -> float:
        return 100 * self.count / self.total if self.total else 0.0


def overdue(today: datetime.date) -> list[Amount]:
    open_reviews = Review.objects.open()
    waiting = Assignment.objects.filter(state__in=WAITING, review__closed_at=None)
    live = Publication.objects.live().filter(review_due__isnull=False)
    return [
        Amount(_("Reviews past their date"), open_reviews.filter(due_on__lt=today).count(), open_reviews.count()),
        Amount(_("Members past their date"), waiting.filter(due_on__lt=today).count(), waiting.count()),
        Amount(_("Articles past their review date"), live.filter(review_due__lt=today).count(), live.count()),
    ]


def emergencies(since: datetime.datetime) -> Amount:
    """Of all changes that readers saw in the period, those that one person made alone."""
    alone = Emergency.objects.filter(at__gte=since).count()
    return Amount(_("Emergencies"), alone, alone + Publication.objects.filter(live_from__gte=since).count())


@dataclass(frozen=True)
class Swept:
    """A confirmed safety sweep: minutes from its alert to the confirmation and to the last notice, articles, those still open."""

    sweep: Sweep
    to_confirmed: int
    to_last: int | None
    articles: int
    open: int


def sweeps(since: datetime.datetime) -> list[Swept]:
    """The newest first. Three queries, however many there are."""
    rows = Sweep.objects.filter(confirmed_at__gte=since)
    notices = SweepNotice.objects.filter(sweep__in=rows).order_by()
    counted = notices.posted().values_list("sweep").annotate(count=Count("pk"), last=Max("done_at"))
    posted = {pk: (count, last) for pk, count, last in counted}
    still_open = dict(notices.open().values_list("sweep").annotate(count=Count("pk")))
    return [_swept(row, *posted.get(row.pk, (0, None)), still_open.get(row.pk, 0)) for row in rows]


def _swept(row: Sweep, articles: int, last: datetime.datetime | None, still_open: int) -> Swept:
    confirmed = _minutes(row.alert_at, row.confirmed_at) or 0
    return Swept(row, confirmed, _minutes(row.alert_at, last), articles, still_open)


def _minutes(start: datetime.datetime, end: datetime.datetime | None) -> int | None:
    """Begun ones count whole: nobody was faster than the figure says."""
    return -int(-(end - start).total_seconds() // 60) if end else None


@dataclass(frozen=True)
class Load:
    """What one member has to do, and has done."""

    name: str
    waiting: int
    late: int
    signed: int
    days: float | None


def workload(boards: Sequence[Board], since: datetime.datetime, today: datetime.date) -> list[Load]:
    """Of everyone whom these boards ever asked, the busiest first. Two queries, however many members."""
    asked = Assignment.objects.filter(review__board__in=boards)
    open_now = Q(state__in=WAITING, review__closed_at=None)
    rows = asked.values("person", name=F("person__printed_name")).annotate(
        waiting=Count("pk", filter=open_now), late=Count("pk", filter=open_now & Q(due_on__lt=today))
    )
    took: dict[int, list[float]] = {}
    signed = SignOff.objects.filter(review__board__in=boards, signed_at__gte=since)
    for person, opened, at in signed.values_list("person", "review__opened_at", "signed_at"):
        took.setdefault(person, []).append((at - opened).total_seconds() / DAY)
    loads = [_load(row, took.get(row["person"], [])) for row in rows]
    return sorted(loads, key=lambda load: (-load.waiting, -load.signed, load.name))


def _load(row: Mapping[str, Any], days: list[float]) -> Load:
    return Load(row["name"], row["waiting"], row["late"], len(days), round(median(days), 1) if days else None)


def a_year_ago() -> datetime.datetime:
    return timezone.now() - YEAR
