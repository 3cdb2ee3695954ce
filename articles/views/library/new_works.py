"""New works for evidence searches: their list beside the evidence watch, and one of them with the form to decide."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import actions
from articles.forms.evidence import WorkDecisionForm
from articles.models import NewWork, WorkDecision
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, page_of, reads_drafts
from articles.views.library.watch_tabs import watch_tabs

TALKS = Prefetch("decisions", queryset=WorkDecision.objects.select_related("by"))


@reads_drafts
def new_works(request: DeskRequest) -> HttpResponse:
    """Everything that is open, the longest wait first."""
    page = page_of(actions.open_works().prefetch_related(TALKS), request)
    context = {
        "page": page,
        "tabs": watch_tabs("new_works", works=page.paginator.count),
        "are_checked": settings.REFERENCE_CHECKS,
        "desk": request.desk,
        "section": "references",
    }
    return render(request, "articles/new_works.html", context)


@reads_drafts
def new_work(request: DeskRequest, pk: int) -> HttpResponse:
    """One work: what it is, for which article, what was decided, and the form to decide."""
    work = get_object_or_404(NewWork.objects.select_related("article"), pk=pk)
    form = WorkDecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_work(work, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your decision about “%s” is on record.") % work.title)
            return redirect("desk:new_works")
    is_open = NewWork.objects.open().filter(pk=pk).exists()
    context = {
        "work": work,
        "searches_url": reverse("desk:article_searches", args=(work.article_id,)),
        "decisions": list(work.decisions.select_related("by")),
        "form": form if is_open and request.desk.may_draft else None,
        "desk": request.desk,
        "section": "references",
    }
    return render(request, "articles/new_work.html", context, status=422 if form.errors else 200)
