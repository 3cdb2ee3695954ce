"""Revisions and versions of an article as one list, newest first, narrowed down and counted by the database."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.functional import Promise

from articles.audiences import Audience
from articles.forms.history import DETAILS, VERSIONS
from articles.models import Article, Person, Text, Version
from articles.views.desk import ROWS_PER_PAGE

REVISION, VERSION = 0, 1  # a version stands above the revision that it froze
_CREATED = "+"


@dataclass(frozen=True)
class TextChange:
    """What one revision did to one text; without `counts` it is older than the counting."""

    audience: str | Promise
    counts: bool = False
    added: int = 0
    removed: int = 0
    has_number: bool = False
    has_dose: bool = False


@dataclass(frozen=True)
class Entry:
    """A line of the history: a revision with what it changed, or a version."""

    token: str
    number: int
    revision: Any = None
    changes: tuple[TextChange, ...] = ()
    version: Version | None = None


def people_of(article: Article) -> list[tuple[str, str]]:
    """Those who changed the article or submitted it, by name."""
    savers = article.history.order_by().values("history_user_id").distinct()
    known = Q(pk__in=savers) | Q(pk__in=article.versions.order_by().values("submitted_by"))
    rows = Person.objects.filter(known).order_by("printed_name", "pk").values_list("pk", "printed_name")
    return [(str(pk), name) for pk, name in rows]


def history_page(article: Article, wanted: Mapping[str, Any], number: str | None) -> tuple[Page[Any], list[Entry]]:
    """One page of the list, and its entries. `wanted` are the cleaned values of the filter."""
    revisions = _places(_revisions(article, wanted), REVISION, F("history_id"))
    versions = _places(_versions(article, wanted), VERSION, F("number"))
    listed = revisions.union(versions, all=True).order_by("-place", "-kind", "-ident")
    page = Paginator(listed, ROWS_PER_PAGE).get_page(number)
    return page, _entries(article, list(page.object_list))


def _places(rows: QuerySet[Any], kind: int, ident: F) -> QuerySet[Any, Any]:
    marked = rows.order_by().annotate(place=F("revision"), kind=Value(kind, IntegerField()), ident=ident)
    places: QuerySet[Any, Any] = marked.values_list("place", "kind", "ident")
    return places


def _revisions(article: Article, wanted: Mapping[str, Any]) -> QuerySet[Any]:
    rows = article.history.all()
    if wanted.get("person"):
        rows = rows.filter(history_user=wanted["person"])
    if wanted.get("figures"):
        rows = rows.filter(_figures_changed())
    return _of_text(article, _within(rows, "history_date", wanted), wanted.get("text", ""))


def _of_text(article: Article, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    if text == VERSIONS:
        return rows.none()
    if not text:
        return rows
    pks = article.texts.all() if text == DETAILS else article.texts.filter(audience=text)
    changed = Text.history.filter(id__in=list(pks.values_list("pk", flat=True)), revision=OuterRef("revision"))
    of_text = Exists(changed.exclude(history_type=_CREATED))
    return rows.exclude(of_text) if text == DETAILS else rows.filter(of_text)


def _figures_changed() -> Q:
    found = Q()
    for audience in Audience:
        for name in ("number", "dose"):
            found |= Q(**{f"change__{audience.value}__{name}": True})
    return found


def _versions(article: Article, wanted: Mapping[str, Any]) -> QuerySet[Any]:
    """A version changes no text: it is not listed among the changes of one."""
    rows: QuerySet[Any] = article.versions.all()
    if wanted.get("figures") or wanted.get("text") not in (None, "", VERSIONS):
        return rows.none()
    if wanted.get("person"):
        rows = rows.filter(submitted_by=wanted["person"])
    return _within(rows, "submitted_at", wanted)


def _within(rows: QuerySet[Any], moment: str, wanted: Mapping[str, Any]) -> QuerySet[Any]:
    """Days are those of the publisher's zone, the last one to its end."""
    if wanted.get("since"):
        rows = rows.filter(**{f"{moment}__gte": _instant(wanted["since"], datetime.time.min)})
    if wanted.get("until"):
        rows = rows.filter(**{f"{moment}__lte": _instant(wanted["until"], datetime.time.max)})
    return rows


def _instant(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, time))


def _entries(article: Article, places: list[tuple[int, int, int]]) -> list[Entry]:
    idents = {kind: [ident for _place, found, ident in places if found == kind] for kind in (REVISION, VERSION)}
    rows = article.history.filter(history_id__in=idents[REVISION]).select_related("history_user")
    revisions = {row.history_id: row for row in rows}
    known = article.versions.filter(number__in=idents[VERSION]).select_related("submitted_by").defer("manifest")
    versions = {version.number: version for version in known}
    changed = _changed_texts(article, [row.revision for row in revisions.values()])
    return [
        _version_entry(versions[ident])
        if kind == VERSION
        else _revision_entry(revisions[ident], changed[revisions[ident].revision])
        for _place, kind, ident in places
    ]


def _changed_texts(article: Article, revisions: Iterable[int]) -> dict[int, set[str]]:
    """For each revision the audiences whose text it changed; making an empty text is no change."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Text.history.filter(id__in=article.texts.order_by().values("pk"), revision__in=list(revisions))
    for revision, audience in rows.exclude(history_type=_CREATED).values_list("revision", "audience"):
        found[revision].add(audience)
    return found


def _version_entry(version: Version) -> Entry:
    return Entry(f"v{version.number}", version.number, version=version)


def _revision_entry(row: Any, audiences: set[str]) -> Entry:
    changes = tuple(_text_change(audience, row.change) for audience in Audience if audience.value in audiences)
    return Entry(f"r{row.revision}", row.revision, revision=row, changes=changes)


def _text_change(audience: Audience, change: Mapping[str, Mapping[str, Any]]) -> TextChange:
    counted = change.get(audience.value)
    if counted is None:
        return TextChange(audience.label)
    return TextChange(
        audience.label,
        counts=True,
        added=int(counted["added"]),
        removed=int(counted["removed"]),
        has_number=bool(counted["number"]),
        has_dose=bool(counted["dose"]),
    )
