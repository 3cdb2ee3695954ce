"""A zero byte is no error of the server: PostgreSQL takes none in words, and no browser lets anybody type one.

In the query of an address it is left aside. Forms refuse one in words; what a page reads of a form by itself is no good request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest
from django.http.response import HttpResponseBase

ZERO_BYTE: Final = "%00"


class NoZeroBytes:
    """Middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")  # a server may leave it out (PEP 3333)
        # Taken out, one may make another of what stood around it.
        while ZERO_BYTE in query:
            query = request.META["QUERY_STRING"] = query.replace(ZERO_BYTE, "")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, DataError) and ZERO_BYTE in request.POST.urlencode():
            raise BadRequest from exception
