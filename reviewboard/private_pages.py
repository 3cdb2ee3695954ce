"""What only somebody who is signed in may read is kept by no cache and shown to nobody by the way back of a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

PRIVATE: Final = ("/desk/", "/accounts/", "/administration/")


class NotKept:
    """Middleware. Ward computers are shared: after signing out, the page before is asked for again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(PRIVATE):
            response.headers["Cache-Control"] = "private, no-store"
        return response
