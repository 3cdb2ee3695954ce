"""What goes wrong, as problem details (RFC 9457) with a sentence for people."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from articles.api.shapes import Gone, Problem

MEDIA_TYPE: Final = "application/problem+json"


class ArticleGone(Exception):
    """The article was taken down; S5 wants its notice in every copy."""

    def __init__(self, gone: Gone) -> None:
        super().__init__(gone.notice)
        self.gone = gone


class ArticleMoved(Exception):
    """The article has another address now: the view of this name, with these words instead of the former slug."""

    def __init__(self, view: str, *words: str) -> None:
        super().__init__(*words)
        self.address = reverse(f"api:{view}", args=words)


def problem(status: HTTPStatus, sentence: str, *, gone: Gone | None = None, **headers: str) -> HttpResponse:
    """`headers` with "_" for "-"."""
    told = Problem(title=status.phrase, status=status.value, detail=sentence, gone=gone)
    body = told.model_dump_json(exclude_none=True)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(body, status=status.value, content_type=MEDIA_TYPE, headers=named)


def not_found(_request: HttpRequest, _fault: object) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, _("There is nothing here that readers may see."))


def _gone(_request: HttpRequest, fault: Any) -> HttpResponse:
    return problem(HTTPStatus.GONE, fault.gone.notice, gone=fault.gone)


def _moved(_request: HttpRequest, fault: Any) -> HttpResponse:
    return HttpResponse(status=HTTPStatus.MOVED_PERMANENTLY.value, headers={"Location": fault.address})


def _not_understood(_request: HttpRequest, fault: Any) -> HttpResponse:
    words = "; ".join(_said(error) for error in fault.errors)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, _("The question is not understood: %s.") % words)


def _away(_request: HttpRequest, _fault: object) -> HttpResponse:
    """The database is, which passes by itself."""
    sentence = _("Our records cannot be read for the moment. Ask again in a minute.")
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, sentence, Retry_After="60", Cache_Control="no-store")


def _said(error: dict[str, Any]) -> str:
    return f"{error['loc'][-1]}: {error['msg']}"


def install(api: NinjaAPI) -> None:
    api.add_exception_handler(Http404, not_found)
    api.add_exception_handler(ArticleGone, _gone)
    api.add_exception_handler(ArticleMoved, _moved)
    api.add_exception_handler(ValidationError, _not_understood)
    for fault in (OperationalError, InterfaceError):
        api.add_exception_handler(fault, _away)
