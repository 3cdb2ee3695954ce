"""An answer to a machine: cached as S4 says, known again by its ETag and its day, 304 where it is."""

from __future__ import annotations

import datetime
import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from articles.publishing.headers import CACHE_CONTROL


def answer(
    request: HttpRequest, body: bytes, *, media_type: str, modified: datetime.datetime | None = None
) -> HttpResponseBase:
    """200 with the body, or 304. The ETag is of the body, so that whatever changes in it is seen."""
    return conditional(request, HttpResponse(body, content_type=media_type), modified=modified)


def conditional(
    request: HttpRequest, response: HttpResponse, *, modified: datetime.datetime | None = None
) -> HttpResponseBase:
    """The response with its headers, or 304 where the request names it. One that is no success is never unchanged."""
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    seconds = int(modified.timestamp()) if modified else None
    response.headers.setdefault("Cache-Control", CACHE_CONTROL)
    if response.status_code != 200:
        return response
    response.headers["ETag"] = tag
    if seconds is not None:
        response.headers["Last-Modified"] = http_date(seconds)
    return get_conditional_response(request, etag=tag, last_modified=seconds, response=response) or response
