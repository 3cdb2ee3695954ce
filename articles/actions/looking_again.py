"""Drafts to check anew because a work of the library changed, though no word of theirs did."""

from __future__ import annotations

from django.db.models import Q

from articles.models import Article, Check, Reference


def look_again(*references: Reference) -> None:
    """Inside the caller's transaction: the checks go over every draft that lists or cites one of these, within seconds."""
    mentioned = Q(pk=None)
    for row in references:
        in_text = Q(texts__summary__contains=row.key) | Q(texts__body__contains=row.key)
        mentioned |= Q(reference_keys__icontains=f'"{row.key}"') | in_text
    Check.objects.filter(article__in=Article.objects.filter(mentioned).values("pk")).update(rules="")
