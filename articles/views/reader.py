"""What readers open without the page store: home, list, the choice of a text, a page that is not stored, the policy."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from articles.audiences import Audience, nearest
from articles.models import Article, Basis, Emergency, FormerSlug, Publication
from articles.publishing.pages import page_for, releases_for
from articles.publishing.render import description
from articles.publishing.store import ANY_AUDIENCE

COOKIE = "audience"
REMEMBERED = datetime.timedelta(days=30)
LISTED = 20
RECENT = 5
COUNTED = datetime.timedelta(days=365)


@dataclass(frozen=True)
class TextLink:
    """A text of a listed article; the link remembers the choice."""

    label: str | Promise
    url: str


@dataclass(frozen=True)
class Describes:
    """What a reader may say of themselves before they have chosen an article. The address keeps it, no cookie."""

    label: str | Promise
    url: str
    is_current: bool


@dataclass(frozen=True)
class Listed:
    """An article in a list, in the words of its live version."""

    title: str
    url: str
    description: str
    texts: tuple[TextLink, ...]
    publication: Publication

    @property
    def is_pending(self) -> bool:
        return self.publication.basis == Basis.PENDING


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    reviewed = _live().filter(last_reviewed__isnull=False).order_by("-last_reviewed", "-pk")[:RECENT]
    chosen = _known(request.GET.get("audience"))
    context = {"articles": [_listed(row, chosen) for row in reviewed], **_chooser(chosen)}
    return render(request, "articles/reader/home.html", context)


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(_live().order_by("version__title", "pk"), LISTED).get_page(request.GET.get("page"))
    chosen = _known(request.GET.get("audience"))
    context = {"page": page, "articles": [_listed(row, chosen) for row in page.object_list], **_chooser(chosen)}
    return render(request, "articles/reader/list.html", context)


def _chooser(chosen: Audience | None) -> dict[str, Any]:
    """The question on pages that list articles. Their links carry the answer to the article, which remembers it."""
    describes = [Describes(name.label, f"?audience={name}", name == chosen) for name in Audience]
    return {"describes": describes, "query": f"&audience={chosen}" if chosen else "", "chosen": chosen}


def _live() -> QuerySet[Publication]:
    return Publication.objects.live().select_related("version", "article")


def _listed(publication: Publication, chosen: Audience | None) -> Listed:
    content = publication.version.content
    shown = nearest(publication.audiences, chosen) if chosen else publication.audiences[0]
    url = reverse("articles:choose", args=(publication.article.slug,))
    return Listed(
        title=content.title,
        url=f"{url}?audience={chosen}" if chosen else url,
        description=description(content, shown),
        texts=tuple(TextLink(Audience(name).label, f"{url}?audience={name}") for name in publication.audiences),
        publication=publication,
    )


@require_safe
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """To the text that the reader asked for, now or last time, else the one for patients. Never cached, never in a cache key."""
    publication = _live().filter(article__slug=slug).first()
    audiences = publication.audiences if publication else _marked_texts(slug)
    if not audiences:
        return _not_live(slug)
    asked = _known(request.GET.get("audience"))
    wanted = asked or _known(request.COOKIES.get(COOKIE)) or Audience.PATIENT
    response = _to_text(slug, audiences, wanted)
    if asked:
        _remember(response, asked)
    return response


def _known(name: str | None) -> Audience | None:
    return Audience(name) if name in Audience.values else None


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
    publication = _live().filter(article__slug=slug).first()
    if publication is None:
        return _not_live(slug, audience)
    if audience not in publication.audiences:
        return _instead(slug, publication.audiences, audience)
    page = page_for(publication, audience)
    return HttpResponse(page.html, headers=dict(page.headers))


def _instead(slug: str, audiences: Collection[str], audience: str) -> HttpResponse:
    """Who asks for a text that there is not, by an old link or one of another article, gets the next easier one."""
    wanted = _known(audience)
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


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """With how often somebody had to act at once, so that nobody has to take our word for it."""
    counts = Emergency.objects.counts(since=timezone.now() - COUNTED)
    return render(request, "articles/reader/policy.html", {"emergencies": counts})
