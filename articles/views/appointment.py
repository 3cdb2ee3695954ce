"""The sheet that a patient takes to the doctor: public, made of the live patient text."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from articles.audiences import Audience
from articles.models import Article, FormerSlug
from articles.publishing.answering import conditional
from articles.publishing.appointment import made_sheet
from articles.publishing.checking import NotRenderable
from articles.publishing.headers import page_headers
from articles.publishing.releases import facts_for, modified_at
from articles.views.listing import live
from articles.views.unmade import unmade


@require_safe
def appointment(request: HttpRequest, slug: str) -> HttpResponseBase:
    publication = live().filter(article__slug=slug).first()
    if publication is None or Audience.PATIENT not in publication.audiences:
        return _instead(slug)
    manifest, facts = publication.version.content, facts_for(publication)
    try:
        html = made_sheet(manifest, facts)
    except NotRenderable as refusal:
        return unmade(request, publication.article, refusal)
    modified = modified_at(publication)
    headers = page_headers(language=manifest.language, modified=modified, indexed=False)
    return conditional(request, HttpResponse(html, headers=headers), modified=modified)


def _instead(slug: str) -> HttpResponse:
    """The article's own address says what became of it, or that there is no such text."""
    was_read = Article.objects.filter(slug=slug, publications__live_from__isnull=False).exists()
    if not was_read and not FormerSlug.objects.filter(slug=slug).exists():
        raise Http404
    return redirect("articles:read", slug, Audience.PATIENT.value)
