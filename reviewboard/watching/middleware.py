"""The outermost of Django: probes and metrics answered ahead of everything, requests counted, each with an id."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from time import perf_counter
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from reviewboard.watching import counting, views

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Ahead of host names, redirects to https, sessions and logs: a probe comes by the host's own address, every few seconds.
AHEAD: Final[dict[str, GetResponse]] = {"/livez": views.livez, "/readyz": views.readyz, "/metrics": views.metrics}
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# What a proxy makes: 32 hex digits (nginx's $request_id) or a UUID. Nothing else gets into a log.
REQUEST_ID: Final = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
HEADER: Final = "X-Request-ID"
NO_ROUTE: Final = "none"


def probes_first(get_response: GetResponse) -> GetResponse:
    def answer(request: HttpRequest) -> HttpResponseBase:
        ahead = AHEAD.get(request.path_info)
        return ahead(request) if ahead else get_response(request)

    return answer


def requests_counted(get_response: GetResponse) -> GetResponse:
    """By the name of the address, never by the address: there are as many addresses as somebody cares to try."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        began = perf_counter()
        response = get_response(request)
        match = request.resolver_match
        route = (match.view_name or match.route) if match else NO_ROUTE
        method = request.method if request.method in METHODS else "other"
        counting.requests.labels(route, method, response.status_code).inc()
        counting.seconds.labels(route).observe(perf_counter() - began)
        return response

    return answer


def request_id(get_response: GetResponse) -> GetResponse:
    """The proxy's, where there is one of ours and it looks like one, else a new one; said in the answer and in every line of the log."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        given = request.META.get("HTTP_X_REQUEST_ID", "") if settings.BEHIND_PROXY else ""
        own = given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        request.META["HTTP_X_REQUEST_ID"] = own
        request.__dict__.pop("headers", None)  # made of META once, should somebody have asked for one before
        response = get_response(request)
        response.headers[HEADER] = own
        return response

    return answer
