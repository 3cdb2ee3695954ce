"""The references of an article with which of its texts cite them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from articles.audiences import Audience
from articles.draft import cited_keys, declared_texts
from articles.models import Article, Reference, Text


@dataclass(frozen=True)
class ReferenceRow:
    """A work on the article's list or cited by one of its texts."""

    reference: Reference
    cited_by: tuple[str | Promise, ...]


def reference_list_of(article: Article, texts: Mapping[str, Text] | None = None) -> list[ReferenceRow]:
    """In the order of the list, then what texts cite beside it; two queries however many there are, one with texts at hand."""
    texts = declared_texts(article) if texts is None else texts
    cited = {audience: frozenset(cited_keys([text])) for audience, text in texts.items()}
    keys = list(dict.fromkeys([*article.reference_keys, *(key for found in cited.values() for key in sorted(found))]))
    return [ReferenceRow(row, _cited_by(row.key, cited)) for row in _in_order(keys)]


def _in_order(keys: list[str]) -> Iterable[Reference]:
    found = {row.key: row for row in Reference.objects.filter(key__in=keys).select_related("watch")}
    return [found[key] for key in keys if key in found]


def _cited_by(key: str, cited: dict[str, frozenset[str]]) -> tuple[str | Promise, ...]:
    return tuple(Audience(audience).label for audience, keys in cited.items() if key in keys)
