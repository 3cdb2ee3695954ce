"""The pages on which an article is put away or brought back, copied, and given subject codes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from articles import actions
from articles.forms.archiving import ArchiveForm, DuplicateForm, SubjectCodesForm
from articles.forms.base import Form
from articles.models import Article
from articles.refusals import Refusal
from articles.subject_codes import read
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
    return _page(request, "articles/archive.html", article, form, refusal)


def _turn(request: DeskRequest, article: Article, reason: str) -> None:
    if request.POST.get("step") == "bring_back":
        actions.bring_back(article, by=request.user, reason=reason)
        messages.success(request, _("The article is back in the lists."))
    else:
        actions.archive(article, by=request.user, reason=reason)
        messages.success(request, _("The article is archived. The list finds it under “Archived”."))


@writes_drafts
def article_duplicate(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    form, refusal = DuplicateForm(request.POST or None), None
    if form.is_valid():
        try:
            copy = actions.duplicate(article, by=request.user, title=form.cleaned_data["title"])
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("This is the copy. Its texts are yours to change."))
            return redirect("desk:article", copy.pk)
    return _page(request, "articles/duplicate.html", article, form, refusal)


@writes_drafts
def article_codes(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    now = "\n".join(code.line() for code in read(article.subject_codes))
    form = SubjectCodesForm(request.POST if request.method == "POST" else None, initial={"codes": now})
    if form.is_valid():
        actions.set_subject_codes(article, by=request.user, codes=form.cleaned_data["codes"])
        messages.success(request, _("The subject codes are saved."))
        return redirect("desk:article_details", pk)
    return _page(request, "articles/subject_codes.html", article, form, None)


def _page(request: DeskRequest, template: str, article: Article, form: Form, refusal: Refusal | None) -> HttpResponse:
    context = {
        "article": article,
        "form": form,
        "refusal": refusal,
        "tabs": tabs(article, "article_details"),
        "section": "articles",
    }
    return render(request, template, context, status=422 if request.method == "POST" else 200)
