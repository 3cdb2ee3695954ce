"""What a list of articles is narrowed down to, and its order: one value that pages, saved filters, exports and bulk acts share.

Made for twenty thousand articles: each condition is answered by an index or by one pass over narrow rows, never by reading texts.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode, urlsplit

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import Expression, OrderBy
from django.db.models.functions import Coalesce, StrIndex
from django.utils import timezone

from articles.models import Article, CoEditor, Flag, FormerSlug, OldAddress, Publication, Status, Topic, Version

DRAFT = "draft"
OVERDUE, NONE = "overdue", "none"
WITH, WITHOUT = "with", "without"
ARCHIVED, EVERY = "archived", "all"
HANDLES, CO_EDITS, REVIEWS = "handles", "co_edits", "reviews"
DUE_WITHIN = (30, 60, 90)
# Days since the last change; with a minus, at most so many ago.
AGES = (-7, -30, 90, 180, 365, 730)
SORTS = ("title", "status", "topic", "editor", "due", "flags", "changed")
_DOWN = "-"
# In the order of the path of an article; the place of a status in it is what is sorted by.
_PATH = f" {Status.SUBMITTED} {Status.UNDER_REVIEW} {Status.CHANGES_REQUESTED} {Status.APPROVED} {Status.WITHDRAWN}"

Reviewed = Callable[[int], QuerySet[Version]]
_reviewed: list[Reviewed] = []


def register_reviews(reviewed: Reviewed) -> None:
    """Which versions a person reviews or reviewed; the app above says so when it is loaded."""
    _reviewed.append(reviewed)


@dataclass(frozen=True)
class Narrowing:
    """Every value as it stands in an address; empty narrows nothing down, and archived articles are left out unless asked for."""

    q: str = ""
    status: str = ""
    topic: str = ""
    type: str = ""
    person: str = ""
    part: str = ""
    due: str = ""
    flags: str = ""
    age: str = ""
    language: str = ""
    archived: str = ""
    sort: str = ""

    @classmethod
    def read(cls, values: Mapping[str, object]) -> Narrowing:
        """Of a form's data or a parsed query; what is no part of it is left alone."""
        return cls(**{one.name: str(values.get(one.name) or "") for one in fields(cls)})

    @property
    def query(self) -> str:
        """The address of the list behind its question mark, each value that says something, always in the same order."""
        return urlencode(self.values())

    def values(self) -> dict[str, str]:
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}

    def without(self, *names: str) -> Narrowing:
        return Narrowing(**{name: value for name, value in self.values().items() if name not in names})

    def sorted_by(self, sort: str) -> Narrowing:
        return Narrowing(**{**self.values(), "sort": sort})

    @property
    def column(self) -> str:
        """What it is sorted by, "title" where nothing is said."""
        return self.sort.removeprefix(_DOWN) or "title"

    @property
    def is_descending(self) -> bool:
        return self.sort.startswith(_DOWN)

    def articles(self) -> QuerySet[Article]:
        """Those that match, in no order; count them, or put them in order with `in_order`."""
        rows: QuerySet[Article] = Article.objects.order_by()
        conditions = (
            _archived,
            _searched,
            _in_status,
            _below_topic,
            _of_type,
            _with_person,
            _due,
            _flagged,
            _aged,
            _in_language,
        )
        for condition in conditions:
            rows = condition(rows, self)
        return rows

    def in_order(self, rows: QuerySet[Article] | None = None) -> QuerySet[Article]:
        """Articles that have no value in the column come last, whichever way; equal ones by title. `rows`: what `articles` gave before."""
        rows = self.articles() if rows is None else rows
        if self.column in _INDEXED:
            sign = _DOWN if self.is_descending else ""
            return rows.order_by(f"{sign}{_INDEXED[self.column]}", f"{sign}pk")
        by = _VALUES[self.column]()
        return rows.order_by(OrderBy(by, descending=self.is_descending, nulls_last=True), "title", "pk")


def newest_status() -> Subquery:
    """Of an article in the outer query."""
    return Subquery(Version.objects.filter(article=OuterRef("pk")).order_by("-number").values("status")[:1])


def open_flags() -> Expression:
    """How many flags of an article in the outer query must be answered."""
    counted = Flag.objects.must_be_answered().order_by().filter(article=OuterRef("pk")).values("article")
    return Coalesce(Subquery(counted.annotate(count=Count("pk")).values("count"), output_field=IntegerField()), 0)


def next_review() -> Subquery:
    """Of an article in the outer query: when what is live of it is to be reviewed again."""
    return Subquery(Publication.objects.live().order_by().filter(article=OuterRef("pk")).values("review_due")[:1])


def _place_in_path() -> Expression:
    return StrIndex(Value(_PATH), Coalesce(newest_status(), Value(""), output_field=TextField()))


_INDEXED = {"title": "title", "changed": "changed_at"}
_VALUES: dict[str, Callable[[], Expression | F | Subquery]] = {
    "status": _place_in_path,
    "topic": lambda: F("topic__name"),
    "editor": lambda: F("handling_editor__printed_name"),
    "due": next_review,
    "flags": open_flags,
}


