"""What is answered when something broke: 503 while the database or the files are away, which passes by itself, else 500."""

from __future__ import annotations

import sys
from typing import Final

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from articles.refusals import FilesAway

AWAY: Final = (OperationalError, InterfaceError, FilesAway)
SECONDS: Final = "10"  # after which it is worth while to try again


def server_error(_request: HttpRequest) -> HttpResponse:
    """Django calls it while it handles what broke. The page asks the database nothing, so no context processor runs."""
    is_away = isinstance(sys.exception(), AWAY)
    response = HttpResponse(_page("503.html" if is_away else "500.html"), status=503 if is_away else 500)
    response.headers["Cache-Control"] = "no-store"
    if is_away:
        response.headers["Retry-After"] = SECONDS
    return response


def _page(template: str) -> str:
    context = {
        "publisher_name": settings.PUBLISHER_NAME,
        "page_language": get_language() or settings.LANGUAGE_CODE,
        "emergency_number": settings.EMERGENCY_NUMBER,
    }
    return render_to_string(template, context)
