"""What stands ahead of the desk and of the administration: the switch of the latter, and a second factor where one is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from articles import second_factors
from articles.models import Person
from articles.views.signed_out import set_aside

# What somebody who has to set one up may still ask: the page that says so, and who is signed in.
OPEN = frozenset({"desk:second_factor", "desk:session"})


class Entrance:
    """Middleware. Asks nothing of the database for pages that are for everybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        assert match is not None
        if match.app_name == "admin":
            if not settings.ADMINISTRATION:
                raise Http404
            return _led(request) if _is_missing_for_administration(request) else None
        if match.namespace != "desk" or match.view_name in OPEN or not _is_missing_at_the_desk(request):
            return None
        return _led(request)


def _is_missing_for_administration(request: HttpRequest) -> bool:
    person = request.user
    return isinstance(person, Person) and person.is_staff and not second_factors.has_one(person)


def _is_missing_at_the_desk(request: HttpRequest) -> bool:
    if not settings.SECOND_FACTOR_ROLES:
        return False
    return isinstance(request.user, Person) and second_factors.is_missing_at_the_desk(request.user)


def _led(request: HttpRequest) -> HttpResponseBase:
    """To the page that says what to do. A script hears that it may not; words that a form sent are set aside until then."""
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate" or "HX-Request" in request.headers:
        raise PermissionDenied(_("Set up a second factor first."))
    if request.method == "POST":
        set_aside(request)
    return redirect("desk:second_factor")
