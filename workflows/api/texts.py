"""The words of a draft: read as blocks, written whole on top of the revision that they are based on."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router

from articles import actions
from articles.audiences import Audience
from articles.forms.text import TextForm
from articles.models import Article, Person, Text, TokenScope
from workflows.api import shapes, telling
from workflows.api.articles import OF_ONE, WRITTEN, IfMatch, Known, ours
from workflows.api.opening import Needs
from workflows.api.problems import conflicting, not_valid, precondition, wanted_precondition

router = Router(tags=["Texts"])
SAVED: Final[dict[int, Any]] = {**WRITTEN, 404: shapes.Problem, 412: shapes.Problem, 428: shapes.Problem}


def text_of(article: Any, audience: Audience) -> Text:
    found = Text.objects.select_related("article").filter(article__uuid=article, audience=audience).first()
    if found is None:
        raise Http404
    return found


@router.get(
    "/articles/{article}/texts/{audience}",
    response={200: shapes.Text, **OF_ONE},
    auth=Needs(TokenScope.READ),
    url_name="text",
)
def text(request: HttpRequest, response: HttpResponse, article: Known, audience: Audience) -> shapes.Text:
    """The saved words for one audience, whole and as blocks."""
    return _told(text_of(article, audience), response)


@router.put(
    "/articles/{article}/texts/{audience}",
    response={200: shapes.Text, **SAVED},
    auth=Needs(TokenScope.WRITE),
    url_name="text",
)
def save_text(
    request: HttpRequest,
    response: HttpResponse,
    article: Known,
    audience: Audience,
    typed: shapes.TypedText,
    if_match: IfMatch = None,
) -> shapes.Text:
    """Save it. What others saved since `base_revision` is merged; 409 with both texts where two changed the same passages.

    With `If-Match` nothing is merged: 412 where anybody saved since.
    """
    found = text_of(article, audience)
    if if_match is not None:
        saved = _save_unchanged(found, typed, if_match, by=ours(request).user)
    elif typed.base_revision is not None:
        saved = _save(found, typed, typed.base_revision, by=ours(request).user)
    else:
        raise wanted_precondition()
    return _told(saved, response)


def _save_unchanged(text: Text, typed: shapes.TypedText, tag: str, *, by: Person) -> Text:
    """Nobody saves between the look at the tag and the saving."""
    with transaction.atomic():
        Article.objects.locked().get(pk=text.article_id)
        text.refresh_from_db()
        if tag not in ("*", _tag(text)):
            raise precondition()
        return _save(text, typed, text.revision, by=by)


def _save(text: Text, typed: shapes.TypedText, base: int, *, by: Person) -> Text:
    """By the rules of the desk's form, where no editor wrote it: a line that would lose something is refused."""
    form = TextForm(typed.model_dump() | {"base_revision": base})
    if not form.is_valid():
        raise not_valid(form.errors)
    try:
        return actions.save_text(text, by=by, **form.typed)
    except actions.EditConflict as conflict:
        raise conflicting(conflict, form.words) from None


def _told(text: Text, response: HttpResponse) -> shapes.Text:
    response.headers["ETag"] = _tag(text)
    return telling.text(text)


def _tag(text: Text) -> str:
    return f'"{text.revision}"'
