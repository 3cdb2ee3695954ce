"""What waits for a person: one query for each kind of task in My work, its SQL made once."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.utils import timezone

from articles.models import (
    Article,
    Basis,
    Delivery,
    GlossaryTerm,
    MarkMistake,
    Publication,
    ReaderQuestion,
    Status,
    Thread,
    Version,
)
from articles.prepared import prepared
from workflows.actions.reviews.inviting import UNSIGNED
from workflows.definitions import definitions_to_sign
from workflows.models import (
    Assignment,
    AssignmentState,
    BoardChange,
    ChangeKind,
    DateProposal,
    Disclosure,
    DraftTask,
    Membership,
    OpenPoint,
    Sweep,
)
from workflows.permissions import LEFT, versions_read_by
from workflows.views.access import boards_chaired_by

DECLARED_AGAIN_BEFORE = datetime.timedelta(days=30)
GIVEN_UP_SHOWN_FOR = datetime.timedelta(days=30)
# A board wants so much time for the first review of a page that a former process approved.
FIRST_REVIEW_SHOWN = datetime.timedelta(days=60)


def reviews_to_do(person: int) -> list[Assignment]:
    """Open seats of the person, the most urgent first, each with what they declared (`review.declared`)."""
    seats = _open_seats(person)
    mine = Disclosure.objects.filter(person=person).with_current(timezone.localdate())
    mine = mine.select_related("decision").order_by("-pk")
    prefetch_related_objects(seats, Prefetch("review__disclosures", queryset=mine, to_attr="declared"))
    return seats


@prepared
def _open_seats(person: int) -> QuerySet[Assignment]:
    open_ones = Assignment.objects.filter(person=person, review__closed_at=None)
    open_ones = open_ones.exclude(state__in=(*LEFT, AssignmentState.DONE))
    return open_ones.select_related("review__version", "review__board").order_by("due_on", "pk")


@prepared
def definitions(person: int) -> QuerySet[GlossaryTerm, int]:
    """How many wait for the person's signature, in one row."""
    of_all = definitions_to_sign(person).order_by().values(all=Value(1))
    return of_all.annotate(count=Count("pk")).values_list("count", flat=True)


@prepared
def declared_for_long(person: int) -> QuerySet[Disclosure, int]:
    """The person's statement of interests that runs out later than in a month."""
    later = timezone.localdate() + DECLARED_AGAIN_BEFORE
    return Disclosure.objects.in_force(later).filter(person=person).values_list("pk", flat=True)[:1]


def owing(seats: Sequence[Membership]) -> list[Membership]:
    """Seats on boards whose newest signing statement the person has not accepted."""
    return [seat for seat in seats if getattr(seat, "owing", False)]


@prepared
def mentions(person: int, *, may_read_drafts: bool) -> QuerySet[Thread]:
    """Open threads that name the person and that they may read still, until they answer."""
    named = Thread.objects.waiting_for(person).select_related("article")
    return named if may_read_drafts else named.filter(version__in=versions_read_by(person))


@prepared
def conflicts(person: int, *, manages: bool) -> QuerySet[Disclosure]:
    """Declared or found interests without a decision that this person may take; only the newest statement counts."""
    later = Disclosure.objects.filter(review=OuterRef("review"), person=OuterRef("person"), pk__gt=OuterRef("pk"))
    left = Assignment.objects.filter(review=OuterRef("review"), person=OuterRef("person"), state__in=LEFT)
    waiting = Disclosure.objects.conflicting().filter(decision=None, review__closed_at=None)
    waiting = waiting.exclude(person=person).exclude(Exists(later)).exclude(Exists(left))
    if not manages:
        waiting = waiting.filter(review__board__in=boards_chaired_by(person))
    return waiting.select_related("person", "review__version", "review__board").order_by("declared_at", "pk")


@prepared
def questions() -> QuerySet[ReaderQuestion, tuple[int, datetime.date | None]]:
    """How many questions of readers are open, and the day of the last, in one row."""
    of_all = ReaderQuestion.objects.open().order_by().values(all=Value(1))
    return of_all.annotate(count=Count("pk"), newest=Max("asked_on")).values_list("count", "newest")


@prepared
def sweeps() -> QuerySet[Sweep]:
    """Confirmed, and standing somewhere still."""
    return Sweep.objects.unfinished().select_related("confirmed_by").order_by("confirmed_at", "pk")


