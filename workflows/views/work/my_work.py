"""My work: what waits for a person, by their roles; one query for each kind however many rows there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.actions import evidence_for
from articles.models import Person, Status
from articles.narrowing import EVERY, Narrowing
from articles.permissions import Desk
from articles.views.desk import DeskRequest
from workflows.models import BoardRole, Membership
from workflows.permissions import may_have, seats_on_boards
from workflows.views.versions.emergencies import to_review
from workflows.views.work import rows, waiting
from workflows.views.work.rows import Task

SHOWN = 50
Row = TypeVar("Row")


@dataclass(frozen=True)
class Section:
    """`all_url` leads to the list of all `total` of them, where the page shows the first ones alone."""

    title: str
    tasks: tuple[Task, ...]
    total: int = 0
    all_url: str = ""

    @property
    def count(self) -> int:
        return self.total or len(self.tasks)


def _first_of(title: str, rows: Sequence[Row], task: Callable[[Row], Task], wanted: Narrowing) -> Section:
    """Of rows that grow with the archive; what the list of articles is narrowed down to holds all of them."""
    all_url = f"{reverse('desk:article_list')}?{wanted.query}" if len(rows) > SHOWN else ""
    return Section(title, tuple(map(task, rows[:SHOWN])), total=len(rows), all_url=all_url)


@login_required
@require_safe
def my_work(request: DeskRequest) -> HttpResponse:
    desk = request.desk = Desk.of(request.user)
    seats = seats_on_boards(request.user.pk)
    sections = [section for section in _sections(request.user, desk, seats) if section.tasks]
    context = {"sections": sections, "seats": seats, "desk": desk, "section": "work"}
    context["chairs_a_board"] = any(seat.role == BoardRole.CHAIR for seat in seats)
    return render(request, "workflows/my_work.html", context)


def _sections(person: Person, desk: Desk, seats: Sequence[Membership]) -> Iterator[Section]:
    yield Section(_("Reports of harm by readers"), tuple(rows.harm(person, desk)))
    yield Section(_("Emergencies to look at"), tuple(map(rows.emergency, to_review(person.pk, manages=desk.manages))))
    if desk.manages:
        yield Section(_("Safety sweeps that are not over"), tuple(map(rows.sweep, waiting.sweeps())))
    yield Section(_("Reviews to do"), tuple(rows.review(seat) for seat in waiting.reviews_to_do(person.pk)))
    yield Section(_("Definitions to sign"), tuple(rows.definitions(person)))
    yield Section(_("Your interests of the year"), tuple(rows.interests(person)))
    yield Section(_("Signing statements to accept"), tuple(map(rows.statement, waiting.owing(seats))))
    yield Section(
        _("Comments that name you"),
        tuple(map(rows.mention, waiting.mentions(person.pk, may_read_drafts=desk.may_read_drafts))),
    )
    yield Section(
        _("Declared interests to decide about"),
        tuple(map(rows.conflict, waiting.conflicts(person.pk, manages=desk.manages))),
    )
    if desk.administers or desk.manages:
        changes = waiting.board_changes(person.pk, administers=desk.administers)
        yield Section(_("Changes of boards to decide about"), tuple(map(rows.board_change, changes)))
    if desk.manages:
        yield Section(_("Approved, but held back"), tuple(map(rows.held, waiting.held())))
        yield Section(_("Invitations that wait for you"), tuple(map(rows.invitation, waiting.invitations())))
        submitted = waiting.submitted()
        title = _("Submitted, waiting for a review to start")
        yield _first_of(title, submitted, rows.start, Narrowing(status=Status.SUBMITTED, archived=EVERY))
    if desk.may_draft or desk.may_keep_library:
        own = [row for row in waiting.on_drafts(person.pk) if may_have(desk, row.kind)]
        yield Section(_("Tasks on drafts"), tuple(map(rows.on_draft, own)))
    if desk.may_draft:
        yield from _of_drafts(person, desk)
    if desk.manages:
        yield Section(_("Messages that could not be delivered"), tuple(map(rows.delivery, waiting.given_up())))


def _of_drafts(person: Person, desk: Desk) -> Iterator[Section]:
    """What waits for whoever writes."""
    yield Section(_("Changes requested by a board"), tuple(map(rows.changes, waiting.changes_requested(person.pk))))
    yield Section(_("Points of members to answer"), tuple(map(rows.point, waiting.points(person.pk))))
    yield Section(_("Evidence to decide about"), tuple(map(rows.evidence, evidence_for(person, manages=desk.manages))))
    yield Section(_("New works to look at"), tuple(rows.new_works(person, manages=desk.manages)))
    yield Section(_("Marks said to be mistakes"), tuple(map(rows.mistake, waiting.mistakes(person.pk))))
    yield Section(_("Questions of readers"), tuple(rows.questions()))
    drafts = waiting.drafts(person.pk)
    yield _first_of(_("Drafts that you handle"), drafts, rows.draft, Narrowing(person=str(person.pk)))
