"""Prepared texts as the database keeps them, from when the pages of a version are first made.

Pages for readers take from here only what is sealed, so that nobody who changes a row changes a published text, and only what the
present code made of this very manifest. What `verify --pages` compares stored pages with is made without these rows.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from articles import manifest
from articles.models import Article, Ending, PreparedText, Publication, Version
from articles.publishing.facts import PageFacts
from articles.publishing.made_of import made_with
from articles.publishing.preparing import Prepared
from articles.publishing.render import given_by
from articles.retention.machines import PREPARED_KEPT

# While hosts are updated, each release keeps what it made; neither takes away what the other wrote just now.
KEPT_AFTER_ANOTHER = datetime.timedelta(days=PREPARED_KEPT)

Texts = Mapping[str, Prepared]


@dataclass(frozen=True)
class Source:
    """What the texts of a version are prepared from: by audience the digest of all of it, and by which code."""

    version: int
    contents: Mapping[str, str]
    made_with: str


def source(version: Version, facts: PageFacts) -> Source:
    """Of the manifest as it stands in the row, not of the digest that stands beside it."""
    of_all = f"{manifest.digest(version.manifest)}\n{facts.publisher.reference_style}\n{given_by(facts).words}"
    contents = {name: hashlib.sha256(f"{of_all}\n{name}".encode()).hexdigest() for name in facts.audiences}
    return Source(version.pk, contents, made_with(version.content.language))


def kept(wanted: Iterable[Source]) -> dict[int, Texts]:
    """By version, the texts that are kept as they would be made now; one query."""
    by_version = {one.version: one for one in wanted}
    found: dict[int, dict[str, Prepared]] = {pk: {} for pk in by_version}
    for row in PreparedText.objects.filter(version__in=by_version):
        if _is_of(row, by_version[row.version_id]):
            found[row.version_id][row.audience] = Prepared.from_json(row.words)
    return dict(found)


def _is_of(row: PreparedText, one: Source) -> bool:
    is_wanted = (row.content, row.made_with) == (one.contents.get(row.audience), one.made_with)
    return is_wanted and row.is_sealed


def keep(made: Iterable[tuple[Source, Texts]]) -> None:
    """Over the rows of before, in an order that all writers share, so that none waits for another in a circle."""
    rows = [_row(one, audience, texts[audience]) for one, texts in made for audience in texts]
    rows.sort(key=lambda row: (row.version_id, row.audience))
    key, rest = ["version", "audience"], ["content", "made_with", "packed", "seal", "made_at"]
    PreparedText.objects.bulk_create(rows, update_conflicts=True, unique_fields=key, update_fields=rest)


def _row(one: Source, audience: str, text: Prepared) -> PreparedText:
    content = one.contents[audience]
    row = PreparedText(version_id=one.version, audience=audience, content=content, made_with=one.made_with)
    row.pack(text.to_json())
    return row


def texts_out_of_use() -> list[int]:
    """One thing to do, if there are any of another release, or of versions that nobody reads any more."""
    return [0] if _out_of_use().exists() else []


def forget_texts(_pk: int) -> None:
    _out_of_use().delete()


def _out_of_use() -> QuerySet[PreparedText]:
    old = PreparedText.objects.filter(made_at__lt=timezone.now() - KEPT_AFTER_ANOTHER)
    present = {
        made_with(language) for language in Article.objects.order_by().values_list("language", flat=True).distinct()
    }
    taken_down = Publication.objects.taken_down().filter(ended_as=Ending.RETRACTED)
    read = Publication.objects.live() | taken_down
    return old.exclude(made_with__in=present, version__in=read.values("version"))
