"""The page of who is in charge of an article: another handling editor, co-editors."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import actions
from articles.forms.handing_over import CoEditorForm, HandOverForm
from articles.models import Article, Person
from articles.permissions import may_hand_over
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, reads_drafts, tabs, writes_drafts


@require_safe
@reads_drafts
def in_charge(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, _article(pk))


@require_POST
@writes_drafts
def hand_over(request: DeskRequest, pk: int) -> HttpResponse:
    article = _article(pk)
    form = HandOverForm(request.POST, article=article)
    if form.is_valid():
        to = form.cleaned_data["to"]
        try:
            actions.hand_over(article, by=request.user, to=to, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            return _page(request, article, over=form, refused=str(refusal))
        messages.success(request, _("%s handles this article now.") % to)
        return redirect("desk:article_in_charge", pk)
    return _page(request, article, over=form)


@require_POST
@writes_drafts
def add(request: DeskRequest, pk: int) -> HttpResponse:
    article = _article(pk)
    form = CoEditorForm(request.POST, article=article)
    if form.is_valid():
        person = form.cleaned_data["person"]
        try:
            actions.add_co_editor(article, by=request.user, person=person)
        except Refusal as refusal:
            return _page(request, article, co=form, refused=str(refusal))
        messages.success(request, _("%s is co-editor of this article now.") % person)
        return redirect("desk:article_in_charge", pk)
    return _page(request, article, co=form)


@require_POST
@writes_drafts
def end(request: DeskRequest, pk: int, person: int) -> HttpResponse:
    article, whom = _article(pk), get_object_or_404(Person, pk=person)
    try:
        actions.end_co_editor(article, by=request.user, person=whom)
    except Refusal as refusal:
        return _page(request, article, refused=str(refusal))
    messages.success(request, _("%s is no longer co-editor of this article.") % whom)
    return redirect("desk:article_in_charge", pk)


def _article(pk: int) -> Article:
    return get_object_or_404(Article.objects.select_related("handling_editor"), pk=pk)


def _page(
    request: DeskRequest,
    article: Article,
    *,
    over: HandOverForm | None = None,
    co: CoEditorForm | None = None,
    refused: str = "",
) -> HttpResponse:
    may = may_hand_over(request.user, article, desk=request.desk)
    forms = (over or HandOverForm(article=article), co or CoEditorForm(article=article)) if may else (None, None)
    context = {
        "article": article,
        "co_editors": article.co_editors.select_related("person"),
        "over": forms[0],
        "co": forms[1],
        "form": over or co,
        "refused": refused,
        "tabs": tabs(article, "article_details"),
        "section": "articles",
    }
    typed = any(form is not None and form.errors for form in (over, co))
    return render(request, "articles/in_charge.html", context, status=422 if typed or refused else 200)
