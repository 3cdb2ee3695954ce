"""Articles, their texts, references and versions."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Field, Path, Query, Router, Schema
from pydantic import BeforeValidator

from articles.api import shapes, telling
from articles.api.problems import ArticleGone, ArticleMoved
from articles.audiences import Audience
from articles.models import FormerSlug, Topic
from articles.publishing.listing import Dated, Listed, Rows, found, listed, readable, site_url, with_topics_below

router = Router(tags=["Articles"])
MOST_PER_PAGE: Final = 100
LAST_PAGE: Final = 1_000_000
EARLIEST: Final = datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC)
ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LATEST: Final = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)
# What may come back instead of the answer: 304, 429 and 503 of every address, the others where they can happen.
ALWAYS: Final[dict[int, Any]] = {304: None, 422: shapes.Problem, 429: shapes.Problem, 503: shapes.Problem}
OF_ONE: Final[dict[int, Any]] = {**ALWAYS, 301: None, 404: shapes.Problem, 410: shapes.Problem}

Known = Annotated[str, Path(pattern=shapes.SLUG, description="The id of an article (UUID), or its address (`slug`).")]


def _written_out(value: Any) -> Any:
    """A day or moment as ISO 8601 has it; a bare number, which may be seconds or a year, is neither."""
    if isinstance(value, str) and not ISO.match(value):
        raise ValueError("Give it as 2026-05-09")
    return value


Day = Annotated[datetime.date, BeforeValidator(_written_out)]
Moment = Annotated[datetime.datetime, BeforeValidator(_written_out)]


class Filters(Schema):
    """Which articles, and how many at once."""

    topic: str | None = Field(None, pattern=shapes.SLUG, description="In this topic (`slug`), or in one below it.")
    audience: Audience | None = Field(None, description="With a text for them.")
    reviewed_since: Day | None = Field(None, description="Last reviewed on this day or later.")
    changed_since: Moment | None = Field(None, description="Changed at this moment or later.")
    page: int = Field(1, ge=1, le=LAST_PAGE)
    per_page: int = Field(20, ge=1, le=MOST_PER_PAGE)


@router.get("/articles", response={200: shapes.ArticlePage, **ALWAYS, 404: shapes.Problem}, url_name="articles")
def articles(request: HttpRequest, filters: Query[Filters]) -> shapes.ArticlePage:
    """All that readers may read, what changed last first; what was retracted too, marked."""
    rows = _chosen(filters).select_related("version", "article__topic").order_by("-modified", "-pk")
    page = Paginator(rows, filters.per_page).get_page(filters.page)
    if filters.page > page.paginator.num_pages:
        raise Http404
    return shapes.ArticlePage(
        count=page.paginator.count,
        page=page.number,
        pages=page.paginator.num_pages,
        next=_at(filters, page.number + 1) if page.has_next() else None,
        previous=_at(filters, page.number - 1) if page.has_previous() else None,
        articles=[telling.article(entry) for entry in _listed(page)],
    )


def _listed(page: Page[Dated]) -> list[Listed]:
    return listed(page.object_list)


def _chosen(filters: Filters) -> Rows:
    rows = readable()
    if filters.topic is not None:
        topic = Topic.objects.filter(slug=filters.topic).first()
        rows = rows.filter(article__topic__in=with_topics_below(topic)) if topic else rows.none()
    if filters.audience is not None:
        rows = rows.filter(_with_text_for(filters.audience))
    if filters.reviewed_since is not None:
        rows = rows.filter(last_reviewed__gte=filters.reviewed_since, ended_at=None)
    if filters.changed_since is not None:
        rows = rows.filter(modified__gte=_in_utc(filters.changed_since))
    return rows


def _with_text_for(audience: Audience) -> Q:
    """By the lists that hold it: SQLite cannot look into one."""
    held = Q(pk__in=[])
    others = [name.value for name in Audience if name != audience]
    for kept in ([], others[:1], others[1:], others):
        held |= Q(audiences=[name.value for name in Audience if name == audience or name in kept])
    return held


def _in_utc(moment: datetime.datetime) -> datetime.datetime:
    """A moment without a zone is one of UTC; one that no database has a place for, the nearest that it has."""
    known = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return min(max(known, EARLIEST), LATEST)


def _at(filters: Filters, page: int) -> str:
    asked = {**filters.model_dump(mode="json", exclude_none=True), "page": page}
    return f"{site_url()}{reverse('api:articles')}?{urlencode(asked)}"


@router.get("/articles/{article}", response={200: shapes.WholeArticle, **OF_ONE}, url_name="article")
def article(request: HttpRequest, article: Known) -> shapes.WholeArticle:
    """One article, with who wrote and who signed it. 410 with the notice after it was taken down."""
    return telling.whole_article(_found(article, "article"))


@router.get("/articles/{article}/texts/{audience}", response={200: shapes.Text, **OF_ONE}, url_name="text")
def text(request: HttpRequest, article: Known, audience: Audience) -> shapes.Text:
    """The words for one audience, as they were signed: HTML of the dialect, and plain text."""
    entry = _found(article, "text", audience)
    if audience not in entry.publication.audiences:
        raise Http404
    return telling.text(entry, audience)


@router.get("/articles/{article}/references", response={200: shapes.References, **OF_ONE}, url_name="references")
def references(request: HttpRequest, article: Known) -> shapes.References:
    """The works that the version cites, with what became of them."""
    return telling.references(_found(article, "references"))


@router.get("/articles/{article}/versions", response={200: shapes.Versions, **OF_ONE}, url_name="versions")
def versions(request: HttpRequest, article: Known) -> shapes.Versions:
    """The versions that readers got, the newest first."""
    return telling.versions(_found(article, "versions"))


def _found(name: str, view: str, *more: str) -> Listed:
    """By UUID or slug. Raises for what was taken down, what moved, what never was."""
    entry = found(_is(name))
    if entry is not None and entry.is_gone:
        raise ArticleGone(telling.gone(entry))
    if entry is not None:
        return entry
    former = FormerSlug.objects.filter(slug=name, article__publications__in=readable().values("pk")).first()
    if former is not None:
        raise ArticleMoved(view, former.article.slug, *more)
    raise Http404


def _is(name: str) -> Q:
    try:
        return Q(article__uuid=UUID(name))
    except ValueError:
        return Q(article__slug=name)
