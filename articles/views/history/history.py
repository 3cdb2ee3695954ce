"""Everything that happened to an article: its revisions and versions in one list."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.audiences import Audience
from articles.forms.history import HistoryFilter
from articles.models import Article, Publication
from articles.views.desk import DeskRequest, kept_query, reads_drafts, tabs
from articles.views.history.revisions import Entry, history_page, people_of


@reads_drafts
def article_history(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    form = HistoryFilter(request.GET, people=people_of(article))
    context = {"article": article, "form": form, "tabs": tabs(article, "article_history"), "section": "articles"}
    if not form.is_valid():
        return render(request, "articles/history.html", context, status=422)
    page, entries = history_page(article, form.cleaned_data, request.GET.get("page"))
    older, newer = _first_choice(entries)
    listed = {
        "page": page,
        "entries": entries,
        "older": older,
        "newer": newer,
        "first_audience": next(iter(article.audiences), Audience.PATIENT.value),
        "query": kept_query(**form.kept),
        "may_restore": request.desk.may_draft,
        "is_live": Publication.objects.live().filter(article=article).exists(),
    }
    return render(request, "articles/history.html", context | listed)


def _first_choice(entries: list[Entry]) -> tuple[str, str]:
    """The two that are chosen to compare until somebody chooses others: the newest revision and the one before."""
    tokens = [entry.token for entry in entries if entry.revision] or [entry.token for entry in entries]
    return (tokens[1] if len(tokens) > 1 else tokens[0], tokens[0]) if tokens else ("", "")
