"""In which language Django answers: the page's own, else the reader's; at the desk what the person chose."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

DESK = "/desk/"


class ReadersLanguage(LocaleMiddleware):
    """Django's, but for answers that are the same for everybody: they name the language that they are in, or are no page.

    A cache would keep them once for each of the thousand ways in which browsers say what they like to read.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.has_header("Content-Language") or not _is_page(response):
            return response
        assert isinstance(response, HttpResponse)
        return super().process_response(request, response)


class DeskLanguage:
    """At the desk the language of the person's account goes before the browser's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(DESK) and request.user.is_authenticated:
            chosen = request.user.language
            if chosen in dict(settings.LANGUAGES):
                translation.activate(chosen)
                request.LANGUAGE_CODE = chosen
        return self.get_response(request)


def _is_page(response: HttpResponseBase) -> bool:
    return str(response.headers.get("Content-Type", "")).startswith("text/html")
