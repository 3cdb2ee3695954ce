"""Where a work is cited: in which sections of which texts, of drafts as they stand and of versions as they were frozen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from articles.audiences import Audience
from articles.manifest import FrozenText
from articles.models import Article, Reference, Text, Version
from articles.text.citations import citing_sections

# A version is read whole to say where it cites; the newest say enough.
MOST_VERSIONS = 60
_BOTTOM_LINE = gettext_lazy("Bottom line")
_ABOVE_THE_FIRST = gettext_lazy("Above the first heading")


@dataclass(frozen=True)
class Place:
    """A text that cites the work, and the sections that do, in reading order."""

    audience: str
    label: str | Promise
    sections: tuple[str | Promise, ...]


@dataclass(frozen=True)
class CitingVersion:
    version: Version
    places: tuple[Place, ...]


@dataclass
class CitingArticle:
    """An article with the work in its draft, on its list or in a version, newest version first."""

    article: Article
    is_listed: bool
    draft: list[Place] = field(default_factory=list)
    versions: list[CitingVersion] = field(default_factory=list)


@dataclass(frozen=True)
class Use:
    """`has_more`: there are older versions that were not looked through."""

    articles: tuple[CitingArticle, ...]
    has_more: bool


def use_of(reference: Reference) -> Use:
    """By title; four queries however many there are. A version may cite a record that was merged into this one."""
    key = reference.key
    keys = [row.key for row in reference.one_work] if reference.merged_into_id is None else [key]
    listing = Article.objects.filter(reference_keys__icontains=f'"{key}"')
    found = {article.pk: CitingArticle(article, is_listed=True) for article in listing if key in article.reference_keys}
    for text in _texts(key):
        if text.audience in text.article.audiences and (place := _place([key], text.audience, text)):
            _entry(found, text.article).draft.append(place)
    versions = list(_versions(keys))
    for version in versions[:MOST_VERSIONS]:
        if places := tuple(_frozen_places(keys, version)):
            _entry(found, version.article).versions.append(CitingVersion(version, places))
    ordered = sorted(found.values(), key=lambda entry: (entry.article.title, entry.article.pk))
    return Use(tuple(ordered), has_more=len(versions) > MOST_VERSIONS)


def _texts(key: str) -> Iterator[Text]:
    rows = Text.objects.filter(Q(summary__contains=key) | Q(body__contains=key)).select_related("article")
    order = [audience.value for audience in Audience]
    yield from sorted(rows, key=lambda text: order.index(text.audience))


def _versions(keys: list[str]) -> Iterator[Version]:
    cited = Q()
    for key in keys:
        cited |= Q(manifest__contains=f'"key":"{key}"')
    rows = Version.objects.filter(cited).select_related("article")
    yield from rows.order_by("-pk")[: MOST_VERSIONS + 1]


def _entry(found: dict[int, CitingArticle], article: Article) -> CitingArticle:
    return found.setdefault(article.pk, CitingArticle(article, is_listed=False))


def _frozen_places(keys: list[str], version: Version) -> Iterator[Place]:
    texts = version.content.texts
    for audience in Audience:
        if audience in texts and (place := _place(keys, audience.value, texts[audience])):
            yield place


def _place(keys: list[str], audience: str, text: Text | FrozenText) -> Place | None:
    named = (section or _ABOVE_THE_FIRST for section in citing_sections(text.body, keys))
    sections = (*([_BOTTOM_LINE] if citing_sections(text.summary, keys) else ()), *named)
    return Place(audience, Audience(audience).label, sections) if sections else None
