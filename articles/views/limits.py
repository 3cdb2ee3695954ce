"""So many times a minute and no more: what one person may have this server ask of others."""

from __future__ import annotations

import time

from django.core.cache import cache

from articles.models import Person

MOST_PER_MINUTE = 30


def asks_too_often(person: Person, what: str) -> bool:
    """Counts this time in; each `what` is counted by itself."""
    key = f"{what}:{person.pk}:{int(time.time() // 60)}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) > MOST_PER_MINUTE
    except ValueError:
        # The cache went away, or came back, between the two and took the count with it.
        return False
