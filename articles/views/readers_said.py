"""For editors: what readers said of an article, and their reports of harm until somebody has decided (S33)."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from articles import actions
from articles.actions.hearing_readers import may_decide_harm_report
from articles.audiences import Audience
from articles.forms.harm import HarmDecisionForm
from articles.models import Article, Feedback, HarmReport
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, page_of, reads_drafts, tabs


@dataclass(frozen=True)
class Counted:
    """Answers to "Was this helpful?" of one text, in all its versions."""

    label: str
    yes: int
    no: int


@reads_drafts
def article_readers(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    said = Feedback.objects.filter(publication__article=article)
    context = {
        "article": article,
        "counts": _counts(article),
        "page_obj": page_of(said.exclude(words="").select_related("publication__version"), request),
        "reports": article.harm_reports.select_related("decided_by", "publication__version"),
        "tabs": tabs(article, "article_readers"),
        "section": "articles",
    }
    return render(request, "articles/readers.html", context)


@reads_drafts
def harm_report(request: DeskRequest, pk: int) -> HttpResponse:
    """One report; whoever may decides about it here."""
    report = get_object_or_404(
        HarmReport.objects.select_related("article", "publication__version", "decided_by"), pk=pk
    )
    form = HarmDecisionForm(request.POST or None)
    if form.is_valid():
        try:
            actions.decide_harm_report(report, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The report is closed."))
            return redirect("desk:harm_report", pk)
    context = {
        "report": report,
        "article": report.article,
        "version": report.publication.version,
        "text_label": Audience(report.audience).label,
        "is_live": report.publication.is_live,
        "form": form if report.decided_at is None and may_decide_harm_report(request.user, report.article) else None,
        "section": "articles",
    }
    return render(request, "articles/harm_report.html", context, status=422 if form.is_bound else 200)


def _counts(article: Article) -> list[Counted]:
    rows = Feedback.objects.filter(publication__article=article).order_by().values("audience")
    found = rows.annotate(yes=Count("pk", filter=Q(is_helpful=True)), no=Count("pk", filter=Q(is_helpful=False)))
    by_audience = {row["audience"]: row for row in found}
    return [
        Counted(str(name.label), by_audience[name]["yes"], by_audience[name]["no"])
        for name in Audience
        if name in by_audience
    ]
