"""What somebody typed before they had to sign in again: kept in their session, and offered on the page where they go on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from articles.forms.conversation import LONGEST_FIELD
from articles.views.desk import Answer, View

_KEPT = "typed_before_sign_in"

P = ParamSpec("P")


def keeps_words(shown_at: Callable[P, str]) -> Callable[[View[P] | Answer[P]], Answer[P]]:
    """What is posted without a session is kept until the person has signed in and sees the page at `shown_at(…)`."""

    def decorate(view: View[P] | Answer[P]) -> Answer[P]:
        @wraps(view)
        def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method != "POST" or request.user.is_authenticated:
                return cast("Answer[P]", view)(request, *args, **kwargs)
            path = shown_at(*args, **kwargs)
            words = {name: value[:LONGEST_FIELD] for name, value in request.POST.items() if isinstance(value, str)}
            request.session[_KEPT] = {"path": path, "words": words}
            return redirect_to_login(path)

        return cast("Answer[P]", page)

    return decorate


def typed_before(request: HttpRequest) -> dict[str, str]:
    """The words kept for this page, once; empty when there are none."""
    kept = request.session.get(_KEPT)
    if request.method != "GET" or not kept or kept["path"] != request.path:
        return {}
    del request.session[_KEPT]
    return dict(kept["words"])
