"""Files of references: brought, shown before anything is saved, and saved."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from articles import actions
from articles.actions.reference_files import counted
from articles.forms.reference_files import ReferencesForm
from articles.models import ImportOutcome, ImportStage, ReferenceImport
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, keeps_library, kept_query

RECORDS_PER_PAGE = 50
# So small a file is read, and so few records are saved, while the person waits.
_AT_ONCE_BYTES, _AT_ONCE_RECORDS = 200_000, 100
_LISTED = 10
_UNDERWAY = frozenset({ImportStage.READING, ImportStage.SAVING})


@keeps_library
def references_import(request: DeskRequest) -> HttpResponse:
    """Choose a file or paste; it is read, at once if it is small."""
    posted = request.method == "POST"
    form = ReferencesForm(request.POST, request.FILES, request_size=_size(request)) if posted else ReferencesForm()
    if posted and form.is_valid():
        brought = actions.bring_references(form.content, by=request.user, name=form.name)
        if form.size <= _AT_ONCE_BYTES:
            actions.go_on_with_import(brought.pk, asks_others=False)
        return redirect("desk:reference_import", brought.pk)
    open_ = ReferenceImport.objects.filter(by=request.user).exclude(stage=ImportStage.DROPPED)[:_LISTED]
    context = {"form": form, "imports": open_, "section": "references"}
    return render(request, "articles/references_import.html", context, status=422 if posted else 200)


def _size(request: DeskRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


@keeps_library
def reference_import(request: DeskRequest, pk: int) -> HttpResponse:
    """How far a file is, what would become of its records, and what became of them."""
    brought = get_object_or_404(ReferenceImport, pk=pk, by=request.user)
    if request.method == "POST":
        return _decide(request, brought)
    if brought.stage in _UNDERWAY:
        return render(request, "articles/reference_import_progress.html", {"import": brought, "section": "references"})
    chosen = request.GET.get("outcome", "")
    outcome = chosen if chosen in ImportOutcome.values else ""
    records = brought.records.filter(outcome=outcome) if outcome else brought.records.all()
    counts = counted(brought)
    context = {
        "import": brought,
        "counts": counts,
        "groups": _groups(counts.all, counts, outcome),
        "page": Paginator(records, RECORDS_PER_PAGE).get_page(request.GET.get("page")),
        "query": kept_query(outcome=outcome),
        "waits": brought.stage == ImportStage.SHOWN,
        "section": "references",
    }
    return render(request, "articles/reference_import.html", context)


def _groups(whole: int, counts: object, chosen: str) -> list[dict[str, object]]:
    """The choices above the list: all, and each outcome that there is."""
    groups: list[dict[str, object]] = [{"label": _("All"), "query": "", "count": whole, "current": not chosen}]
    for outcome in ImportOutcome:
        count = getattr(counts, outcome.value)
        query = f"outcome={outcome.value}"
        groups.append({"label": outcome.label, "query": query, "count": count, "current": chosen == outcome.value})
    return groups


def _decide(request: DeskRequest, brought: ReferenceImport) -> HttpResponse:
    try:
        if request.POST.get("step") == "drop":
            actions.drop_references(brought, by=request.user)
            messages.success(request, _("Nothing of “%s” was saved.") % brought.name)
            return redirect("desk:references_import")
        actions.save_references(brought, by=request.user)
    except Refusal as refused:
        messages.error(request, str(refused))
        return redirect("desk:reference_import", brought.pk)
    if brought.records_read <= _AT_ONCE_RECORDS:
        actions.go_on_with_import(brought.pk)
    return redirect("desk:reference_import", brought.pk)
