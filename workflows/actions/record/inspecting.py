"""Looking at the record: who takes an inspection file is on record too."""

from __future__ import annotations

from django.db import transaction

from articles import record
from articles.models import Article, Person
from articles.permissions import Desk, require
from workflows.record.inspection import Inspection, gather


@transaction.atomic
def inspect(article: Article, *, by: Person) -> Inspection:
    """Everything about the article at this moment, for an auditor or a managing editor; the command line acts as the system."""
    require(may_inspect(by))
    locked = Article.objects.locked().get(pk=article.pk)
    record.append(locked.stream, "inspected", by=by)
    return gather(locked, for_whom=by)


def may_inspect(by: Person) -> bool:
    desk = Desk.of(by)
    return desk.audits or desk.manages or by == Person.objects.system()
