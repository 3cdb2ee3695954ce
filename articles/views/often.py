"""Pages that cost a search or a look-up: so many in a minute from one address, as generously as a hospital behind one address needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from articles import strangers

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

SEARCHES: Final = "SEARCHES_PER_MINUTE"
COPIES: Final = "COPIES_PER_MINUTE"


def within(limit: str, *, asked: str) -> Callable[[View[P]], View[P]]:
    """For a view that is counted when its address says something as `asked`; `limit` names the setting, and counts by itself."""

    def decorated(view: View[P]) -> View[P]:
        @wraps(view)
        def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            is_counted = bool(kwargs.get(asked) or request.GET.get(asked, "").strip())
            wait = strangers.seconds_to_wait(request, limit, per_minute=getattr(settings, limit)) if is_counted else 0
            return _too_often(request, wait) if wait else view(request, *args, **kwargs)

        return cast("View[P]", page)

    return decorated


def _too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """429 with when to come back. No cache keeps it: it is about who asked."""
    response = render(request, "articles/reader/too_often.html", {"seconds": seconds}, status=429)
    for name, value in {"Retry-After": str(seconds), "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}.items():
        response.headers[name] = value
    return response
