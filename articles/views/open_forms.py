"""Forms on pages that are stored for everybody: no log-in, no cookie, so no token. Where a request comes from is checked instead.

A browser says so itself, in `Sec-Fetch-Site` or `Origin`, and no other site can make it say anything else. What says neither
is no browser of the last years, and is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles import strangers

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

LARGEST: Final = 20_000  # bytes
# A field that nobody sees: whoever fills it in is a program.
TRAP: Final = "website"


def open_form(what: str, *, per_minute: int) -> Callable[[View[P]], View[P]]:
    """For a view that takes such a form by POST alone. `what` names it where requests are counted."""

    def decorated(view: View[P]) -> View[P]:
        @csrf_exempt
        @require_POST
        @wraps(view)
        def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            refused = _refused(request, what, per_minute)
            return refused or private(view(request, *args, **kwargs))

        return cast("View[P]", page)

    return decorated


def _refused(request: HttpRequest, what: str, per_minute: int) -> HttpResponse | None:
    if not is_from_here(request):
        return _page(request, _("Open the page on this site, and send the form from there."), 403)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return _page(request, _("That is too long. Go back and shorten it: your words are still there."), 413)
    wait = strangers.seconds_to_wait(request, what, per_minute=per_minute)
    if wait:
        response = _page(
            request, _("That was often in one minute. Wait a minute, then go back and send it again."), 429
        )
        response.headers["Retry-After"] = str(wait)
        return response
    return None


def is_from_here(request: HttpRequest) -> bool:
    """Did a page of this site send it?"""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    here = {settings.SITE_URL.rstrip("/"), f"{request.scheme}://{request.get_host()}"}
    return bool(urlsplit(origin).netloc) and origin.rstrip("/") in here


def is_trapped(request: HttpRequest) -> bool:
    """Was the field filled in that nobody sees?"""
    return bool(request.POST.get(TRAP))


def private(response: HttpResponseBase) -> HttpResponseBase:
    """What somebody wrote is kept by no cache. The address never holds it, so that it may be named to pages of this site."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _page(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    response = render(request, "articles/reader/not_sent.html", {"sentence": sentence}, status=status)
    private(response)
    return response
