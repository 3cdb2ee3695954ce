"""Old addresses of a former site: 301 to the article, where no page of ours answers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from articles.importing.addresses import spelled
from articles.models import OldAddress

_ASKED_FOR_A_PAGE = frozenset({"GET", "HEAD"})
_NEVER = ("/desk/", "/accounts/", "/api/", "/static/", "/images/")


class OldAddresses:
    """Middleware. Costs a query only where the answer is 404, or where the front page is asked with a query ("/?p=12")."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_front = request.path == "/" and bool(request.META.get("QUERY_STRING"))
        if is_front and (moved := moved_to(request)):
            return moved
        response = self.get_response(request)
        if response.status_code == 404 and not is_front and (moved := moved_to(request)):
            return moved
        return response


def moved_to(request: HttpRequest) -> HttpResponseBase | None:
    """Where the page is now. With an unknown query the path alone is looked for: campaigns put things behind addresses."""
    if request.method not in _ASKED_FOR_A_PAGE or request.path.startswith(_NEVER):
        return None
    asked = spelled(request.get_full_path())
    names = [name for name in dict.fromkeys((asked, asked.partition("?")[0])) if name and name != "/"]
    found = {row.address: row for row in OldAddress.objects.filter(address__in=names).select_related("article")}
    row = next((found[name] for name in names if name in found), None)
    if row is None or not row.article.publications.exclude(live_from=None).exists():
        return None
    name, kept = ("articles:read", (row.audience,)) if row.audience else ("articles:choose", ())
    return HttpResponsePermanentRedirect(reverse(name, args=(row.article.slug, *kept)))
