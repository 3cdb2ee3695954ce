"""A page as PDF, with the running header and the code of the page (S6); of what may be read, and nothing else."""

from __future__ import annotations

import structlog
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.notifications import tell_page_not_made
from articles.publishing.headers import CACHE_CONTROL
from articles.publishing.pages import releases_for, store
from articles.publishing.pdf import NoPages, page_pdf
from articles.publishing.proof import NotFaithful

log = structlog.get_logger(__name__)


@require_safe
def article_pdf(request: HttpRequest, slug: str, audience: str) -> HttpResponseBase:
    html = _page(slug, audience)
    try:
        name, content = page_pdf(slug, audience, html)
    except NoPages as refusal:
        return _none(request, slug, audience, str(refusal.sentence))
    except NotFaithful as refusal:
        return _unfaithful(request, slug, audience, refusal)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{slug}-{audience}.pdf"'
    response.headers["Cache-Control"] = CACHE_CONTROL
    response.headers["ETag"] = f'"{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=f'"{name}"', response=response) or response


def _unfaithful(request: HttpRequest, slug: str, audience: str, refusal: NotFaithful) -> HttpResponse:
    """The page stays; whoever keeps the site running is told of its PDF."""
    why, article = str(refusal.sentence), Article.objects.filter(slug=slug).first()
    log.error("a PDF cannot be served", path=request.path, why=why)
    if article is not None:
        tell_page_not_made(article, why, map(str, refusal.details))
    sentence = _("We could not make sure that the PDF says what our board signed. Please print the page instead.")
    return _none(request, slug, audience, sentence)


def _none(request: HttpRequest, slug: str, audience: str, sentence: str) -> HttpResponse:
    filled = {"sentence": sentence, "slug": slug, "audience": audience}
    answer = render(request, "articles/reader/no_pdf.html", filled, status=503)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Retry-After"] = "3600"
    return answer


def _page(slug: str, audience: str) -> str:
    """As it is stored on this host; made anew where it is not. 404 for what is not read, or under another address."""
    here = store()
    name = here.current(slug)
    stored = here.releases / name / f"{audience}.html"
    if name and audience in ("patient", "student", "clinician") and stored.is_file():
        return stored.read_text(encoding="utf-8")
    article = Article.objects.filter(slug=slug).first()
    release = releases_for(article).get(slug) if article else None
    if release is None or release.status != 200 or audience not in release.pages:
        raise Http404
    return release.pages[audience]
