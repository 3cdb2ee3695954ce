"""What readers get in place of a page that would not say what was signed. Whoever keeps the site running is told, once a day."""

from __future__ import annotations

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Article
from articles.notifications import tell_page_not_made
from articles.publishing.checking import NotRenderable

log = structlog.get_logger(__name__)


def unmade(request: HttpRequest, article: Article, refusal: NotRenderable) -> HttpResponse:
    why = str(refusal.sentence)
    log.error("a page cannot be made", path=request.path, why=why)
    tell_page_not_made(article, why, map(str, refusal.details))
    response = render(request, "articles/reader/unmade.html", status=503)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = "120"
    return response
