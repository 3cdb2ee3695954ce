"""Reads everything that an inspection file holds, once, and checks it on the way."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.utils import timezone

from articles import manifest, record
from articles.faults import Fault
from articles.manifest import FrozenText
from articles.models import Article, Delivery, Event, Person, SuggestionOutcome, Version
from articles.text.comparison import Change, compare
from workflows import signing
from workflows.authorship import suggestions_of
from workflows.models import Assignment, Disclosure, Membership, Review, SigningKey, SignOff
from workflows.record.inspection.belonging import Table, people_in, tables
from workflows.reviews.statement import is_of_a_member


@dataclass(frozen=True)
class Signed:
    """A sign-off in full, and whether its signature holds now."""

    row: SignOff
    holds: bool

    @property
    def is_of_a_member(self) -> bool:
        return is_of_a_member(self.row.signed)


@dataclass(frozen=True)
class Compared:
    """What changed in one part of one text between a version and the one before it."""

    before: int
    after: int
    audience: str
    part: str  # summary, body
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Rows:
    """One table's rows of this article."""

    table: Table
    rows: tuple[Any, ...]


@dataclass(frozen=True)
class Inspection:
    """Everything about one article at one moment. `for_whom` is who asked for it."""

    article: Article
    for_whom: Person
    made_at: datetime.datetime
    versions: tuple[Version, ...]
    comparisons: tuple[Compared, ...]
    reviews: tuple[Review, ...]
    signed: tuple[Signed, ...]
    disclosures: tuple[Disclosure, ...]
    terms: tuple[Membership, ...]
    keys: tuple[SigningKey, ...]
    records: tuple[Rows, ...]
    revisions: tuple[Any, ...]
    events: tuple[Event, ...]
    board_events: tuple[Event, ...]
    messages: tuple[Delivery, ...]
    suggestions: dict[int, tuple[SuggestionOutcome, ...]]  # by version
    people: dict[int, Person]
    faults: tuple[Fault, ...]

    def rows_of(self, model: Any) -> tuple[Any, ...]:
        """Rows of this article in one table of the record."""
        return next((part.rows for part in self.records if part.table.model is model), ())

    def signed_in(self, review: Review) -> list[Signed]:
        return [signed for signed in self.signed if signed.row.review_id == review.pk]


def gather(article: Article, *, for_whom: Person) -> Inspection:
    """In one transaction of the caller's, so that all of it is of one moment."""
    versions = tuple(article.versions.select_related("submitted_by").order_by("number"))
    reviews = tuple(
        Review.objects.filter(version__article=article)
        .select_related("board", "version", "opened_by", "approval_rule")
        .order_by("pk")
    )
    signed = tuple(_signed(article))
    records = tuple(Rows(table, tuple(table.rows(article))) for table in tables())
    asked = {row.person_id for found in records for row in found.rows if _is_seat(row)}
    boards = {review.board_id for review in reviews}
    events = tuple(Event.objects.filter(stream=article.stream).order_by("sequence"))
    found = Inspection(
        article=article,
        for_whom=for_whom,
        made_at=timezone.now(),
        versions=versions,
        comparisons=tuple(_comparisons(versions)),
        reviews=reviews,
        signed=signed,
        disclosures=_disclosures(reviews, asked),
        terms=tuple(Membership.objects.filter(board__in=boards, person__in=asked).order_by("board", "pk")),
        keys=tuple(dict.fromkeys(one.row.key for one in signed)),
        records=records,
        revisions=tuple(article.history.order_by("revision", "history_id")),
        events=events,
        board_events=tuple(_board_events(boards)),
        messages=tuple(Delivery.objects.filter(article=article).order_by("pk")),
        suggestions={version.pk: tuple(suggestions_of(version)) for version in versions},
        people={},
        faults=tuple(_faults(article, versions, signed, events)),
    )
    found.people.update({person.pk: person for person in Person.objects.filter(pk__in=_person_ids(found))})
    return found


def _is_seat(row: Any) -> bool:
    return isinstance(row, Assignment)


def _signed(article: Article) -> Iterator[Signed]:
    rows = SignOff.objects.filter(version__article=article).order_by("pk")
    for row in rows.select_related("version", "review", "person", "key", "revocation"):
        yield Signed(row, signing.is_valid(row) and signing.columns_fit(row))


def _disclosures(reviews: Iterable[Review], asked: set[int]) -> tuple[Disclosure, ...]:
    """About these reviews, and the yearly statements of everyone who was asked."""
    wanted = Q(review__in=list(reviews)) | Q(review=None, person__in=asked)
    rows = Disclosure.objects.filter(wanted).select_related("person", "decision__decided_by", "yearly")
    return tuple(rows.order_by("declared_at", "pk"))


def _board_events(boards: set[int]) -> Iterator[Event]:
    for board in sorted(boards):
        yield from Event.objects.filter(stream=f"board:{board}").order_by("sequence")


def _comparisons(versions: tuple[Version, ...]) -> Iterator[Compared]:
    for before, after in pairwise(versions):
        for audience in dict.fromkeys((*before.content.audiences, *after.content.audiences)):
            old, new = (v.content.texts.get(audience, FrozenText("", "")) for v in (before, after))
            for part in ("summary", "body"):
                changes = tuple(compare(getattr(old, part), getattr(new, part)))
                yield Compared(before.number, after.number, audience, part, changes)


def _faults(
    article: Article, versions: Iterable[Version], signed: Iterable[Signed], events: Iterable[Event]
) -> Iterator[Fault]:
    """What `verify` would say of this article's own records."""
    for version in versions:
        if manifest.digest(version.manifest) != version.digest:
            yield Fault(f"version {version.number}", "its fingerprint does not fit its manifest")
    for one in signed:
        if not one.holds:
            yield Fault(f"sign-off {one.row.pk}", "its signature does not hold")
    sequence, previous = 0, record.GENESIS
    for event in events:
        linked = (event.sequence, event.previous) == (sequence + 1, previous)
        if not linked or event.hash != record.hash_of(event.previous, event.body):
            yield Fault(f"event {event.sequence} of “{article.slug}”", "does not continue the chain")
        sequence, previous = event.sequence, event.hash


def _person_ids(found: Inspection) -> set[int]:
    ids = {event.actor_id for event in (*found.events, *found.board_events)}
    ids |= {term.person_id for term in found.terms} | {row.person_id for row in found.disclosures}
    ids |= {message.person_id for message in found.messages}
    ids |= {row.history_user_id for row in found.revisions}
    ids |= {row.decision.decided_by_id for row in found.disclosures if hasattr(row, "decision")}
    for part in found.records:
        names = people_in(part.table.model, Person)
        ids |= {getattr(row, name) for row in part.rows for name in names}
    return ids - {None}
