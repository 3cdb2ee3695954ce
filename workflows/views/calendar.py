"""The calendar of what falls due, and a due day as a file for one's own calendar."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import get_format
from django.views.decorators.http import require_safe

from articles.permissions import Desk
from articles.views.desk import DeskRequest
from workflows.due.calendar import Entry, entries, month_of, workloads
from workflows.due.calendar_file import calendar_file
from workflows.due.month import sheet
from workflows.models import Assignment
from workflows.permissions import LEFT


@dataclass(frozen=True)
class Day:
    on: datetime.date
    entries: tuple[Entry, ...]
    is_past: bool


@login_required
@require_safe
def calendar(request: DeskRequest) -> HttpResponse:
    """`month` as 2026-11; `person` filters by their number, because two may have one name."""
    desk, today = Desk.of(request.user), timezone.localdate()
    first, last = month_of(_month(request.GET.get("month", ""), today))
    found = entries(request.user, desk, first, last)
    people = sorted({person for entry in found for person in entry.people})
    chosen = next((person for person in people if str(person.pk) == request.GET.get("person")), None)
    shown = [entry for entry in found if chosen in entry.people] if chosen else found
    days = [Day(on, _once_each(group), on < today) for on, group in groupby(shown, key=lambda entry: entry.day)]
    due = {day.on: len(day.entries) for day in days}
    weeks = sheet(first, due, today=today, week_begins=(int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7)
    context = {
        "first": first,
        "former": (first - datetime.timedelta(days=1)).strftime("%Y-%m"),
        "following": (last + datetime.timedelta(days=1)).strftime("%Y-%m"),
        "month": first.strftime("%Y-%m"),
        "days": days,
        "weekdays": [(WEEKDAYS_ABBR[one.on.weekday()], WEEKDAYS[one.on.weekday()]) for one in weeks[0]],
        "weeks": weeks,
        "people": people,
        "chosen": chosen,
        "loads": workloads(today) if desk.may_read_drafts else [],
        "section": "calendar",
    }
    return render(request, "workflows/calendar.html", context)


def _once_each(found: Iterable[Entry]) -> tuple[Entry, ...]:
    """What is asked of several people is one line that names them all."""
    lines: dict[tuple[str, str, str], Entry] = {}
    for entry in found:
        line = lines.setdefault((entry.what, entry.title, entry.url), replace(entry, people=()))
        people = (*line.people, *(person for person in entry.people if person not in line.people))
        lines[entry.what, entry.title, entry.url] = replace(line, people=people)
    return tuple(lines.values())


def _month(typed: str, today: datetime.date) -> datetime.date:
    try:
        return datetime.date.fromisoformat(f"{typed}-01")
    except ValueError:
        return today


@login_required
@require_safe
def due_day(request: DeskRequest, pk: int) -> HttpResponse:
    """Of one's own seat in the review."""
    tasks = Assignment.objects.exclude(state__in=LEFT).select_related("review__version", "review__board")
    task = get_object_or_404(tasks, review=pk, person=request.user)
    if not request.user.is_active:
        raise Http404
    answer = HttpResponse(calendar_file(task), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="review-{pk}.ics"'
    return answer
