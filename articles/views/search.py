"""The search page of the public site. What was typed is kept nowhere; the page works without a cookie and without scripts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.audiences import Audience
from articles.models import Basis
from articles.search import Filters, Hit, Quoted, Results, search
from articles.search.query import LONGEST
from articles.views.browsing import Branch, branches, tops
from articles.views.listing import known_audience
from articles.views.often import SEARCHES, within
from articles.views.reader import COOKIE

SINCE: dict[str, tuple[int, str | Promise]] = {
    "year": (365, _("In the last year")),
    "two-years": (730, _("In the last two years")),
}


@dataclass(frozen=True)
class Found:
    """A hit as the page shows it."""

    hit: Hit
    title: str
    url: str
    written_for: str | Promise
    is_pending: bool
    passages: Sequence[tuple[str, Quoted]]


@dataclass(frozen=True)
class Asked:
    """What the address asks for; whatever is not understood counts as not asked."""

    typed: str
    audience: Audience
    topic: str
    since: str

    @classmethod
    def of(cls, request: HttpRequest) -> Asked:
        get: QueryDict = request.GET
        chosen = known_audience(get.get("audience")) or known_audience(request.COOKIES.get(COOKIE))
        since = get.get("since", "")
        return cls(
            typed=get.get("q", "").replace("\x00", "").strip(),
            audience=chosen or Audience.PATIENT,
            topic=get.get("topic", ""),
            since=since if since in SINCE else "",
        )

    def address(self, **changed: str) -> str:
        """The same search with something else."""
        given = {"q": self.typed, "audience": self.audience.value, "topic": self.topic, "since": self.since, **changed}
        return f"?{urlencode({name: value for name, value in given.items() if value})}"

    @property
    def reviewed_since(self) -> datetime.date | None:
        return timezone.localdate() - datetime.timedelta(days=SINCE[self.since][0]) if self.since else None


@require_safe
@within(SEARCHES, asked="q")
def search_page(request: HttpRequest) -> HttpResponse:
    asked, found = Asked.of(request), branches()
    branch = next((one for one in found.values() if one.topic.slug == asked.topic and one.articles), None)
    results = _results(request, asked, branch)
    response = render(request, "articles/reader/search.html", _context(asked, found, branch, results))
    response.headers["Cache-Control"] = "private, no-store"
    if asked.typed:  # the form alone may be found, what somebody asked may not
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _results(request: HttpRequest, asked: Asked, branch: Branch | None) -> Results | None:
    if not asked.typed or len(asked.typed) > LONGEST:
        return None
    page = request.GET.get("page", "1")
    filters = Filters(topics=tuple(branch.keys) if branch else (), since=asked.reviewed_since)
    return search(
        asked.typed,
        asked.audience,
        language=get_language() or settings.LANGUAGE_CODE,
        filters=filters,
        page=int(page) if page.isdecimal() and len(page) < 4 else 1,
    )


def _context(asked: Asked, found: dict[int, Branch], branch: Branch | None, results: Results | None) -> dict[str, Any]:
    return {
        "asked": asked,
        "longest": LONGEST,
        "is_too_long": len(asked.typed) > LONGEST,
        "results": results,
        "found": [_found(hit) for hit in results.hits] if results else [],
        "audiences": [(name, name.label, name == asked.audience) for name in Audience],
        "others": [(name.label, asked.address(audience=name.value)) for name in Audience if name != asked.audience],
        "topics": [(one.topic.slug, one.topic.name, one is branch) for one in tops(found)],
        "branch": branch,
        "since": [(name, words, name == asked.since) for name, (_days, words) in SINCE.items()],
        "suggestions": _suggestions(asked, results) if results else [],
        "also": _also(results) if results else [],
        "previous": asked.address(page=str(results.page - 1)) if results and results.page > 1 else "",
        "next": asked.address(page=str(results.page + 1)) if results and results.page < results.pages else "",
        "is_narrowed": bool(branch or asked.since),
        "widened": asked.address(topic="", since=""),
    }


def _found(hit: Hit) -> Found:
    address = reverse("articles:read", args=(hit.publication.article.slug, hit.shown))
    return Found(
        hit=hit,
        title=hit.publication.version.title,
        url=address,
        written_for=Audience(hit.shown).label,
        is_pending=hit.publication.basis == Basis.PENDING,
        passages=[(f"{address}#{one.anchor}" if one.anchor else address, one) for one in hit.passages],
    )


def _suggestions(asked: Asked, results: Results) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    return [
        (one.typed, [(word, asked.address(q=query), is_drug) for word, query, is_drug in one.choices])
        for one in results.suggestions
    ]


def _also(results: Results) -> list[tuple[str, str]]:
    """Names that were searched too, as S10 wants said: typed → the others."""
    return [(part.typed, ", ".join(part.also)) for part in results.query.parts if part.also]
