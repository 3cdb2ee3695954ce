"""Reports on an article: where its reviews stand, what the checks notice, how hard its texts are to read. Nothing is worked out anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from articles.models import Check, TokenScope
from workflows.api import shapes, telling
from workflows.api.articles import LAST_PAGE, MOST_PER_PAGE, OF_ONE, Known, article_of
from workflows.api.opening import Needs
from workflows.models import Review, SignOff
from workflows.permissions import LEFT
from workflows.reviews.statement import is_of_a_member

router = Router(tags=["Reports"])


class Pages(Schema):
    page: int = Field(1, ge=1, le=LAST_PAGE)
    per_page: int = Field(25, ge=1, le=MOST_PER_PAGE)


@router.get(
    "/articles/{article}/reports/reviews",
    response={200: shapes.Reviews, **OF_ONE},
    auth=Needs(TokenScope.REPORTS),
    url_name="reviews",
)
def reviews(request: HttpRequest, article: Known) -> shapes.Reviews:
    """Its reviews, the newest first: how many were asked and signed, and what is missing. Who signed what is on the page of the review."""
    asked = Count("assignments", filter=~Q(assignments__state__in=LEFT), distinct=True)
    signed = Prefetch("sign_offs", SignOff.objects.filter(revocation=None), to_attr="signed")
    rows = Review.objects.filter(version__article=article_of(article)).annotate(asked=asked).prefetch_related(signed)
    found: Any = rows.select_related("version", "board").defer("version__manifest").order_by("-opened_at", "-pk")
    return shapes.Reviews(reviews=[telling.review(row, row.asked, _signatures(row.signed)) for row in found])


def _signatures(standing: Iterable[SignOff]) -> int:
    return sum(is_of_a_member(row.signed) for row in standing)


@router.get(
    "/articles/{article}/reports/flags",
    response={200: shapes.Flags, **OF_ONE},
    auth=Needs(TokenScope.REPORTS),
    url_name="flags",
)
def flags(request: HttpRequest, article: Known, pages: Query[Pages]) -> shapes.Flags:
    """What the checks notice in its draft, answered or not, within and between its texts."""
    found = article_of(article)
    page = Paginator(found.flags.standing().order_by("pk"), pages.per_page).get_page(pages.page)
    if pages.page > page.paginator.num_pages:
        raise Http404
    last = Check.objects.filter(article=found).first()
    return shapes.Flags(
        checked_revision=last.revision if last and last.checked_at else None,
        checked_at=last.checked_at if last else None,
        failed_at=last.failed_at if last else None,
        count=page.paginator.count,
        page=page.number,
        pages=page.paginator.num_pages,
        flags=[telling.flag(row) for row in page],
    )


@router.get(
    "/articles/{article}/reports/levels",
    response={200: shapes.Levels, **OF_ONE},
    auth=Needs(TokenScope.REPORTS),
    url_name="levels",
)
def levels(request: HttpRequest, article: Known) -> shapes.Levels:
    """How hard each text of the draft is to read, as it was last checked."""
    return shapes.Levels(levels=[telling.level(row) for row in article_of(article).levels.all()])
