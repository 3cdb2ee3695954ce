"""What every stored page is sent with: caching as S4 says, and the security headers of a page whose one script is ours."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

from django.conf import settings

CACHE_CONTROL = "public, max-age=60, s-maxage=300, must-revalidate"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The card alone may stand in pages of others: it says what it is of, and nothing in it can be clicked but links.
CARD_POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors *"
HSTS = "max-age=31536000; includeSubDomains"


def security_headers() -> dict[str, str]:
    headers = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in settings.PERMISSIONS_POLICY),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    if settings.SITE_URL.startswith("https://"):
        headers["Strict-Transport-Security"] = HSTS
    return headers


def card_headers() -> dict[str, str]:
    """Headers of the one page that others may frame."""
    headers = {**security_headers(), "Content-Security-Policy": CARD_POLICY, "X-Robots-Tag": "noindex"}
    del headers["X-Frame-Options"]
    return headers


def export_headers(*, name: str, media_type: str, modified: datetime) -> dict[str, str]:
    """Headers of a file made of a live article; search engines list the page, not its exports."""
    return {
        "Content-Type": f"{media_type}; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": CACHE_CONTROL,
        "Last-Modified": format_datetime(modified, usegmt=True),
        "X-Robots-Tag": "noindex",
    }


def page_headers(*, language: str, modified: datetime, indexed: bool) -> dict[str, str]:
    """Headers of one page, whatever its encoding; the length, the encoding and the ETag are the store's."""
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Language": language,
        "Cache-Control": CACHE_CONTROL,
        "Vary": "Accept-Encoding",
        "Last-Modified": format_datetime(modified, usegmt=True),
        **security_headers(),
    }
    if not indexed:
        headers["X-Robots-Tag"] = "noindex"
    return headers
