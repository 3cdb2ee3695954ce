"""Reports with pictures: turnaround by step, what is overdue, emergencies; who does how much, for the chair alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.permissions import Desk, require
from articles.views.desk import DeskRequest
from workflows.models import Board
from workflows.record import reporting
from workflows.record.reporting import Amount, Load, Step
from workflows.views.access import boards_chaired_by

WIDTH = 320  # of the longest bar, in the units of the picture
HEIGHT = 44  # of a row: its words and its bar


@dataclass(frozen=True)
class Bar:
    """One row of a picture; `top` and `width` in its units."""

    label: str
    value: str
    top: int
    width: int

    @property
    def words_at(self) -> int:
        return self.top + 14

    @property
    def bar_at(self) -> int:
        return self.top + 20


@dataclass(frozen=True)
class Picture:
    """A bar chart that says in words what it shows; the table under it has the same figures."""

    name: str
    title: str
    bars: list[Bar]

    @property
    def height(self) -> int:
        return HEIGHT * len(self.bars) + 4


@login_required
@require_safe
def reports(request: DeskRequest) -> HttpResponse:
    request.desk = Desk.of(request.user)
    chaired = list(Board.objects.filter(pk__in=boards_chaired_by(request.user)))
    require(request.desk.manages or request.desk.audits or bool(chaired))
    since, today = reporting.a_year_ago(), timezone.localdate()
    steps, overdue = reporting.steps(since), reporting.overdue(today)
    emergency = reporting.emergencies(since)
    loads = reporting.workload(chaired, since, today) if chaired else []
    context = {
        "steps": steps,
        "overdue": overdue,
        "emergency": emergency,
        "sweeps": reporting.sweeps(since),
        "loads": loads,
        "chairs_a_board": bool(chaired),
        "turnaround": _turnaround(steps),
        "lateness": _amounts("lateness", _("What is overdue, of all that is open"), overdue),
        "alone": _amounts("alone", _("Emergencies, of all changes that readers saw"), [emergency]),
        "burden": _burden(loads),
        "section": "reports",
    }
    return render(request, "workflows/reports.html", context)


def _turnaround(steps: Sequence[Step]) -> Picture:
    values = [(step.label, step.median, _days(step.median)) for step in steps]
    return Picture("turnaround", _("Median days by step"), bars(values))


def _days(days: float | None) -> str:
    return _("nothing ended") if days is None else _("%s days") % days


def _amounts(name: str, title: str, amounts: Sequence[Amount]) -> Picture:
    words = {amount.label: _("%(count)d of %(total)d") % vars(amount) for amount in amounts}
    return Picture(name, title, bars([(a.label, a.share, words[a.label]) for a in amounts], longest=100))


def _burden(loads: Sequence[Load]) -> Picture:
    return Picture(
        "burden", _("Reviews that wait, by member"), bars([(x.name, x.waiting, str(x.waiting)) for x in loads])
    )


def bars(values: Sequence[tuple[str, float | None, str]], longest: float = 0) -> list[Bar]:
    """As long as their share of the longest; what is not nothing can be seen."""
    most = longest or max((value or 0 for _label, value, _words in values), default=0) or 1
    return [
        Bar(label, words, place * HEIGHT, max(round(WIDTH * (value or 0) / most), 2 if value else 0))
        for place, (label, value, words) in enumerate(values)
    ]
