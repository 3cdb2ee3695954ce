"""A zero byte in the query of an address is left aside: PostgreSQL takes none in words, and no browser lets anybody type one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

ZERO_BYTE: Final = "%00"


class NoZeroBytes:
    """Middleware. Forms refuse one in words; pages read their queries as they come."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")  # a server may leave it out (PEP 3333)
        # Taken out, one may make another of what stood around it.
        while ZERO_BYTE in query:
            query = request.META["QUERY_STRING"] = query.replace(ZERO_BYTE, "")
        return self.get_response(request)
