"""Which addresses may be asked from here, without letting anybody reach what only this server reaches.

A host is resolved, and refused unless every address it has is public; whoever asks connects to the very address that was
looked at, so that a name that resolves differently the second time leads nowhere.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from typing import Final

import httpx
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles.refusals import Sentence

PORTS: Final = frozenset({80, 443})
# Networks in which another address is written: what they lead to is not what was looked at.
_TUNNELS: Final = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


class Unsafe(Exception):
    """The address leads where a request from here must not go; the sentence says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__()
        self.sentence = sentence


def public_places(url: httpx.URL) -> Iterator[str]:
    """Addresses of the host, IPv4 first; raises `Unsafe` for a host that is, or also is, inside."""
    if url.scheme not in ("http", "https") or url.userinfo:
        raise Unsafe(_("It leads to an address that is no page of the web."))
    port = url.port or (443 if url.scheme == "https" else 80)
    found = socket.getaddrinfo(url.raw_host.decode(), port, type=socket.SOCK_STREAM)
    places = [ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_rest, place in found]
    if not all(_is_allowed(place, port) for place in places):
        raise Unsafe(_("It looks unsafe: it leads into a private network or to an unusual port."))
    ordered = sorted(dict.fromkeys(places), key=lambda place: place.version)
    return iter([str(place) for place in ordered])


def _is_allowed(place: ipaddress.IPv4Address | ipaddress.IPv6Address, port: int) -> bool:
    if settings.LINK_CHECK_LOOPBACK and place.is_loopback:
        return True
    return port in PORTS and _is_public(place)


def _is_public(place: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    mapped = getattr(place, "ipv4_mapped", None)
    if mapped is not None:
        return _is_public(mapped)
    in_tunnel = any(place in network for network in _TUNNELS if network.version == place.version)
    is_old_private = getattr(place, "is_site_local", False)
    return place.is_global and not (place.is_multicast or place.is_reserved or is_old_private or in_tunnel)
