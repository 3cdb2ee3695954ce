"""Files of a live article for programs and other authors: its references, the page as a work, JATS XML. Nothing else is in them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.models import Basis, Publication
from articles.publishing.exports import Export, jats_export, page_export, references_export


@require_safe
def references(request: HttpRequest, slug: str, format_: str) -> HttpResponse:
    return _answer(references_export(_live(slug), format_))


@require_safe
def page(request: HttpRequest, slug: str, audience: str, format_: str) -> HttpResponse:
    publication = _live(slug)
    if audience not in publication.audiences:
        raise Http404
    return _answer(page_export(publication, audience, format_))


@require_safe
def article_xml(request: HttpRequest, slug: str) -> HttpResponse:
    return _answer(jats_export(_live(slug)))


def _live(slug: str) -> Publication:
    """What somebody has approved. What waits for its review is handed out to nobody."""
    rows = Publication.objects.live().exclude(basis=Basis.PENDING).select_related("version", "article")
    publication = rows.filter(article__slug=slug).first()
    if publication is None:
        raise Http404
    return publication


def _answer(export: Export) -> HttpResponse:
    return HttpResponse(export.body, headers=dict(export.headers))
