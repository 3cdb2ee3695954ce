"""Topics and the glossary."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from articles import models
from articles.api import shapes, telling
from articles.api.articles import ALWAYS
from articles.publishing.listing import readable

router = Router(tags=["Topics and glossary"])


@router.get("/topics", response={200: shapes.Topics, **ALWAYS}, url_name="topics")
def topics(request: HttpRequest) -> shapes.Topics:
    """Topics that hold articles, and those above them, by name."""
    rows = {row.pk: row for row in models.Topic.objects.order_by("name", "pk")}
    counts = dict(readable().values_list("article__topic").annotate(articles=Count("pk")))
    shown = _with_those_above(rows, counts)
    return shapes.Topics(topics=[_topic(row, rows, counts.get(pk, 0)) for pk, row in rows.items() if pk in shown])


def _with_those_above(rows: Mapping[int, models.Topic], counts: Mapping[int, int]) -> set[int]:
    found: set[int] = set()
    for pk in counts:
        at = rows.get(pk)
        while at is not None and at.pk not in found:
            found.add(at.pk)
            at = rows.get(at.parent_id or 0)
    return found


def _topic(row: models.Topic, rows: Mapping[int, models.Topic], articles: int) -> shapes.Topic:
    parent = rows.get(row.parent_id or 0)
    return shapes.Topic(slug=row.slug, name=row.name, parent=parent.slug if parent else None, articles=articles)


class Asked(Schema):
    language: str = Field("en", pattern=r"^[a-z]{2,3}$")


@router.get("/glossary", response={200: shapes.Glossary, **ALWAYS}, url_name="glossary")
def glossary(request: HttpRequest, asked: Query[Asked]) -> shapes.Glossary:
    """The terms of a language, with the definitions that a board member signed."""
    rows = models.Definition.objects.in_force().filter(term__language=asked.language).select_related("term")
    return shapes.Glossary(terms=[telling.term(row) for row in rows.order_by("term__key")])
