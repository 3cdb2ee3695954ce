"""The page on which an article is put away or brought back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from articles import actions
from articles.forms.archiving import ArchiveForm
from articles.models import Article
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, tabs, writes_drafts


@writes_drafts
def article_archive(request: DeskRequest, pk: int) -> HttpResponse:
    """Archive it, or bring it back, whichever is the other of what it is."""
    article = get_object_or_404(Article, pk=pk)
    form, refusal = ArchiveForm(request.POST or None), None
    if form.is_valid():
        try:
            _turn(request, article, form.cleaned_data["reason"])
        except Refusal as refused:
            refusal = refused
        else:
            return redirect("desk:article", pk)
    context = {
        "article": article,
        "form": form,
        "refusal": refusal,
        "tabs": tabs(article, "article_details"),
        "section": "articles",
    }
    return render(request, "articles/archive.html", context, status=422 if request.method == "POST" else 200)


def _turn(request: DeskRequest, article: Article, reason: str) -> None:
    if request.POST.get("step") == "bring_back":
        actions.bring_back(article, by=request.user, reason=reason)
        messages.success(request, _("The article is back in the lists."))
    else:
        actions.archive(article, by=request.user, reason=reason)
        messages.success(request, _("The article is archived. The list finds it under “Archived”."))
