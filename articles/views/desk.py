"""What every desk page of this app begins with: who is asking, and whether the page is for them."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.models import Article, Person
from articles.permissions import Desk, require
from articles.rights import scopes_within

ROWS_PER_PAGE = 25

P = ParamSpec("P")
Row = TypeVar("Row", bound=Model)


class DeskRequest(HttpRequest):
    """A request of somebody who is signed in, with their desk roles."""

    user: Person
    desk: Desk


View = Callable[Concatenate[DeskRequest, P], HttpResponseBase]
Answer = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def reads_drafts(view: View[P]) -> Answer[P]:
    """Sign-in for strangers, 403 for whoever may not read drafts."""
    return _page(view, lambda desk: desk.may_read_drafts)


def writes_drafts(view: View[P]) -> Answer[P]:
    """Sign-in for strangers, 403 for whoever may not change drafts."""
    return _page(view, lambda desk: desk.may_draft)


def reads_library(view: View[P]) -> Answer[P]:
    """Sign-in for strangers, 403 for whoever may not read the library."""
    return _page(view, lambda desk: desk.may_read_library)


def keeps_library(view: View[P]) -> Answer[P]:
    """Sign-in for strangers, 403 for whoever may not change the library."""
    return _page(view, lambda desk: desk.may_keep_library)


def operates(view: View[P]) -> Answer[P]:
    """Sign-in for strangers, 403 for whoever does not operate the installation."""
    return _page(view, lambda desk: desk.operates)


def administers(view: View[P]) -> Answer[P]:
    """Sign-in for strangers, 403 for whoever is no administrator."""
    return _page(view, lambda desk: desk.administers)


def uses_tokens(view: View[P]) -> Answer[P]:
    """Sign-in for strangers, 403 for whoever has no right that a token could use."""
    return _page(view, lambda desk: bool(scopes_within(desk.roles)))


def _page(view: View[P], allowed: Callable[[Desk], bool]) -> Answer[P]:
    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        ours = cast("DeskRequest", request)
        ours.desk = Desk.of(request.user)
        require(allowed(ours.desk))
        return view(ours, *args, **kwargs)

    return cast("Answer[P]", login_required(page))


def page_of(rows: QuerySet[Row], request: HttpRequest) -> Page[Row]:
    return Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))


def kept_query(**values: str) -> str:
    """What the links to other pages of a list keep of its address: "&q=…" or nothing."""
    kept = {name: value for name, value in values.items() if value}
    return f"&{urlencode(kept)}" if kept else ""


def tabs(article: Article, current: str) -> list[dict[str, object]]:
    """The pages of one article, as `components/tabs.html` wants them."""
    first = next(iter(article.audiences), "patient")
    pages = [
        ("article", _("Overview"), reverse("desk:article", args=[article.pk])),
        ("article_edit", _("Texts"), reverse("desk:article_edit", args=[article.pk, first])),
        ("article_details", _("Details"), reverse("desk:article_details", args=[article.pk])),
        ("draft_tasks", _("Tasks"), reverse("desk:draft_tasks", args=[article.pk])),
        ("article_citations", _("Citations"), reverse("desk:article_citations", args=[article.pk])),
        ("article_terms", _("Terms"), reverse("desk:article_terms", args=[article.pk, first])),
        ("article_images", _("Images"), reverse("desk:article_images", args=[article.pk])),
        ("article_flags", _("Flags"), reverse("desk:article_flags", args=[article.pk])),
        ("article_plain", _("Plain language"), reverse("desk:article_plain", args=[article.pk, first])),
        ("article_comments", _("Comments"), reverse("desk:article_comments", args=[article.pk])),
        ("article_readers", _("Readers"), reverse("desk:article_readers", args=[article.pk])),
        ("article_files", _("Take out"), reverse("desk:article_files", args=[article.pk])),
        ("article_history", _("History"), reverse("desk:article_history", args=[article.pk])),
    ]
    return [{"url": url, "label": label, "current": name == current} for name, label, url in pages]