def _archived(rows: QuerySet[Article], wanted: Narrowing) -> QuerySet[Article]:
    if wanted.archived == EVERY:
        return rows
    return rows.filter(archived_at__isnull=wanted.archived != ARCHIVED)


def _searched(rows: QuerySet[Article], wanted: Narrowing) -> QuerySet[Article]:
    """Title, question, and every address that it has or had, here or at a former site."""
    if not wanted.q:
        return rows
    found = Q()
    for spelled in _spellings(wanted.q):
        found |= Q(title__icontains=spelled) | Q(question__icontains=spelled)
    address = _address(wanted.q)
    former = FormerSlug.objects.filter(slug__icontains=_slug(address)).values("article")
    elsewhere = OldAddress.objects.order_by().filter(address__icontains=address).values("article")
    return rows.filter(found | Q(slug__icontains=_slug(address)) | Q(pk__in=former) | Q(pk__in=elsewhere))


def _spellings(words: str) -> set[str]:
    """SQLite tells only letters without accents apart from their capitals, so that others are asked for in each way."""
    return {words} if words.isascii() else {words, words.lower(), words.capitalize(), words.upper()}


def _address(typed: str) -> str:
    """Without the host, if somebody pasted a whole address."""
    if "://" not in typed:
        return typed
    parts = urlsplit(typed)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _slug(address: str) -> str:
    """The part that names the article: "gout" of "/articles/gout/patient/"."""
    parts = [part for part in address.split("/") if part]
    return parts[1] if len(parts) > 1 and parts[0] == "articles" else address.strip("/")


def _in_status(rows: QuerySet[Article], wanted: Narrowing) -> QuerySet[Article]:
    if not wanted.status:
        return rows
    rows = rows.alias(newest=newest_status())
    return rows.filter(newest=None) if wanted.status == DRAFT else rows.filter(newest=wanted.status)


def _below_topic(rows: QuerySet[Article], wanted: Narrowing) -> QuerySet[Article]:
    """The topic and everything below it; `none` for articles that have none."""
    if not wanted.topic:
        return rows
    return rows.filter(topic=None) if wanted.topic == NONE else rows.filter(topic__in=subtree(int(wanted.topic)))


def _of_type(rows: QuerySet[Article], wanted: Narrowing) -> QuerySet[Article]:
    """`none` for articles of which nobody said it."""
    if not wanted.type:
        return rows
    return rows.filter(type="" if wanted.type == NONE else wanted.type)


def subtree(topic: int) -> set[int]:
    """Ids of a topic and of all below it, in one query."""
    below: dict[int | None, list[int]] = {}
    for pk, parent in Topic.objects.order_by().values_list("pk", "parent"):
        below.setdefault(parent, []).append(pk)
    found, waiting = {topic}, [topic]
    while waiting:
        children = set(below.get(waiting.pop(), ())) - found
        found |= children
        waiting += children
    return found


def _with_person(rows: QuerySet[Article], wanted: Narrowing) -> QuerySet[Article]:
    if not wanted.person:
        return rows
    person = int(wanted.person)
    shared = CoEditor.objects.filter(person=person).order_by().values("article")
    parts = {HANDLES: Q(handling_editor=person), CO_EDITS: Q(pk__in=shared)}
    for reviewed in _reviewed:
        parts[REVIEWS] = parts.get(REVIEWS, Q()) | Q(pk__in=reviewed(person).order_by().values("article"))
    if wanted.part:
        return rows.filter(parts.get(wanted.part, Q(pk=None)))
    found = Q()
    for one in parts.values():
        found |= one
    return rows.filter(found)


def _due(rows: QuerySet[Article], wanted: Narrowing) -> QuerySet[Article]:
    """When what is live is to be reviewed again; "none" where nothing is live, or without a date."""
    if not wanted.due:
        return rows
    today, dated = timezone.localdate(), Publication.objects.live().order_by().values("article")
    if wanted.due == NONE:
        return rows.exclude(pk__in=dated.exclude(review_due=None))
    if wanted.due == OVERDUE:
        return rows.filter(pk__in=dated.filter(review_due__lt=today))
    until = today + datetime.timedelta(days=int(wanted.due))
    return rows.filter(pk__in=dated.filter(review_due__gte=today, review_due__lte=until))


def _flagged(rows: QuerySet[Article], wanted: Narrowing) -> QuerySet[Article]:
    if not wanted.flags:
        return rows
    flagged = Flag.objects.must_be_answered().order_by().values("article")
    return rows.filter(pk__in=flagged) if wanted.flags == WITH else rows.exclude(pk__in=flagged)


def _aged(rows: QuerySet[Article], wanted: Narrowing) -> QuerySet[Article]:
    if not wanted.age:
        return rows
    days = int(wanted.age)
    moment = timezone.now() - datetime.timedelta(days=abs(days))
    return rows.filter(changed_at__gte=moment) if days < 0 else rows.filter(changed_at__lt=moment)


def _in_language(rows: QuerySet[Article], wanted: Narrowing) -> QuerySet[Article]:
    return rows.filter(language=wanted.language) if wanted.language else rows
