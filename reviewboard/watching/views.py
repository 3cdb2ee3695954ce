"""`/livez`, `/readyz` and `/metrics`: answered ahead of everything else (`middleware.AHEAD`), never kept by anybody."""

from __future__ import annotations

import ipaddress
import secrets
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from reviewboard.watching import counting, readiness, telling

PLAIN: Final = "text/plain; charset=utf-8"


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers. Touches nothing."""
    return _answer(b"alive\n", 200)


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """A word for each part; 503 where one is not ready."""
    parts = readiness.parts()
    body = "".join(f"{part}\n" for part in parts).encode()
    return _answer(body, 200 if all(part.is_ready for part in parts) else 503)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus alone; to everybody else there is no such page."""
    if not may_read_metrics(request):
        return _answer(b"Not Found\n", 404)
    with counting.counted(settings.METRICS_FOLDER) as registry:
        body = generate_latest(registry)
    return _answer(body + generate_latest(telling.registry()), 200, CONTENT_TYPE_LATEST)


def may_read_metrics(request: HttpRequest) -> bool:
    """By the token; or from an allowed network, if it came straight from there: behind a proxy everybody has the proxy's address."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    token = settings.METRICS_TOKEN
    if token and scheme.lower() == "bearer" and secrets.compare_digest(given.encode(), token.encode()):
        return True
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in network for network in settings.METRICS_NETWORKS)


def _answer(body: bytes, status: int, media_type: str = PLAIN) -> HttpResponse:
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    answer = HttpResponse(body, status=status, content_type=media_type, headers=headers)
    # For Django's handler: a probe that asks every few seconds would fill the log with one answer.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer
