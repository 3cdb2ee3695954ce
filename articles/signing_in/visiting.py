"""Where a request comes from, as it is noted of whoever wants to come in."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from articles import browsers
from articles.actions.signing_in import Visitor


def visitor(request: HttpRequest, name: str | None = None) -> Visitor:
    """`name`: of the browser, where it is just being given one."""
    named = name or request.COOKIES.get(settings.BROWSER_COOKIE_NAME, "")
    mark = salted_hmac("articles.signing_in", named, algorithm="sha256").hexdigest() if named else ""
    address = DefaultAccountAdapter(request).get_client_ip(request)
    return Visitor(browsers.short(request.headers.get("User-Agent", "")), address, mark)
