"""People who are not signed in: how often one address asks, without keeping which it is."""

from __future__ import annotations

import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MINUTE = 60
HOUSEHOLD = 64  # bits of an IPv6 address that a network is given; the rest its machines choose for themselves


def seconds_to_wait(request: HttpRequest, what: str, *, per_minute: int) -> int:
    """Counts this time in; the seconds to wait before the next one, 0 while there is no need. Each `what` is counted by itself."""
    return seconds_to_wait_of(_name(request, what), per_minute=per_minute)


def seconds_to_wait_of(name: str, *, per_minute: int) -> int:
    """The same for whatever else is counted by a name of its own."""
    now = time.time()
    return MINUTE - int(now % MINUTE) if _counted(name, now) > per_minute else 0


def count(request: HttpRequest, what: str) -> None:
    """One more from this address, such as something that failed."""
    _counted(_name(request, what), time.time())


def seconds_locked(request: HttpRequest, what: str, *, most: int) -> int:
    """The seconds until this address may try again, where `count` was called so many times in this minute; counts nothing."""
    now = time.time()
    return MINUTE - int(now % MINUTE) if cache.get(_key(_name(request, what), now), 0) >= most else 0


def _counted(name: str, now: float) -> int:
    key = _key(name, now)
    cache.add(key, 0, timeout=2 * MINUTE)
    try:
        return cache.incr(key)
    except ValueError:
        # The cache went away, or came back, between the two and took the count with it.
        return 0


def _key(name: str, now: float) -> str:
    return f"{name}:{int(now // MINUTE)}"


def _name(request: HttpRequest, what: str) -> str:
    return f"{what}:{_whose(request)}"


def _whose(request: HttpRequest) -> str:
    """Never the address itself: the cache may be read by others."""
    return salted_hmac("articles.strangers", _household(_address(request)), algorithm="sha256").hexdigest()[:32]


def _household(address: str) -> str:
    """Of an IPv6 address its network: who is given one has as many addresses as there are."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, HOUSEHOLD), strict=False))


def _address(request: HttpRequest) -> str:
    """Of whoever asks; behind a proxy of ours what that proxy says, which nobody else can write last."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return str(forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", ""))
