"""What the texts of an article cite: citations of an import that wait for a person, and the reference list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import actions
from articles.audiences import Audience
from articles.draft import declared_texts
from articles.forms.citations import ConfirmForm
from articles.models import Article, ProposedCitation, Reference, Text
from articles.permissions import require
from articles.refusals import Refusal
from articles.text.citations import unresolved
from articles.views.desk import DeskRequest, kept_query, reads_drafts, tabs, writes_drafts
from articles.views.library.evidence_checks import checks_of
from articles.views.library.library import found_references
from articles.views.library.reference_rows import ReferenceRow, reference_list_of
from articles.whole_numbers import number_in

_LIBRARY_CHOICES = 50


@reads_drafts
def article_citations(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    if request.method == "POST":
        require(request.desk.may_draft)
        return _confirm(request, article)
    return _page(request, article)


def _confirm(request: DeskRequest, article: Article) -> HttpResponse:
    waiting = ProposedCitation.objects.filter(article=article, confirmed_at=None)
    proposal = get_object_or_404(waiting, pk=number_in(request.POST.get("proposal", "")))
    everything = list(Reference.objects.filter(pk=number_in(request.POST.get("reference", ""))))
    form = ConfirmForm(request.POST, proposal=proposal, listed=everything, library=[])
    if not form.is_valid():
        messages.error(request, _("Choose the reference that citation “%s” means.") % proposal.label)
        return redirect("desk:article_citations", article.pk)
    try:
        actions.confirm_citation(proposal, by=request.user, reference=form.chosen())
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            _("Citation “%(label)s” is bound to “%(title)s”.")
            % {"label": proposal.label, "title": form.chosen().title},
        )
    return redirect("desk:article_citations", article.pk)


def _page(request: DeskRequest, article: Article) -> HttpResponse:
    searched = request.GET.get("q", "").strip()
    texts = declared_texts(article)
    rows = reference_list_of(article, texts)
    unbound = _unbound(texts)
    waiting = [row for row in _waiting(article) if (row.audience, row.label) in unbound]
    known = {(row.audience, row.label) for row in waiting}
    context = {
        "article": article,
        "forms": _forms(waiting, rows, searched),
        "orphans": [(Audience(audience).label, label) for audience, label in unbound if (audience, label) not in known],
        "rows": rows,
        "checks": checks_of(article, texts, [row.reference for row in rows], page=request.GET.get("page", "")),
        "q": searched,
        "query": kept_query(q=searched),
        "desk": request.desk,
        "tabs": tabs(article, "article_citations"),
        "section": "articles",
    }
    return render(request, "articles/citations.html", context)


def _waiting(article: Article) -> QuerySet[ProposedCitation]:
    return article.proposed_citations.filter(confirmed_at=None).select_related("reference")


def _unbound(texts: Mapping[str, Text]) -> list[tuple[str, str]]:
    """Audience and label of every citation in the texts that names no reference yet."""
    found = (
        (audience, label)
        for audience, text in texts.items()
        for part in (text.summary, text.body)
        for label in unresolved(part)
    )
    return list(dict.fromkeys(found))


def _forms(waiting: Sequence[ProposedCitation], rows: Sequence[ReferenceRow], searched: str) -> list[ConfirmForm]:
    if not waiting:
        return []
    proposed = [row.reference for row in waiting if row.reference is not None]
    listed = list(dict.fromkeys([*(row.reference for row in rows), *proposed]))
    others = found_references(searched).exclude(pk__in=[row.pk for row in listed])[:_LIBRARY_CHOICES]
    library = list(others)
    return [ConfirmForm(proposal=row, listed=listed, library=library) for row in waiting]


@require_POST
@writes_drafts
def article_list_reference(request: DeskRequest, pk: int) -> HttpResponse:
    """Put a work of the library on the article's list."""
    article = get_object_or_404(Article, pk=pk)
    reference = get_object_or_404(Reference, pk=number_in(request.POST.get("reference", "")))
    actions.list_reference(article, reference, by=request.user)
    messages.success(request, _("“%s” is on the reference list.") % reference.title)
    return redirect("desk:article_citations", pk)
