"""A page as PDF, with the running header and the code of the page (S6); of what may be read, and nothing else."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.publishing.headers import CACHE_CONTROL
from articles.publishing.pages import releases_for, store
from articles.publishing.pdf import NoPages, page_pdf


@require_safe
def article_pdf(request: HttpRequest, slug: str, audience: str) -> HttpResponseBase:
    html = _page(slug, audience)
    try:
        name, content = page_pdf(slug, audience, html)
    except NoPages as refusal:
        answer = render(
            request,
            "articles/reader/no_pdf.html",
            {"sentence": refusal, "slug": slug, "audience": audience},
            status=503,
        )
        answer.headers["Retry-After"] = "3600"
        return answer
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{slug}-{audience}.pdf"'
    response.headers["Cache-Control"] = CACHE_CONTROL
    response.headers["ETag"] = f'"{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=f'"{name}"', response=response) or response


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
