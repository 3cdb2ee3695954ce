"""What else to read: live texts for the same readers that share the rarer words of an article's title and question, or its topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import log
from typing import Final

from django.db import connections, router
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Basis, Publication, SearchEntry
from articles.publishing.releases import LONG_OVERDUE
from articles.search import tables
from articles.search.query import parse
from articles.search.synonyms import synonyms
from articles.search.tables import Phrase

MOST: Final = 6
_WORDS: Final = 8
_COMMON: Final = 200  # a word that so many texts have in title, headings or bottom line says nothing
_TOPIC: Final = 1.5  # what a shared topic counts; a word that one text in five has counts about as much
_LOOKED_AT: Final = 40
_LONGEST: Final = 1000


def related(publication: Publication, audience: str) -> list[SearchEntry]:
    """Entries of the index, best first, with their publication; never what was taken down, waits, or is long overdue (S26)."""
    content = publication.version.content
    query = parse(f"{content.title} {content.question}", content.language, synonyms(), longest=_LONGEST)
    found = _by_words(query.phrases[:_WORDS], audience)
    if publication.article.topic_id:
        same = SearchEntry.objects.filter(audience=audience, article__topic=publication.article.topic_id)
        for entry in same.order_by("-reviewed", "-pk").values_list("pk", flat=True)[:_COMMON]:
            found[entry] += _TOPIC
    best = sorted(found, key=lambda entry: (-round(found[entry], 6), entry))[:_LOOKED_AT]
    rows = {row.pk: row for row in _readable(best).exclude(article=publication.article_id)}
    return [rows[entry] for entry in best if entry in rows][:MOST]


def _by_words(parts: Sequence[Sequence[Phrase]], audience: str) -> defaultdict[int, float]:
    """Entry → the weight of the words that it shares: the logarithm of how rare each is (Spärck Jones 1972)."""
    connection, found = connections[router.db_for_read(SearchEntry)], defaultdict[int, float](float)
    number = SearchEntry.objects.filter(audience=audience).count()
    for part in parts:
        having = tables.found(connection, audience, "lead", [part], where="", values=(), limit=_COMMON)
        if 0 < len(having) < min(_COMMON, number):
            for entry in having:
                found[entry] += log(number / len(having))
    return found


def _readable(entries: Sequence[int]) -> QuerySet[SearchEntry]:
    live = Publication.objects.live().exclude(basis=Basis.PENDING)
    live = live.exclude(review_due__lt=timezone.localdate() - LONG_OVERDUE)
    rows = SearchEntry.objects.filter(pk__in=entries, publication__in=live)
    return rows.select_related("publication__version", "publication__article")
