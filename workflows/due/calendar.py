"""What falls due in a month, and for whom: reviews, tasks on drafts, publications that wait for their date, review dates of pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _

from articles.models import Person, Publication
from articles.permissions import Desk
from workflows.models import Assignment, AssignmentState, Away, DraftTask, Membership, Review
from workflows.permissions import LEFT


class Named(NamedTuple):
    """A person as the calendar names them; two of the same name are two."""

    name: str
    pk: int


@dataclass(frozen=True)
class Entry:
    """One thing on one day. `people` are those whose task it is."""

    day: datetime.date
    what: str
    title: str
    url: str
    people: tuple[Named, ...] = ()


def month_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """First and last day."""
    first = day.replace(day=1)
    following = (first + datetime.timedelta(days=32)).replace(day=1)
    return first, following - datetime.timedelta(days=1)


def entries(person: Person, desk: Desk, first: datetime.date, last: datetime.date) -> list[Entry]:
    """In the order of their days. The desk sees all; a member the reviews that they sit in. Six queries at most."""
    found = [*_answers(_tasks(person, desk), first, last), *_reviews(_tasks(person, desk), first, last)]
    if desk.may_read_drafts:
        found += [*_on_drafts(first, last), *_review_dates(first, last), *_planned(first, last)]
    found += _away(person, desk, first, last)
    return sorted(found, key=lambda entry: (entry.day, entry.what, entry.title))


def _named(*people: Person) -> tuple[Named, ...]:
    return tuple(Named(str(person), person.pk) for person in people)


def _tasks(person: Person, desk: Desk) -> QuerySet[Assignment]:
    open_tasks = Assignment.objects.filter(review__closed_at=None).exclude(state__in=(*LEFT, AssignmentState.DONE))
    mine = open_tasks if desk.may_read_drafts else open_tasks.filter(person=person)
    return mine.select_related("person", "review__version", "review__board").defer("review__version__manifest")


def _answers(tasks: QuerySet[Assignment], first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    for task in tasks.filter(answer_by__range=(first, last), state=AssignmentState.INVITED):
        assert task.answer_by is not None
        yield _of_task(task, task.answer_by, _("answer to an invitation"))


def _reviews(tasks: QuerySet[Assignment], first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    return (_of_task(task, task.due_on, _("review")) for task in tasks.filter(due_on__range=(first, last)))


def _of_task(task: Assignment, day: datetime.date, what: str) -> Entry:
    return Entry(day, what, str(task.review.version), task.review.get_absolute_url(), _named(task.person))


def _on_drafts(first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    found = DraftTask.objects.open().filter(due_on__range=(first, last)).select_related("article", "person")
    for task in found:
        yield Entry(task.due_on, str(task), task.article.title, task.get_absolute_url(), _named(task.person))


def _review_dates(first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    live = Publication.objects.live().filter(review_due__range=(first, last))
    for publication in live.select_related("version", "article__handling_editor").defer("version__manifest"):
        assert publication.review_due is not None
        yield _of_page(publication, publication.review_due, _("next review of a page"))


def _planned(first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    waiting = Publication.objects.planned().filter(due_at__date__range=(first, last))
    for publication in waiting.select_related("version", "article__handling_editor").defer("version__manifest"):
        yield _of_page(publication, publication.due_at.date(), _("publication"))


def _of_page(publication: Publication, day: datetime.date, what: str) -> Entry:
    url = reverse("desk:article", args=(publication.article_id,))
    return Entry(day, what, str(publication.version), url, _named(publication.article.handling_editor))


def _away(person: Person, desk: Desk, first: datetime.date, last: datetime.date) -> Iterable[Entry]:
    """Whoever is away stands at the first day of it that lies in the month."""
    rows = Away.objects.between(first, last).select_related("person")
    url = reverse("desk:away")
    for row in rows if desk.may_read_drafts else rows.filter(person=person):
        what = _("away until %s") % format_date(row.last_day, "DATE_FORMAT")
        yield Entry(max(row.first_day, first), what, str(row.person), url, _named(row.person))


@dataclass(frozen=True)
class Load:
    """What one member has to do. `limit`: the most open reviews that they want at once, None for as many as come."""

    member: Membership
    waiting: int
    limit: int | None

    @property
    def is_full(self) -> bool:
        return self.limit is not None and self.waiting >= self.limit


def workloads(day: datetime.date) -> list[Load]:
    """Everyone who sits on a board that day, with their open reviews; two queries."""
    members = Membership.objects.on(day).filter(person__is_active=True).select_related("person", "board")
    waiting: dict[int, int] = {}
    seats = Assignment.objects.filter(review__in=Review.objects.open()).exclude(Q(state__in=LEFT) | Q(state="done"))
    for person in seats.values_list("person", flat=True):
        waiting[person] = waiting.get(person, 0) + 1
    return [Load(member, waiting.get(member.person_id, 0), member.most_open_reviews) for member in members]
