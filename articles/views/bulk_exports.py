"""Many articles out of the house: chosen in the list, asked for on a page, watched, and taken by whoever asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import actions
from articles.actions.bulk_exporting import exported, results_header, results_of
from articles.forms.bulk_exports import BulkExportForm
from articles.models import BulkExport, ExportOutcome, ExportStage
from articles.publishing.files import FORMATS
from articles.refusals import Refusal
from articles.spreadsheets import csv_lines
from articles.views.bulk_acts import RESULTS_PER_PAGE, ask_of_many
from articles.views.desk import DeskRequest, kept_query, reads_drafts
from articles.views.history.past import privately

_LISTED = 50


@reads_drafts
def bulk_export_new(request: DeskRequest) -> HttpResponse:
    """As what the articles that the address names are to be taken; nothing is made before it is asked for here."""

    def begin(form: BulkExportForm, numbers: list[int], query: str) -> HttpResponse:
        made = actions.begin_bulk_export(numbers, by=request.user, wanted=form.wanted(), chosen=query)
        return redirect("desk:bulk_export", made.pk)

    return ask_of_many(request, BulkExportForm, begin, "articles/bulk_export_new.html")


@require_safe
@reads_drafts
def bulk_exports(request: DeskRequest) -> HttpResponse:
    """One's own: every copy names whoever asked for it."""
    rows = BulkExport.objects.filter(by=request.user)[:_LISTED]
    exports = [{"row": row, "format": FORMATS[row.format].label} for row in rows]
    return render(request, "articles/bulk_exports.html", {"exports": exports, "section": "articles"})


@reads_drafts
def bulk_export(request: DeskRequest, pk: int) -> HttpResponse:
    """How far it is, what became of each article, and the archive."""
    export = get_object_or_404(BulkExport, pk=pk, by=request.user)
    if request.method == "POST":
        return _decide(request, export)
    wanted = request.GET.get("outcome", "")
    outcome = wanted if wanted in ExportOutcome.values else ""
    rows = export.articles.select_related("article").only("outcome", "sentence", "files", "article__title", "export")
    counts = exported(export)
    whole = sum(counts.values())
    found = rows.filter(outcome=outcome) if outcome else rows
    context = {
        "export": export,
        "format": FORMATS[export.format].label,
        "whole": whole,
        "settled": whole - counts[ExportOutcome.WAITING],
        "groups": list(_groups(whole, counts, outcome)),
        "page": Paginator(found.order_by("pk"), RESULTS_PER_PAGE).get_page(request.GET.get("page")),
        "query": kept_query(outcome=outcome),
        "section": "articles",
    }
    return render(request, "articles/bulk_export.html", context)


def _groups(whole: int, counts: Mapping[str, int], chosen: str) -> Iterator[dict[str, object]]:
    """The choices above the list: all, and each outcome that an article has."""
    yield {"label": _("All"), "query": "", "count": whole, "current": not chosen}
    for outcome in ExportOutcome:
        if counts[outcome]:
            query = f"outcome={outcome.value}"
            yield {"label": outcome.label, "query": query, "count": counts[outcome], "current": chosen == outcome}


def _decide(request: DeskRequest, export: BulkExport) -> HttpResponse:
    try:
        if request.POST.get("step") == "stop":
            actions.stop_bulk_export(export, by=request.user)
            messages.success(request, _("It is stopped."))
        else:
            actions.go_on_with_stopped_export(export, by=request.user)
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("desk:bulk_export", export.pk)


@require_safe
@privately
@reads_drafts
def bulk_export_file(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The archive, for whoever asked for it alone, until its day is over."""
    export = get_object_or_404(BulkExport, pk=pk, by=request.user, stage=ExportStage.DONE)
    try:
        stored = export.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = str(export.file.name).rpartition("/")[2]
    headers = {"X-Robots-Tag": "noindex", "X-Content-Type-Options": "nosniff"}
    return FileResponse(stored, as_attachment=True, filename=name, content_type="application/zip", headers=headers)


@require_safe
@reads_drafts
def bulk_export_csv(request: DeskRequest, pk: int) -> StreamingHttpResponse:
    """Every article with what became of it, for a spreadsheet."""
    export = get_object_or_404(BulkExport, pk=pk, by=request.user)
    lines = csv_lines(results_header(), results_of(export))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="taken-out-{export.pk}.csv"'
    return response
