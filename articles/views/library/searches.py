"""Evidence searches of a draft: where, how and until when evidence was looked for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import actions
from articles.forms.searches import SearchForm
from articles.manifest import EvidenceSearch
from articles.models import Article, SearchWatch
from articles.permissions import require
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, reads_drafts, tabs, writes_drafts
from articles.views.library.new_works import TALKS


@reads_drafts
def article_searches(request: DeskRequest, pk: int) -> HttpResponse:
    """The searches, and the form for one more; `again` in the address names a database whose search it begins with."""
    article = get_object_or_404(Article, pk=pk)
    searches = [EvidenceSearch(**one) for one in article.evidence_searches]
    form = SearchForm(request.POST or None, initial=_proposed(request, searches))
    if request.method == "POST":
        require(request.desk.may_draft)
        if form.is_valid() and _kept(request, article, form):
            return redirect("desk:article_searches", pk)
    context = {
        "article": article,
        "searches": searches,
        "watch": SearchWatch.objects.filter(article=article).first(),
        "are_checked": settings.REFERENCE_CHECKS,
        "new_works": list(article.new_works.open().prefetch_related(TALKS)),
        "searched_to": min((search.day for search in searches), default=None),
        "form": form if request.desk.may_draft else None,
        "desk": request.desk,
        "tabs": tabs(article, "article_citations"),
        "section": "articles",
    }
    return render(request, "articles/searches.html", context, status=422 if form.errors else 200)


def _kept(request: DeskRequest, article: Article, form: SearchForm) -> bool:
    try:
        actions.keep_search(article, by=request.user, search=form.search)
    except Refusal as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Kept. It is signed with the next version."))
    return True


def _proposed(request: DeskRequest, searches: list[EvidenceSearch]) -> dict[str, Any]:
    again = next((one for one in searches if one.database == request.GET.get("again")), None)
    known = {"database": again.database, "strategy": again.strategy} if again else {}
    return {**known, "by_whom": request.user.printed_name}


@require_POST
@writes_drafts
def search_drop(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    actions.drop_search(article, by=request.user, database=request.POST.get("database", ""))
    messages.success(request, _("Taken out. The history keeps it."))
    return redirect("desk:article_searches", pk)
