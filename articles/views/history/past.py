"""One revision or version as readers would have seen it, with a bar that leads to its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from articles.audiences import Audience
from articles.models import Article, Version
from articles.past import state_at
from articles.publishing.checking import NotRenderable
from articles.publishing.preview import Preview, preview_context, preview_of_state, preview_of_version
from articles.views.desk import DeskRequest, reads_drafts

privately = cache_control(private=True, no_store=True)


@dataclass(frozen=True)
class Neighbour:
    label: str
    url: str


@reads_drafts
def article_preview(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    """The saved draft as it is now."""
    article = get_object_or_404(Article, pk=pk)
    return redirect("desk:article_revision", pk, article.revision, audience)


@privately
@reads_drafts
def article_revision(request: DeskRequest, pk: int, number: int, audience: str) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    state = state_at(article, number)
    if state is None:
        raise Http404
    with translation.override(state.article.language):
        preview = preview_of_state(state, reader=request.user.printed_name)
    bar = {
        "article": article,
        "state": state,
        "tokens": (f"r{number}", f"r{article.revision}"),
        "may_restore": request.desk.may_draft and number != article.revision,
        "restorable": number,
        "neighbours": _neighbours(article, number, audience),
    }
    return _page(request, preview, audience, _address("article_revision", pk, number), bar)


@privately
@reads_drafts
def article_version(request: DeskRequest, pk: int, number: int, audience: str) -> HttpResponse:
    versions = Version.objects.select_related("article", "submitted_by")
    version = get_object_or_404(versions, article=pk, number=number)
    with translation.override(version.content.language):
        preview = preview_of_version(version, reader=request.user.printed_name)
    bar = {
        "article": version.article,
        "version": version,
        "tokens": (f"v{number}", f"r{version.article.revision}"),
        "may_restore": request.desk.may_draft and version.revision != version.article.revision,
        "restorable": version.revision,
        "live": version.article.publications.live().select_related("version").first(),
    }
    return _page(request, preview, audience, _address("article_version", pk, number), bar)


def _address(name: str, pk: int, number: int) -> Callable[[str], str]:
    return lambda audience: reverse(f"desk:{name}", args=(pk, number, audience))


def _neighbours(article: Article, number: int, audience: str) -> list[Neighbour]:
    url_of = [(other, _address("article_revision", article.pk, other)(audience)) for other in (number - 1, number + 1)]
    return [Neighbour(_("Revision %d") % other, url) for other, url in url_of if 0 < other <= article.revision]


def _page(
    request: DeskRequest, preview: Preview, name: str, url_of: Callable[[str], str], bar: dict[str, Any]
) -> HttpResponse:
    """The bar speaks the reader's language, the page that of the article (S15)."""
    if name not in Audience.values:
        raise Http404
    shown = bar | {"preview": preview, "audience": name, "tabs": _tabs(preview, name, url_of), "section": "articles"}
    try:
        with translation.override(preview.manifest.language):
            page = preview_context(preview, Audience(name), url_of)
    except NotRenderable as refusal:
        return render(request, "articles/past/unshown.html", shown | {"refusal": refusal})
    page["bar"] = render_to_string("articles/past/_bar.html", shown)
    with translation.override(preview.manifest.language):
        return render(request, "articles/past/page.html", page | {"section": "articles"})


def _tabs(preview: Preview, current: str, url_of: Callable[[str], str]) -> list[dict[str, object]]:
    names = preview.manifest.audiences
    return [{"url": url_of(name), "label": Audience(name).label, "current": name == current} for name in names]
