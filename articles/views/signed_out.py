"""Words that arrived after the session had ended: set aside with the browser's new session until their writer signs in."""

from __future__ import annotations

from functools import wraps
from typing import ParamSpec, cast

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from articles.models import Person, Text
from articles.views.desk import Answer

P = ParamSpec("P")
_ASIDE = "words_typed"
_FIELDS = ("summary", "body", "description", "note", "base_revision", "kept_at", "window", "written_in_editor")
_signer = Signer(salt="articles.views.signed_out")


def mark_of(text: Text, person: Person) -> str:
    """Says in the form who writes which text. It is signed, so that no stranger fills sessions with words."""
    return _signer.sign(f"{text.article_id}:{text.audience}:{person.pk}")


def sets_words_aside(page: Answer[P]) -> Answer[P]:
    """For the editing page, outside of the check who is signed in: what was posted waits until somebody is."""

    @wraps(page)
    def kept(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            set_aside(request)
        return page(request, *args, **kwargs)

    return cast("Answer[P]", kept)


def set_aside(request: HttpRequest) -> None:
    """What was posted from an editing page waits with this session; anything else is nothing to keep."""
    try:
        whose = _signer.unsign(request.POST.get("typed_by", ""))
    except BadSignature:
        return
    request.session[_ASIDE] = {"whose": whose, **{name: request.POST.get(name, "") for name in _FIELDS}}


def words_aside(request: HttpRequest, text: Text, person: Person) -> dict[str, str] | None:
    """What this person posted for this text before they signed in; nobody else gets it."""
    aside = request.session.get(_ASIDE) or {}
    return aside if _signer.sign(aside.get("whose", "")) == mark_of(text, person) else None


def forget_words_aside(request: HttpRequest) -> None:
    request.session.pop(_ASIDE, None)
