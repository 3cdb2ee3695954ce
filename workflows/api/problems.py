"""What goes wrong, as problem details (RFC 9457): the sentence that a page would show, and the field that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from articles.actions import EditConflict
from articles.actions.writing import saved_words
from articles.api.problems import MEDIA_TYPE
from articles.outside.asking import ServiceAway
from articles.refusals import Refusal
from articles.text.merging.whole import Words
from workflows.api.shapes import Conflict, Passage, Problem, TheirWords, Wrong, YourWords


class NotDone(Exception):
    """Nothing was changed; `response` says why."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__(response.status_code)
        self.response = response


def problem(
    status: HTTPStatus,
    sentence: str,
    *,
    errors: Iterable[Wrong] = (),
    conflict: Conflict | None = None,
    **headers: str,
) -> HttpResponse:
    """`headers` with "_" for "-"."""
    told = Problem(
        title=status.phrase, status=status.value, detail=sentence, errors=list(errors), conflict=conflict
    ).model_dump_json(exclude_none=True)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(told, status=status.value, content_type=MEDIA_TYPE, headers=named)


def refused(refusal: Refusal, *, field: str = "") -> HttpResponse:
    """422 with the sentence of the action; its details one by one."""
    sentence = str(refusal.sentence)
    details = [str(detail) for detail in refusal.details]
    errors = [Wrong(field=field, sentence=detail) for detail in details or ([sentence] if field else [])]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, sentence, errors=errors)


def not_valid(errors: Mapping[str, Iterable[Any]]) -> NotDone:
    """Of a form of the desk: field → sentences."""
    told = [
        Wrong(field="" if field == NON_FIELD_ERRORS else field, sentence=str(sentence))
        for field, sentences in errors.items()
        for sentence in sentences
    ]
    return NotDone(problem(HTTPStatus.UNPROCESSABLE_ENTITY, _("Put this right and send it again."), errors=told))


def precondition() -> NotDone:
    """RFC 9110, 13.1.1."""
    sentence = _("Somebody else saved this since you read it. Read it again, then send your change.")
    return NotDone(problem(HTTPStatus.PRECONDITION_FAILED, sentence))


def wanted_precondition() -> NotDone:
    """RFC 6585, section 3: without it the work of others would be lost."""
    sentence = _("Say what your change is based on: send “If-Match” with the “ETag” that you read.")
    return NotDone(problem(HTTPStatus.PRECONDITION_REQUIRED, sentence))


def conflicting(conflict: EditConflict, typed: Words) -> NotDone:
    """409 with both texts, and each passage that both changed. Nothing was saved."""
    theirs = conflict.current
    passages = [
        Passage(place=place, before=one.base, theirs=one.theirs, yours=one.mine)
        for place, one in conflict.merge.conflicts.items()
    ]
    told = Conflict(
        theirs=TheirWords(revision=theirs.revision, **asdict(saved_words(theirs))),
        yours=YourWords(**asdict(typed.canonical())),
        passages=passages,
    )
    sentence = str(conflict.sentence)
    return NotDone(problem(HTTPStatus.CONFLICT, sentence, conflict=told))


def unauthorised(sentence: str) -> HttpResponse:
    """RFC 6750, section 3. Whether the token was missing, wrong or over is not said."""
    return problem(HTTPStatus.UNAUTHORIZED, sentence, WWW_Authenticate='Bearer realm="work"')


def too_often(sentence: str, seconds: int) -> HttpResponse:
    return problem(HTTPStatus.TOO_MANY_REQUESTS, sentence, Retry_After=str(seconds))


def not_found(_request: HttpRequest, _fault: object) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, _("There is nothing here."))


def not_allowed(allow: str) -> HttpResponse:
    return problem(HTTPStatus.METHOD_NOT_ALLOWED, _("This address does not have this method."), Allow=allow)


def _forbidden(_request: HttpRequest, fault: Any) -> HttpResponse:
    return problem(HTTPStatus.FORBIDDEN, str(fault) or _("You may not do this."))


def _not_done(_request: HttpRequest, fault: Any) -> HttpResponse:
    response: HttpResponse = fault.response
    return response


def _refused(_request: HttpRequest, fault: Any) -> HttpResponse:
    return refused(fault)


def _service_away(_request: HttpRequest, fault: Any) -> HttpResponse:
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(fault), Retry_After="60")


def _not_understood(_request: HttpRequest, fault: Any) -> HttpResponse:
    errors = [Wrong(field=_place(error["loc"]), sentence=str(error["msg"])) for error in fault.errors]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, _("What was sent is not understood."), errors=errors)


def _place(loc: tuple[Any, ...]) -> str:
    """Without where it was sent and the name of the parameter: "contributors/0/name"."""
    return "/".join(str(part) for part in (loc[2:] if loc and loc[0] == "body" else loc[-1:]))


def _malformed(_request: HttpRequest, fault: Any) -> HttpResponse:
    return problem(HTTPStatus(fault.status_code), _("What was sent is no JSON."))


def _away(_request: HttpRequest, _fault: object) -> HttpResponse:
    """The database is, which passes by itself."""
    sentence = _("Our records cannot be read for the moment. Ask again in a minute.")
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, sentence, Retry_After="60")


HANDLERS: Final[Mapping[type[Exception], Any]] = {
    Http404: not_found,
    PermissionDenied: _forbidden,
    NotDone: _not_done,
    Refusal: _refused,
    ServiceAway: _service_away,
    ValidationError: _not_understood,
    HttpError: _malformed,
    OperationalError: _away,
    InterfaceError: _away,
}


def install(api: NinjaAPI) -> None:
    for fault, handler in HANDLERS.items():
        api.add_exception_handler(fault, handler)
