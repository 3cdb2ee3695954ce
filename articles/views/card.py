"""The card that others may put into their pages (S5): what it is, for whom, how old, and its notice; never the words themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from articles import publisher
from articles.audiences import Audience
from articles.models import Ending, FormerSlug
from articles.publishing import wording
from articles.publishing.answering import conditional
from articles.publishing.headers import card_headers
from articles.publishing.listing import Listed, found, page_address, readable, site_url
from articles.publishing.releases import overdue

WIDTH: Final = 480
HEIGHT: Final = 200
CACHED_FOR: Final = 60  # seconds, S4


@dataclass(frozen=True)
class Gone:
    """In the words of the page that stands where the article was."""

    kind: str
    label: str
    on: object
    sentence: str
    told: str


@require_safe
@xframe_options_exempt
def card(request: HttpRequest, slug: str, audience: str) -> HttpResponseBase:
    entry = found(Q(article__slug=slug))
    if entry is None:
        return _moved(slug, audience)
    known = entry.publication.audiences if not entry.is_gone else Audience.values
    if audience not in known:
        raise Http404
    language = entry.publication.version.content.language
    with translation.override(language):
        html = render_to_string("articles/card.html", _context(entry, Audience(audience)))
    response = HttpResponse(html, status=410 if entry.is_gone else 200, headers=card_headers())
    response.headers["Content-Language"] = language
    return conditional(request, response, modified=entry.modified)


def _moved(slug: str, audience: str) -> HttpResponse:
    former = FormerSlug.objects.select_related("article").filter(slug=slug).first()
    if former is None or not readable().filter(article=former.article_id).exists():
        raise Http404
    return HttpResponsePermanentRedirect(reverse("articles:card", args=(former.article.slug, audience)))


def _context(entry: Listed, audience: Audience) -> dict[str, Any]:
    publication = entry.publication
    return {
        "page_language": publication.version.content.language,
        "publisher_name": publisher.current().name,
        "page_url": page_address(publication.article.slug, audience),
        "entry": entry,
        "written_for": wording.WRITTEN_FOR[audience],
        "notices": [(notice.kind, wording.NOTICES[notice.kind], notice) for notice in entry.notices],
        "overdue": overdue(publication.review_due, timezone.localdate()),
        "gone": _gone(entry) if entry.is_gone else None,
    }


def _gone(entry: Listed) -> Gone:
    ended = Ending(entry.publication.ended_as)
    told = entry.ending.sentence if entry.ending else ""
    return Gone(ended.value, str(ended.label), entry.publication.ended_at, str(wording.ENDINGS[ended]), told)


@require_safe
def oembed(request: HttpRequest) -> HttpResponseBase:
    """oEmbed 1.0 for an article page: the card as a frame, so that what is embedded is never a copy (S5)."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    slug, audience = _page(request.GET.get("url", ""))
    entry = found(Q(article__slug=slug))
    if entry is None or entry.is_gone or audience not in entry.publication.audiences:
        raise Http404
    body = json.dumps(_embedding(entry, audience, _within(request, "maxwidth", WIDTH), HEIGHT))
    response = HttpResponse(body, content_type="application/json", headers={"X-Robots-Tag": "noindex"})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return conditional(request, response, modified=entry.modified)


def _page(address: str) -> tuple[str, str]:
    """Slug and audience of an article page of this site."""
    try:
        parts = urlsplit(address)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        raise Http404 from None
    if parts.netloc != urlsplit(site_url()).netloc or match.view_name != "articles:read":
        raise Http404
    return match.kwargs["slug"], match.kwargs["audience"]


def _within(request: HttpRequest, name: str, most: int) -> int:
    asked = request.GET.get(name, "")
    return min(int(asked), most) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else most


def _embedding(entry: Listed, audience: str, width: int, height: int) -> dict[str, Any]:
    slug = entry.publication.article.slug
    frame = format_html(
        '<iframe src="{}card/" title="{}" width="{}" height="{}" loading="lazy"></iframe>',
        page_address(slug, audience),
        entry.title,
        width,
        height,
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": entry.title,
        "provider_name": publisher.current().name,
        "provider_url": site_url(),
        "cache_age": CACHED_FOR,
        "html": frame,
        "width": width,
        "height": height,
    }
