"""Methods of HTTP that nothing here uses are answered 405 before any page looks at the request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

KNOWN: Final = ("GET", "HEAD", "OPTIONS", "POST")
# These refuse them themselves, and tell a program which methods each of their addresses has (RFC 9110, 15.5.6).
API: Final = ("/api/v1/", "/api/work/v1/")


class KnownMethods:
    """Middleware. What a page does with one of the four is its own to say."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in KNOWN and not request.path_info.startswith(API):
            return HttpResponseNotAllowed(KNOWN)
        return self.get_response(request)
