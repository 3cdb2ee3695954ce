"""What names something and is not published: no notice goes there, but whoever sweeps must know of it. Reads only.

No database compares accents as `mentions` does, so that every draft with words of its own is read; those whose words are live, or
frozen in a version that waits, are not.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, Publication, Text, Version
from articles.search.sweeping import Found, Placed, Wanted, above, in_content, in_text, order


def unpublished(wanted: Wanted) -> tuple[Found, ...]:
    """By title: versions that wait for a decision or for their date, and drafts with words that none of these and nothing live has."""
    return tuple(sorted([*_versions(wanted), *_drafts(wanted)], key=order))


def _waiting() -> QuerySet[Version]:
    planned = Q(publications__in=Publication.objects.planned())
    found = Version.objects.filter(Q(pk__in=Version.objects.open()) | planned)
    return found.exclude(pk__in=Publication.objects.live().values("version")).distinct()


def _versions(wanted: Wanted) -> Iterator[Found]:
    for version in _waiting().iterator(chunk_size=200):
        if placed := tuple(in_content(version.content, version.content.audiences, wanted)):
            yield Found(version.article_id, version.title, placed, version.pk)


def _drafts(wanted: Wanted) -> Iterator[Found]:
    frozen = Version.objects.filter(article=OuterRef("pk"), revision=OuterRef("revision"))
    known = frozen.filter(Q(pk__in=_waiting().values("pk")) | Q(publications__in=Publication.objects.live()))
    own = Article.objects.exclude(Exists(known))
    told: dict[int, list[Placed]] = {}
    declared = {}
    for article in own.only("title", "question", "audiences").order_by("pk").iterator(chunk_size=2000):
        declared[article.pk] = article
        told[article.pk] = list(above(article.title, article.question, wanted))
    texts = Text.objects.filter(article__in=own).order_by("pk")
    columns = ("article", "audience", "description", "summary", "body")
    for pk, audience, description, summary, body in texts.values_list(*columns).iterator(chunk_size=500):
        if pk in declared and audience in declared[pk].audiences:
            told[pk] += in_text(audience, description, summary, body, wanted)
    yield from (Found(pk, declared[pk].title, tuple(placed)) for pk, placed in told.items() if placed)