@prepared
def held() -> QuerySet[Publication]:
    return Publication.objects.held().select_related("version").defer("version__manifest").order_by("held_at", "pk")


@prepared
def invitations() -> QuerySet[Assignment]:
    """Seats of open reviews with another date asked for (`asked_for`), or without an answer on the day that it was hoped for."""
    waiting = DateProposal.objects.filter(assignment=OuterRef("pk"), answered_at=None)
    silent = Q(state=AssignmentState.INVITED, answer_by__lt=timezone.localdate())
    open_seats = Assignment.objects.filter(review__closed_at=None, state__in=UNSIGNED)
    open_seats = open_seats.annotate(asked_for=Subquery(waiting.values("due_on")[:1]))
    found = open_seats.filter(silent | Q(asked_for__isnull=False))
    return found.select_related("person", "review__version", "review__board").order_by("due_on", "pk")


@prepared
def board_changes(person: int, *, administers: bool) -> QuerySet[BoardChange]:
    """Proposals of others that wait for a second person; a managing editor is one for the publisher's texts."""
    waiting = BoardChange.objects.waiting().exclude(proposed_by=person)
    if not administers:
        waiting = waiting.filter(kind=ChangeKind.PUBLISHER_TEXT)
    return waiting.select_related("board", "proposed_by").order_by("proposed_at", "pk")


@prepared
def submitted() -> QuerySet[Version]:
    """Not what is live on a former approval and planned for later: its day brings it back."""
    soon = timezone.localdate() + FIRST_REVIEW_SHOWN
    later = Publication.objects.live().filter(version=OuterRef("pk"), basis=Basis.APPROVED_EARLIER, review_due__gt=soon)
    waiting = Version.objects.filter(~Exists(later), status=Status.SUBMITTED).select_related("submitted_by")
    return waiting.defer("manifest").order_by("submitted_at", "pk")


def _handled(person: int) -> QuerySet[Article]:
    return Article.objects.handled_by(person)


@prepared
def changes_requested(person: int) -> QuerySet[Version]:
    """Newest versions that a board sent back, of articles that the person handles or submitted."""
    newer = Version.objects.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    returned = Version.objects.filter(Q(article__in=_handled(person)) | Q(submitted_by=person))
    returned = returned.filter(status=Status.CHANGES_REQUESTED).exclude(Exists(newer))
    return returned.defer("manifest").order_by("decided_at", "pk")


@prepared
def on_drafts(person: int) -> QuerySet[DraftTask]:
    return DraftTask.objects.for_person(person)


@prepared
def points(person: int) -> QuerySet[OpenPoint]:
    """What members asked for and nobody has answered, of articles that the person handles or submitted."""
    mine = Q(review__version__article__in=_handled(person)) | Q(review__version__submitted_by=person)
    waiting = OpenPoint.objects.to_answer().filter(mine).select_related("sign_off__person", "review__version")
    return waiting.defer("review__version__manifest").order_by("pk")


@prepared
def mistakes(person: int) -> QuerySet[MarkMistake]:
    """Marks at works that somebody else says are mistakes, for a second person."""
    return MarkMistake.objects.waiting().exclude(proposed_by=person).select_related("reference", "proposed_by")


@prepared
def drafts(person: int) -> QuerySet[Article, tuple[int, str, int]]:
    """Key, title and revision of articles that the person handles whose draft is ahead of every version and not with a board."""
    versions = Version.objects.filter(article=OuterRef("pk")).order_by("-number")
    newest_status, newest_revision = Subquery(versions.values("status")[:1]), Subquery(versions.values("revision")[:1])
    handled = _handled(person).annotate(at=newest_status, frozen=newest_revision)
    behind = Q(at=None) | Q(at=Status.WITHDRAWN) | Q(at=Status.APPROVED, revision__gt=F("frozen"))
    found = handled.filter(behind, archived_at=None).order_by("title", "pk")
    return found.values_list("pk", "title", "revision")


def given_up() -> list[Delivery]:
    return _given_up_since(timezone.now() - GIVEN_UP_SHOWN_FOR)


@prepared
def _given_up_since(moment: datetime.datetime) -> QuerySet[Delivery]:
    return (
        Delivery.objects.filter(given_up_at__gte=moment)
        .select_related("person", "article")
        .order_by("-given_up_at", "-pk")
    )
