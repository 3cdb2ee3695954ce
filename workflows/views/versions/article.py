"""The overview of an article: where it stands, who is in it, what is open, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.actions import unanswered_flags
from articles.draft import declared_texts, problems
from articles.models import Article, CoEditor, Contributor, Person, Publication, Text, Version
from articles.permissions import Desk
from articles.prepared import prepared
from articles.text.plain import plain
from articles.views.desk import DeskRequest, tabs
from workflows.actions.reviews.answering import unanswered
from workflows.models import DraftTask, Review
from workflows.views.access import article_for
from workflows.views.record.timeline import timeline
from workflows.views.reviews.people import Seat, seats
from workflows.views.versions.offers import Offer, offers, offers_for_live


@dataclass(frozen=True)
class TextRow:
    """A declared text with its length in words."""

    text: Text
    words: int


@login_required
@require_safe
def overview(request: DeskRequest, pk: int) -> HttpResponse:
    article, desk = article_for(request.user, pk), Desk.of(request.user)
    versions = of_article(_versions(pk), article)
    newest = versions[0] if versions else None
    entries, left_out = timeline(article, everything=request.GET.get("events") == "all")
    context = {
        "article": article,
        "newest": newest,
        "versions": versions,
        "publications": of_article(_publications(pk), article),
        "contributors": of_article(_contributors(pk), article),
        "co_editors": of_article(_co_editors(pk), article),
        "draft_tasks": of_article(_draft_tasks(pk), article),
        "unanswered": unanswered(article),
        "offers": offers(article, newest, request.user),
        "for_live": _for_live(article, request.user),
        "entries": entries,
        "left_out": left_out,
        "tabs": tabs(article, "article"),
        "may_inspect": desk.audits or desk.manages,
        "desk": desk,
        "section": "articles",
        **_draft(article, newest),
        **_review(newest),
    }
    return render(request, "workflows/article.html", context)


Row = TypeVar("Row", Version, Publication, Contributor, CoEditor, DraftTask)


def of_article(rows: list[Row], article: Article) -> list[Row]:
    """The rows, of which each knows the article that they belong to."""
    for row in rows:
        row.article = article
    return rows


@prepared
def _versions(article: int) -> QuerySet[Version]:
    return Version.objects.filter(article=article).select_related("submitted_by").order_by("-number")


@prepared
def _publications(article: int) -> QuerySet[Publication]:
    return Publication.objects.filter(article=article).select_related("version")


@prepared
def _contributors(article: int) -> QuerySet[Contributor]:
    return Contributor.objects.filter(article=article)


@prepared
def _co_editors(article: int) -> QuerySet[CoEditor]:
    return CoEditor.objects.filter(article=article).select_related("person")


@prepared
def _draft_tasks(article: int) -> QuerySet[DraftTask]:
    return DraftTask.objects.open().filter(article=article).select_related("person")


@prepared
def _live(article: int) -> QuerySet[Publication]:
    live = Publication.objects.live().filter(article=article)
    return live.select_related("version__article").order_by("pk")[:1]


def _for_live(article: Article, person: Person) -> list[Offer]:
    return [offer for live in _live(article.pk) for offer in offers_for_live(live.version, person)]


def _draft(article: Article, newest: Version | None) -> dict[str, Any]:
    """The living draft; what is missing in it matters while it is not with a board."""
    ahead = newest is None or newest.revision != article.revision
    return {
        "texts": [TextRow(text, len(plain(text.body).split())) for text in declared_texts(article).values()],
        "ahead": ahead,
        "problems": [*problems(article), *unanswered_flags(article)]
        if ahead and not (newest and newest.is_open)
        else [],
    }


def _review(newest: Version | None) -> dict[str, Any]:
    review: Review | None = newest.reviews.select_related("board").first() if newest else None
    members: list[Seat] = seats(review) if review else []
    return {"review": review, "members": members}
