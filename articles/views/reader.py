"""What readers open without the page store: the choice of a text, a page that is not stored."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.audiences import Audience, nearest
from articles.models import Article, FormerSlug
from articles.publishing.checking import NotRenderable
from articles.publishing.pages import page_for, releases_for
from articles.publishing.store import ANY_AUDIENCE
from articles.views.listing import known_audience, live
from articles.views.unmade import unmade

COOKIE = "audience"
REMEMBERED = datetime.timedelta(days=30)


@require_safe
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """To the text that the reader asked for, now or last time, else the one for patients. Never cached, never in a cache key."""
    publication = live().filter(article__slug=slug).first()
    audiences = publication.audiences if publication else _marked_texts(slug)
    if not audiences:
        return _not_live(slug)
    asked = known_audience(request.GET.get("audience"))
    wanted = asked or known_audience(request.COOKIES.get(COOKIE)) or Audience.PATIENT
    response = _to_text(slug, audiences, wanted)
    if asked:
        _remember(response, asked)
    return response


def _to_text(slug: str, audiences: Collection[str], wanted: Audience) -> HttpResponse:
    """To what there is for them; another text says at its top whose it is. Which text that is may change any day."""
    given = nearest(audiences, wanted)
    response = redirect(f"{reverse('articles:read', args=(slug, given))}{'' if given == wanted else f'#_no-{wanted}'}")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _remember(response: HttpResponse, audience: Audience) -> None:
    """S2: only "patient" outlives the browser session, so that a shared computer does not stay a professional's."""
    lasting: dict[str, Any] = {"max_age": REMEMBERED} if audience == Audience.PATIENT else {}
    secure = settings.SITE_URL.startswith("https://")
    response.set_cookie(COOKIE, audience.value, secure=secure, httponly=True, samesite="Lax", **lasting)


@require_safe
def read(request: HttpRequest, slug: str, audience: str) -> HttpResponse:
    """Django's side of an article page: what the page layer does not have, or has no longer."""
    publication = live().filter(article__slug=slug).first()
    if publication is None:
        return _not_live(slug, audience)
    if audience not in publication.audiences:
        return _instead(slug, publication.audiences, audience)
    try:
        page = page_for(publication, audience)
    except NotRenderable as refusal:
        return unmade(request, publication.article, refusal)
    return HttpResponse(page.html, headers=dict(page.headers))


def _instead(slug: str, audiences: Collection[str], audience: str) -> HttpResponse:
    """Who asks for a text that there is not, by an old link or one of another article, gets the next easier one."""
    wanted = known_audience(audience)
    if wanted is None or not audiences:
        raise Http404
    return _to_text(slug, audiences, wanted)


def _not_live(slug: str, audience: str = "") -> HttpResponse:
    """301 for an address that an article had, the marked text of what was retracted, 410 for what was taken down, else 404."""
    article = Article.objects.filter(slug=slug).first()
    if article is None:
        return _moved(slug, audience)
    release = releases_for(article).get(slug)
    if release is None:
        raise Http404
    page = release.pages.get(ANY_AUDIENCE) or release.pages.get(audience)
    if page is None:
        return _instead(slug, list(release.pages), audience)
    return HttpResponse(page, status=release.status, headers=dict(release.headers))


def _marked_texts(slug: str) -> list[str]:
    """Texts of an article that was retracted: still to be read, each marked."""
    article = Article.objects.filter(slug=slug).first()
    release = releases_for(article).get(slug) if article else None
    return [name for name in release.pages if name != ANY_AUDIENCE] if release else []


def _moved(slug: str, audience: str) -> HttpResponse:
    former = FormerSlug.objects.select_related("article").filter(slug=slug).first()
    if former is None or not former.article.publications.exclude(live_from=None).exists():
        raise Http404
    name, kept = ("articles:read", (audience,)) if audience else ("articles:choose", ())
    return HttpResponsePermanentRedirect(reverse(name, args=(former.article.slug, *kept)))
