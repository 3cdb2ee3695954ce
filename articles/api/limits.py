"""So many questions a minute from one address, counted in the cache that all processes share."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from articles import strangers


def wait(request: HttpRequest) -> int:
    """Counts this question in; the seconds to wait before the next one, 0 while there is no need."""
    return strangers.seconds_to_wait(request, "api", per_minute=settings.API_PER_MINUTE)
