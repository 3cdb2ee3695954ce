"""What machines ask for besides pages: feeds, the sitemap, robots.txt, security.txt. All of it is public and the same for everybody."""

from __future__ import annotations

import datetime
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from articles.models import Topic
from articles.publishing import feeds, sitemap
from articles.publishing.answering import answer
from articles.publishing.listing import site_url, with_topics_below

PLAIN: Final = "text/plain; charset=utf-8"
# RFC 9116 wants less than a year.
SECURITY_COUNTS_FOR: Final = datetime.timedelta(days=180)
# What has nothing for a search engine: work, sign-in, answers by link, lists without end, what is for programs.
NOT_FOR_ROBOTS: Final = (
    "/desk/",
    "/accounts/",
    "/administration/",
    "/invitation/",
    "/draft/",
    "/search/?",
    "/c/",
    "/api/",
)


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    return _feed(request, reverse("articles:feed"))


@require_safe
def topic_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    topic = get_object_or_404(Topic, slug=slug)
    return _feed(request, reverse("articles:topic_feed", args=(slug,)), topic)


def _feed(request: HttpRequest, path: str, topic: Topic | None = None) -> HttpResponseBase:
    entries = feeds.newest(with_topics_below(topic) if topic else None)
    with translation.override(settings.LANGUAGE_CODE):
        body = feeds.feed(entries, path=path, topic=topic)
    modified = max((entry.modified for entry in entries), default=None)
    return answer(request, body, media_type=feeds.MEDIA_TYPE, modified=modified)


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponseBase:
    """One file while it holds everything, else the list of the files."""
    number = sitemap.files()
    body = sitemap.index(number) if number > 1 else sitemap.urlset(sitemap.places(1))
    return answer(request, body, media_type=sitemap.MEDIA_TYPE, modified=sitemap.newest())


@require_safe
def sitemap_file(request: HttpRequest, number: int) -> HttpResponseBase:
    if not 1 <= number <= sitemap.files():
        raise Http404
    body = sitemap.urlset(sitemap.places(number))
    return answer(request, body, media_type=sitemap.MEDIA_TYPE, modified=sitemap.newest())


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
    lines += ["", f"Sitemap: {site_url()}{reverse('articles:sitemap')}", ""]
    return answer(request, "\n".join(lines).encode(), media_type=PLAIN)


@require_safe
def security(request: HttpRequest) -> HttpResponseBase:
    """RFC 9116. The day on which it ends moves on, as long as somebody runs this site."""
    ends = datetime.datetime.combine(timezone.now().date() + SECURITY_COUNTS_FOR, datetime.time(), datetime.UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {ends.isoformat().replace('+00:00', 'Z')}",
        f"Preferred-Languages: {settings.LANGUAGE_CODE.split('-')[0]}",
        f"Canonical: {site_url()}{reverse('articles:security')}",
        "",
    ]
    return answer(request, "\n".join(lines).encode(), media_type=PLAIN)
