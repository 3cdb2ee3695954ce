"""After the files: first reviews are planned, then everything that a former process approved goes live."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _

from articles.models import BulkImport
from articles.permissions import require
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, writes_drafts
from articles.whole_numbers import number_in
from workflows import actions
from workflows.actions.live.approved_earlier import approved
from workflows.due.first_reviews import by_month, day_of
from workflows.views.record.reports import Picture, bars

ROWS_PER_PAGE = 50


@writes_drafts
def first_reviews(request: DeskRequest, pk: int) -> HttpResponse:
    require(request.desk.manages)
    brought = get_object_or_404(BulkImport.objects.select_related("by"), pk=pk)
    if request.method == "POST":
        return _decide(request, brought)
    rows = approved(brought)
    days = [day for day in rows.values_list("review_due", flat=True) if day]
    live = rows.exclude(live_at=None).count()
    months = [
        (format_date(month, "YEAR_MONTH_FORMAT"), float(count), str(count)) for month, count in by_month(days).items()
    ]
    context = {
        "import": brought,
        "page": Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page")),
        "picture": Picture("months", _("First reviews by month"), bars(months)),
        "whole": rows.count(),
        "live": live,
        "with_doses": rows.filter(has_dose=True).count(),
        "is_planned": bool(days),
        "underway": brought.live_since is not None and rows.filter(live_at=None, not_live_why="").exists(),
        "section": "articles",
    }
    return render(request, "workflows/first_reviews.html", context)


def _decide(request: DeskRequest, brought: BulkImport) -> HttpResponse:
    step = request.POST.get("step", "")
    try:
        if step == "plan":
            actions.plan_first_reviews(brought, by=request.user, per_month=number_in(request.POST.get("per_month", "")))
            messages.success(request, _("The first reviews are planned. Nothing is live yet."))
        elif step == "live":
            actions.make_moved_in_live(brought, by=request.user)
            messages.success(request, _("The pages go live one after the other."))
        else:
            _move(request, brought)
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("desk:first_reviews", brought.pk)


def _move(request: DeskRequest, brought: BulkImport) -> None:
    row = get_object_or_404(brought.files, pk=number_in(request.POST.get("file", "")))
    day = day_of(request.POST.get("due", ""))
    if day is None:
        raise Refusal(_("Type a day such as 2027-05-31."))
    row.source = brought
    actions.move_first_review(row, by=request.user, due=day)
    messages.success(request, _("“%s” has another day.") % row.article)
