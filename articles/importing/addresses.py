"""Addresses of a former site in one spelling: path with query, as a browser asks for them here."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

LONGEST = 500
# What campaigns and sharing put behind an address says nothing about the page.
_NOTHING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


def spelled(address: str) -> str:
    """ "https://old.example/Gout/?utm_source=x" as "/Gout"; "/?p=12" as it is. Empty for what is no address of a site."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("", "http", "https") or (not parts.scheme and not address.strip().startswith("/")):
        return ""
    path = "/" + quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._").strip("/")
    pairs = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not name.startswith(_NOTHING)
    ]
    query = urlencode(sorted(pairs))
    found = f"{path}?{query}" if query else path
    return found if len(found) <= LONGEST else ""
