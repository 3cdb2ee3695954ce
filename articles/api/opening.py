"""How every address of the API is answered: to programs of every site, for reading alone, not too often, again only if it changed."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from articles.api import limits
from articles.api.problems import not_found, problem
from articles.publishing.answering import conditional

View = Callable[..., HttpResponseBase]
METHODS: Final = "GET, HEAD, OPTIONS"
EVERYWHERE: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "X-Robots-Tag": "noindex",
}
PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": METHODS,
}


def opened(view: View) -> View:
    """The view, for everybody. Nothing can be changed through it, so that it needs no token against forged requests."""

    @csrf_exempt
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(settings.LANGUAGE_CODE):
            response = _answer(view, request, *args, **kwargs)
        for name, value in EVERYWHERE.items():
            response.headers[name] = value
        return response

    return answer


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT.value, headers=PREFLIGHT)
    if request.method not in ("GET", "HEAD"):
        return problem(HTTPStatus.METHOD_NOT_ALLOWED, _("This can only be read."), Allow=METHODS)
    seconds = limits.wait(request)
    if seconds:
        sentence = _("There were too many questions in this minute. Please wait.")
        return problem(HTTPStatus.TOO_MANY_REQUESTS, sentence, Retry_After=str(seconds), Cache_Control="no-store")
    response = _read(view, request, *args, **kwargs)
    return conditional(request, response) if isinstance(response, HttpResponse) else response


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """HEAD is answered as GET; whoever sends the answer leaves its body out."""
    method, request.method = request.method, "GET"
    try:
        return view(request, *args, **kwargs)
    except Http404 as fault:
        return not_found(request, fault)
    finally:
        request.method = method
