"""How every address of the API for work is answered: to whoever has a token, not too often, and to nobody by a cookie."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja.security.base import AuthBase

from articles import actions, strangers
from articles.models import Person, TokenScope, WorkToken
from articles.permissions import Desk
from workflows.api import kept_answers
from workflows.api.problems import not_allowed, not_found, problem, too_often, unauthorised

View = Callable[..., HttpResponseBase]
FAILURES: Final = "work-token"
# As many as sign-ins from one address may fail in a minute.
MOST_FAILURES: Final = 10
# For one reader, who may not keep it; not for search engines.
PRIVATE: Final = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}


class WorkRequest(HttpRequest):
    """A request that came with a token; `user` is whose it is, whatever cookies came along."""

    user: Person
    token: WorkToken
    desk: Desk
    asking: kept_answers.Asking


class Needs(AuthBase):
    """An operation asks for a token with these scopes, whose person has the right for each at this moment.

    `waits`: it asks other services, and so holds no transaction open.
    """

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = (
        "A token that a person made at `/desk/tokens/`. What each operation needs of its scopes is named there."
    )

    def __init__(self, *scopes: TokenScope, waits: bool = False) -> None:
        self.scopes, self.waits = scopes, waits
        super().__init__()

    def __call__(self, request: HttpRequest) -> WorkToken:
        ours = cast("WorkRequest", request)
        missing = [scope.value for scope in self.scopes if scope.value not in ours.token.scopes]
        if missing:
            raise PermissionDenied(_("The token lacks the scope “%s”.") % ", ".join(missing))
        if not actions.may_use(ours.token, ours.desk, self.scopes):
            raise PermissionDenied(_("You have no right to this now, so that your token has none."))
        kept_answers.begin(request, ours.token, ours.asking, waits=self.waits)
        return ours.token


def worked(view: View) -> View:
    """The view, for whoever has a token. No cookie opens it, so that no other site can have a browser send anything."""

    @csrf_exempt
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(settings.LANGUAGE_CODE):
            response = _shut_out(request) or _let_in(view, request, *args, **kwargs)
        for name, value in PRIVATE.items():
            response.headers[name] = value
        return response

    return answer


def described(view: View) -> View:
    """The description is for everybody, and holds nothing of anybody."""

    @csrf_exempt
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return not_allowed("GET, HEAD")
        seconds = strangers.seconds_to_wait(request, "work-description", per_minute=settings.API_PER_MINUTE)
        if seconds:
            return too_often(_("There were too many questions in this minute. Please wait."), seconds)
        response = _read(view, request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return answer


def _shut_out(request: HttpRequest) -> HttpResponse | None:
    seconds = strangers.seconds_locked(request, FAILURES, most=MOST_FAILURES)
    if seconds:
        return too_often(_("Too many tokens from your network were wrong. Please wait."), seconds)
    if _length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("This is longer than any text may be."))
    return None


def _length(request: HttpRequest) -> int:
    told = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 19 else 0


def _let_in(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return unauthorised(_("Send a token: “Authorization: Bearer rbwork_…”."))
    token = actions.token_of(secret.strip())
    if token is None:
        strangers.count(request, FAILURES)
        return unauthorised(_("This token opens nothing. Make a new one at the desk."))
    with translation.override(token.person.reads_in):
        return _asked(view, request, token, *args, **kwargs)


def _asked(view: View, request: HttpRequest, token: WorkToken, *args: Any, **kwargs: Any) -> HttpResponseBase:
    seconds = strangers.seconds_to_wait_of(f"work:{token.pk}", per_minute=settings.WORK_API_PER_MINUTE)
    if seconds:
        return too_often(_("There were too many questions in this minute. Please wait."), seconds)
    actions.note_use(token)
    ours = cast("WorkRequest", request)
    ours.user, ours.token, ours.desk = token.person, token, Desk.of(token.person)
    # An auditor's reads are on record, by token too (`articles.reads`).
    vars(request)["_cached_user"] = token.person
    ours.asking = kept_answers.Asking()
    with ours.asking.until_answered:
        return kept_answers.keep(_read(view, request, *args, **kwargs), ours.asking)


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """HEAD is answered as GET; whoever sends the answer leaves its body out."""
    method = request.method
    request.method = "GET" if method == "HEAD" else method
    try:
        response = view(request, *args, **kwargs)
    except Http404 as fault:
        return not_found(request, fault)
    finally:
        request.method = method
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return not_allowed(response.headers.get("Allow", ""))
    return response
