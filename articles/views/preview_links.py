"""Links to drafts for people without an account: the desk's page of them. What such a link opens is `lent_drafts`."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles import actions
from articles.forms.preview_links import PreviewLinkForm
from articles.models import Article, PreviewLink
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, reads_drafts, tabs
from articles.views.history.past import privately


@require_http_methods(["GET", "HEAD", "POST"])
@privately
@reads_drafts
def article_links(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    form = PreviewLinkForm(request.POST or None, audiences=list(article.declared_audiences))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_preview_link(article, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            address = request.build_absolute_uri(reverse("articles:draft", args=[made.token]))
            context = {"article": article, "made": made, "address": address, "section": "articles"}
            return render(request, "articles/links/made.html", context)
    context = {
        "article": article,
        "form": form,
        "links": article.preview_links.select_related("made_by", "revoked_by"),
        "may_make": request.desk.may_draft,
        "tabs": tabs(article, "article_files"),
        "section": "articles",
    }
    return render(request, "articles/links/list.html", context, status=422 if form.errors else 200)


@require_POST
@reads_drafts
def link_revoke(request: DeskRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(PreviewLink.objects.select_related("article"), pk=pk)
    actions.revoke_preview_link(link, by=request.user)
    messages.success(request, _("The link opens nothing any more."))
    return redirect("desk:article_links", link.article_id)
