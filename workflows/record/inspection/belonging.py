"""Which rows belong to an article: every guarded table from which foreign keys lead to it.

What is guarded is the record, and goes into the file by being guarded, whoever added the table. What people may change or erase
(private notes, working copies, where somebody stopped reading) has no guard and stays out.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.db.models import ForeignKey, ManyToOneRel, OneToOneRel

from articles import guards
from articles.models import Article, Event, PageChange

Model = type[models.Model]
# Chains stand on their own in the file; what a web host has written is no judgement.
ELSEWHERE: tuple[Model, ...] = (Article, Event, PageChange)
# What opens a door is no record.
SECRET = re.compile(r"token|secret|password")


@dataclass(frozen=True)
class Table:
    """Rows of one model, and the lookup that leads from a row to its article."""

    model: Model
    lookup: str

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    def rows(self, article: Article) -> models.QuerySet[Any]:
        return self.model._base_manager.filter(**{self.lookup: article.pk}).order_by("pk").distinct()


@cache
def tables() -> tuple[Table, ...]:
    """In the order of the shortest way to the article; a history belongs to what it is the history of."""
    guarded = {guard.model for guard in guards.registered()} - {*ELSEWHERE}
    found = {model: lookup for model, lookup in _ways() if model in guarded}
    return tuple(Table(model, lookup) for model, lookup in found.items() if not hasattr(model, "history_object"))


def _ways() -> Iterator[tuple[Model, str]]:
    """Breadth first from the article, against the direction of the keys."""
    seen: set[Model] = {Article}
    waiting: deque[tuple[Model, str]] = deque([(Article, "")])
    while waiting:
        model, lookup = waiting.popleft()
        for relation in model._meta.related_objects:
            other = relation.related_model
            if isinstance(relation, (ManyToOneRel, OneToOneRel)) and isinstance(other, type) and other not in seen:
                seen.add(other)
                way = f"{relation.field.name}__{lookup}" if lookup else relation.field.name
                waiting.append((other, way))
                yield other, way


def columns(model: Model) -> list[models.Field[Any, Any]]:
    """Every column but those that open a door."""
    return [field for field in model._meta.concrete_fields if not SECRET.search(field.name)]


def people_in(model: Model, person: Model) -> list[str]:
    """Names of the columns that hold a person's id."""
    return [f.attname for f in columns(model) if isinstance(f, ForeignKey) and f.related_model is person]
