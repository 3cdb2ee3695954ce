"""Starting a sweep, and what it found: names, articles, choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, page_of
from articles.whole_numbers import number_in
from workflows import actions
from workflows.actions.sweeps.reading import read_on, wanted
from workflows.forms.sweeps import NamesForm, SweepForm
from workflows.models import Sweep, SweepFinding, SweepNotice
from workflows.permissions import may_sweep
from workflows.views.answers import attempt, page
from workflows.views.sweeps import progress
from workflows.views.sweeps.shown import shown

MOST_APART = 200
AT_FIELDS: Mapping[type[Refusal], str] = {actions.NothingSought: "sought"}


def looked_at(request: DeskRequest, pk: int) -> Sweep:
    """For whoever may sweep, and for auditors, who change nothing."""
    may_look(request)
    return get_object_or_404(Sweep.objects.select_related("started_by", "confirmed_by"), pk=pk)


def may_look(request: DeskRequest) -> bool:
    """Whether they may sweep too; 403 for whoever may not even look."""
    request.desk = Desk.of(request.user)
    sweeps = may_sweep(request.user, desk=request.desk)
    require(sweeps or request.desk.audits)
    return sweeps


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sweeps(request: DeskRequest) -> HttpResponse:
    may = may_look(request)
    form = SweepForm(request.POST if request.method == "POST" else None)
    made: list[Sweep] = []
    if form.is_bound and attempt(form, lambda data: made.append(_start(request, data)), AT_FIELDS):
        return redirect(made[0])
    listed = page_of(_rows(), request)
    stand = SweepNotice.objects.open().filter(sweep__in=listed.object_list).order_by()
    still_open = dict(stand.values_list("sweep").annotate(count=Count("pk")))
    context = {
        "form": form if may else None,
        "wrong": form,
        "page": listed,
        "rows": [(row, still_open.get(row.pk, 0)) for row in listed],
        "section": "work",
    }
    return page(request, "workflows/sweeps.html", context, form)


def _start(request: DeskRequest, data: dict[str, Any]) -> Sweep:
    alert = actions.Alert(data["alert_from"], data["alert_at"])
    return actions.start_sweep(by=request.user, kind=data["kind"], sought=data["sought"], alert=alert)


def _rows() -> QuerySet[Sweep]:
    found = Count("findings", filter=Q(findings__publication__isnull=False), distinct=True)
    rows = Sweep.objects.select_related("started_by", "confirmed_by")
    return rows.annotate(found=found, owed=Count("notices", distinct=True)).order_by("-started_at", "-pk")


@login_required
@require_safe
def sweep(request: DeskRequest, pk: int) -> HttpResponse:
    row = looked_at(request, pk)
    return progress.shown(request, row) if row.is_confirmed else _found(request, row)


def _found(request: DeskRequest, row: Sweep, names: NamesForm | None = None) -> HttpResponse:
    may, sought = may_sweep(request.user, desk=request.desk), wanted(row)
    listed = page_of(row.findings.published().select_related("article"), request)
    counts = row.findings.published().aggregate(
        articles=Count("pk"), mentions=Sum("mentions", default=0), chosen=Count("pk", filter=Q(is_chosen=True))
    )
    context = {
        "sweep": row,
        "counts": counts,
        "page": listed,
        "found": [shown(finding, sought) for finding in listed],
        "apart": [shown(finding, sought) for finding in _apart(request.desk, row)[:MOST_APART]],
        "names": (names or NamesForm(kept=row.names, left_out=row.left_out)) if may and row.kind != "work" else None,
        "wrong": names,
        "may": may,
        "section": "work",
    }
    return page(request, "workflows/sweep.html", context, *([names] if names else []))


def _apart(desk: Desk, row: Sweep) -> QuerySet[SweepFinding]:
    """Drafts are for whoever reads drafts."""
    rows = row.findings.unpublished() if desk.may_read_drafts else row.findings.none()
    return rows.select_related("article", "version").defer("version__manifest")


@login_required
@require_POST
def search_again(request: DeskRequest, pk: int) -> HttpResponse:
    row = looked_at(request, pk)
    form = NamesForm(request.POST, kept=row.names, left_out=row.left_out)
    if attempt(form, lambda data: _again(request, row, data["names"], form.added_names), {}):
        messages.success(request, _("Searched again. Everything that was found is chosen."))
        return redirect(row)
    return _found(request, row, names=form)


def _again(request: DeskRequest, row: Sweep, names: list[str], added: list[str]) -> Sweep:
    return actions.search_again(row, by=request.user, names=names, added=added)


@login_required
@require_POST
def choose(request: DeskRequest, pk: int) -> HttpResponse:
    """What is ticked on this page is kept whichever button is pressed, so that nothing is lost on the way to another page."""
    row, act = looked_at(request, pk), request.POST.get("act", "")
    try:
        count = _choose(request, row, act)
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence))
        return redirect(row)
    if act == "notice" and not count:
        messages.error(request, _("Choose at least one article."))
        return redirect(row)
    if act == "notice":
        return redirect("desk:sweep_notice", pk)
    messages.success(request, _("Chosen: %d articles.") % count)
    number = act.removeprefix("page-").removeprefix("read-")
    return redirect(f"{row.get_absolute_url()}?page={number}" if number.isdecimal() else row.get_absolute_url())


def _choose(request: DeskRequest, row: Sweep, act: str) -> int:
    if act in ("all", "none"):
        return actions.choose_all(row, by=request.user, are_chosen=act == "all")
    chosen = set(request.POST.getlist("chosen"))
    choices = {number_in(pk): pk in chosen for pk in request.POST.getlist("shown")}
    count = actions.choose(row, by=request.user, choices=choices)
    if not act.startswith("read-"):
        return count
    read_on(row.pk)
    return row.findings.chosen().count()
