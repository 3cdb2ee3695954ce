"""Links to drafts for people without an account: the desk's page of them, and the page that such a link opens."""

from __future__ import annotations

import dataclasses

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import actions
from articles.audiences import Audience
from articles.forms.preview_links import PreviewLinkForm
from articles.models import Article, PreviewLink
from articles.past import state_at
from articles.publishing.checking import NotRenderable
from articles.publishing.pdf import with_images
from articles.publishing.preview import preview_context, preview_of_state
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, reads_drafts, tabs
from articles.views.history.past import privately

GONE = 410


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


@never_cache
@require_safe
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """A draft for whoever holds the link. Nothing comes of opening it but a count (S29)."""
    link = actions.preview_link_of(token)
    if link is None:
        raise Http404
    if not link.is_open:
        return _private(render(request, "articles/links/ended.html", {"link": link}, status=GONE))
    try:
        page = _page(link)
    except NotRenderable as refusal:
        return _private(render(request, "articles/links/ended.html", {"link": link, "refusal": refusal}, status=GONE))
    if request.method == "GET":
        actions.count_opening(link)
    return _private(HttpResponse(page))


def _page(link: PreviewLink) -> str:
    """With its pictures in it: they are shown to nobody outside before they are published."""
    state = state_at(link.article, link.revision)
    if state is None:
        raise Http404
    with translation.override(state.article.language):
        preview = preview_of_state(state, reader=link.recipient)
        # It opens this one text: nothing on its page leads to another.
        alone = dataclasses.replace(preview.facts, audiences=(link.audience,))
        context = preview_context(dataclasses.replace(preview, facts=alone), Audience(link.audience), lambda _name: "")
        return with_images(render_to_string("articles/links/draft.html", context | {"link": link}))


def _private(response: HttpResponse) -> HttpResponse:
    """The address is a secret: no other site, no log of referrers and no search engine learns it."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
