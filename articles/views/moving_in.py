"""A publisher moves in: files are brought, the import is watched, its report is read and taken away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import actions
from articles.actions.bulk_importing import counted
from articles.forms.bulk_import import BulkImportForm
from articles.importing.glossary import csv_of
from articles.models import BulkFile, BulkImport, FileOutcome
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, kept_query, writes_drafts

FILES_PER_PAGE = 50
_LISTED = 20


@writes_drafts
def moving_in(request: DeskRequest) -> HttpResponse:
    """Choose the files; they are imported in the background."""
    posted = request.method == "POST"
    form = BulkImportForm(request.POST, request.FILES, request_size=_size(request)) if posted else BulkImportForm()
    if posted and form.is_valid():
        audience = form.cleaned_data["audience"]
        with form.archive() as archive:
            brought = actions.bring_archive(archive, by=request.user, name=form.name, audience=audience)
        return redirect("desk:bulk_import", brought.pk)
    imports = BulkImport.objects.select_related("by")[:_LISTED]
    context = {"form": form, "imports": imports, "section": "articles"}
    return render(request, "articles/moving_in.html", context, status=422 if posted else 200)


def _size(request: DeskRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


@writes_drafts
def bulk_import(request: DeskRequest, pk: int) -> HttpResponse:
    """How far it is, and what became of each file."""
    brought = get_object_or_404(BulkImport.objects.select_related("by"), pk=pk)
    if request.method == "POST":
        return _decide(request, brought)
    chosen = request.GET.get("outcome", "")
    outcome = chosen if chosen in FileOutcome.values else ""
    files = brought.files.select_related("article").order_by("number")
    counts = counted(brought)
    whole = sum(counts.values())
    context = {
        "import": brought,
        "counts": counts,
        "whole": whole,
        "settled": whole - counts[FileOutcome.WAITING],
        "groups": list(_groups(whole, counts, outcome)),
        "page": Paginator(files.filter(outcome=outcome) if outcome else files, FILES_PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "query": kept_query(outcome=outcome),
        "approved_earlier": brought.files.exclude(approval={}).exists(),
        "manages": request.desk.manages,
        "is_mine": brought.by_id == request.user.pk,
        "section": "articles",
    }
    return render(request, "articles/bulk_import.html", context)


def _groups(whole: int, counts: Mapping[str, int], chosen: str) -> Iterator[dict[str, object]]:
    """The choices above the list: all, and each outcome that a file has."""
    yield {"label": _("All"), "query": "", "count": whole, "current": not chosen}
    for outcome in FileOutcome:
        if counts[outcome]:
            query = f"outcome={outcome.value}"
            yield {"label": outcome.label, "query": query, "count": counts[outcome], "current": chosen == outcome}


def _decide(request: DeskRequest, brought: BulkImport) -> HttpResponse:
    try:
        if request.POST.get("step") == "stop":
            actions.stop_bulk_import(brought, by=request.user)
            messages.success(request, _("The import is stopped. What is in stays."))
        else:
            actions.go_on_again(brought, by=request.user)
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("desk:bulk_import", brought.pk)


@require_safe
@writes_drafts
def bulk_import_csv(request: DeskRequest, pk: int) -> HttpResponse:
    """The whole report for a spreadsheet."""
    brought = get_object_or_404(BulkImport, pk=pk)
    files = brought.files.select_related("article").order_by("number")
    response = HttpResponse("\ufeff" + report(files.iterator(chunk_size=500)), content_type="text/csv; charset=utf-8")
    day = timezone.localdate(brought.at).isoformat()
    response.headers["Content-Disposition"] = f'attachment; filename="import-{brought.pk}-{day}.csv"'
    return response


def report(files: Iterable[BulkFile]) -> str:
    header = ("file", "outcome", "sentence", "article", "title", "address", "notes")
    rows = [
        [
            row.name,
            row.outcome,
            row.sentence,
            str(row.article_id or ""),
            row.article.title if row.article else "",
            row.article.slug if row.article else "",
            " | ".join(str(note) for note in row.notes),
        ]
        for row in files
    ]
    return csv_of(header, rows)
