"""What else to read after an article: a page of its own, so that a stored page never leads to what was taken down since."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from articles.audiences import Audience
from articles.models import Article, FormerSlug, Publication
from articles.publishing import wording
from articles.publishing.answering import conditional
from articles.publishing.headers import page_headers
from articles.search import related
from articles.views.listing import known_audience, listed, live


@require_safe
def related_articles(request: HttpRequest, slug: str, audience: str) -> HttpResponseBase:
    publication = live().filter(article__slug=slug).first()
    if publication is None or audience not in publication.audiences:
        return _instead(slug, audience)
    language = publication.version.content.language
    with translation.override(language):
        html = render_to_string("articles/reader/related.html", _context(publication, audience), request)
    headers = page_headers(language=language, modified=timezone.now(), indexed=False)
    del headers["Last-Modified"]  # it changes with every other article
    return conditional(request, HttpResponse(html, headers=headers))


def _context(publication: Publication, audience: str) -> dict[str, object]:
    content, slug = publication.version.content, publication.article.slug
    is_offered = audience != Audience.PATIENT and Audience.PATIENT in publication.audiences
    found = [entry.publication for entry in related(publication, audience)]
    return {
        "title": content.title,
        "url": reverse("articles:read", args=(slug, audience)),
        "written_for": wording.WRITTEN_FOR[audience],
        "title_prefix": wording.TITLE_PREFIX[audience],
        "patient_url": reverse("articles:read", args=(slug, Audience.PATIENT.value)) if is_offered else "",
        "topic": publication.article.topic if found else None,
        "articles": [listed(row, known_audience(audience)) for row in found],
        "has_samples": publication.article.is_sample or any(row.article.is_sample for row in found),
        "page_language": content.language,
    }


def _instead(slug: str, audience: str) -> HttpResponse:
    """The article's own address says what became of it, or that there is no such text."""
    was_read = Article.objects.filter(slug=slug, publications__live_from__isnull=False).exists()
    if audience not in Audience or not (was_read or FormerSlug.objects.filter(slug=slug).exists()):
        raise Http404
    return redirect("articles:read", slug, audience)
