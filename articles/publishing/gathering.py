"""What the pages of many articles are made of besides their frozen words, asked of the database in so many queries, however many."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone

from articles.models import Article, Basis, CopyCode, FormerSlug, PageChange, Publication, ReferenceWatch
from articles.publishing.cautions import Cautions, cautions_of_each, keys_of, marks_among
from articles.publishing.facts import ReferenceMark

Moment = datetime.datetime | None


@dataclass(frozen=True)
class Around:
    """Of one publication. `first` and `these`: when readers first got an approved page of its article, and its present words.

    `checked`: for each work that it cites and that was ever checked for retractions, the day of its last check.
    """

    cautions: Cautions
    marks: tuple[ReferenceMark, ...]
    checked: tuple[datetime.date, ...]
    copy_codes: Mapping[str, str]
    first: Moment
    these: Moment


@dataclass(frozen=True)
class Shown:
    """What readers were shown last of an article, by which addresses it was known before, and when its page last changed."""

    publication: Publication
    around: Around
    former: tuple[str, ...]
    changed: Moment


def last_shown(articles: Sequence[Article]) -> dict[int, Shown]:
    """By article; without those that readers were never shown."""
    publications, by_id = _last_publications(articles), {article.pk: article for article in articles}
    for publication in publications:
        publication.article = by_id[publication.article_id]
    around, former, changed = around_each(publications), _former_slugs(articles), _last_changes(articles)
    return {
        one.article_id: Shown(one, around[one.pk], tuple(former[one.article_id]), changed.get(one.article_id))
        for one in publications
    }


def around_each(publications: Sequence[Publication]) -> dict[int, Around]:
    """By publication, with their versions loaded."""
    keys = {one.pk: keys_of(one) for one in publications}
    cited = frozenset().union(*keys.values())
    cautions, codes, moments = cautions_of_each(publications), _copy_codes(publications), _moments(publications)
    marks, checked = marks_among(cited), _checked(cited)
    return {
        one.pk: Around(
            cautions=cautions[one.pk],
            marks=tuple(mark for mark in marks if mark.key in keys[one.pk]),
            checked=tuple(checked[key] for key in keys[one.pk] if key in checked),
            copy_codes=codes[one.pk],
            first=_first(one, moments[one.article_id]),
            these=_first(one, moments[one.article_id], version=one.version_id),
        )
        for one in publications
    }


def _last_publications(articles: Sequence[Article]) -> list[Publication]:
    rows = Publication.objects.filter(article__in=articles).exclude(live_from=None).order_by("live_from", "pk")
    newest = dict(rows.values_list("article", "pk"))
    return list(Publication.objects.filter(pk__in=newest.values()).select_related("version").order_by("article"))


def _former_slugs(articles: Sequence[Article]) -> Mapping[int, list[str]]:
    """An address that an article has now is never given away to one that once had it."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = FormerSlug.objects.filter(article__in=articles).exclude(slug__in=Article.objects.values("slug"))
    for article, slug in rows.order_by("pk").values_list("article", "slug"):
        found[article].append(slug)
    return found


def _last_changes(articles: Sequence[Article]) -> dict[int, datetime.datetime]:
    rows = PageChange.objects.filter(article__in=articles).order_by()
    last = rows.values("article").annotate(last=Max("serial")).values("last")
    return dict(PageChange.objects.filter(serial__in=last).values_list("article", "at"))


def _copy_codes(publications: Sequence[Publication]) -> Mapping[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = CopyCode.objects.filter(publication__in=publications)
    for publication, audience, code in rows.values_list("publication", "audience", "code"):
        found[publication][audience] = code
    return found


def _checked(keys: Iterable[str]) -> dict[str, datetime.date]:
    rows = ReferenceWatch.objects.filter(reference__key__in=keys).exclude(checked_at=None)
    return {key: timezone.localdate(at) for key, at in rows.values_list("reference__key", "checked_at")}


def _moments(publications: Sequence[Publication]) -> Mapping[int, list[tuple[int, str, datetime.datetime]]]:
    """By article the version, the basis and the beginning of each time that it was live."""
    found: dict[int, list[tuple[int, str, datetime.datetime]]] = defaultdict(list)
    rows = Publication.objects.filter(article__in=[one.article_id for one in publications]).exclude(live_from=None)
    for article, version, basis, live_from in rows.values_list("article", "version", "basis", "live_from"):
        if live_from is not None:
            found[article].append((version, basis, live_from))
    return found


def _first(
    publication: Publication, moments: Iterable[tuple[int, str, datetime.datetime]], *, version: int | None = None
) -> Moment:
    """A page that waited for review counts for one that does."""
    is_pending = publication.basis == Basis.PENDING
    counted = (
        at for of, basis, at in moments if (is_pending or basis != Basis.PENDING) and (version is None or version == of)
    )
    return min(counted, default=None)
