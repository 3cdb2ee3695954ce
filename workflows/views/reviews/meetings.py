"""Meetings of boards: the agenda with versions, open points and new evidence; who came; the minutes as a file."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Person, Version
from articles.permissions import Desk, require
from articles.views.desk import DeskRequest, page_of
from workflows import actions
from workflows.actions.reviews.meeting import may_hold_meetings, members_at
from workflows.due.calendar_file import meeting_file
from workflows.forms.meetings import CallMeetingForm, MinutesForm
from workflows.models import AgendaItem, Board, Meeting, Membership, OpenPoint, Review
from workflows.quorum import Result
from workflows.reviews.standing import standing_of
from workflows.views.access import board_for
from workflows.views.answers import attempt, page
from workflows.views.reviews.people import open_points
from workflows.views.reviews.sheet import listed_apart


@dataclass(frozen=True)
class Item:
    """A review on the agenda as the page shows it."""

    row: AgendaItem
    result: Result
    points: list[OpenPoint]
    evidence: list[str]


@login_required
@require_safe
def meetings(request: DeskRequest) -> HttpResponse:
    context = {
        "page": page_of(_known_to(request.user).select_related("board"), request),
        "boards": [board for board in Board.objects.open() if may_hold_meetings(request.user, board)],
        "section": "boards",
    }
    return render(request, "workflows/meetings.html", context)


def _known_to(person: Person) -> QuerySet[Meeting]:
    """The desk reads all; members those of their boards."""
    if Desk.of(person).may_read_drafts:
        return Meeting.objects.all()
    boards = Membership.objects.on(timezone.localdate()).filter(person=person).values("board")
    return Meeting.objects.filter(board__in=boards)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: DeskRequest, board: int) -> HttpResponse:
    found = board_for(request.user, board)
    require(may_hold_meetings(request.user, found))
    reviews = Review.objects.open().filter(board=found).select_related("version").defer("version__manifest")
    form = CallMeetingForm(request.POST if request.method == "POST" else None, reviews=reviews)
    if form.is_bound and attempt(form, lambda data: actions.call_meeting(found, by=request.user, **data)):
        messages.success(request, _("The members have been told."))
        return redirect("desk:meetings")
    return page(request, "workflows/meeting_new.html", {"board": found, "form": form, "section": "boards"}, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_known_to(request.user).select_related("board", "called_by", "closed_by"), pk=pk)
    rows = list(found.items.select_related("review__version__article", "review__board"))
    form = _minutes_form(request, found, rows)
    if request.method == "POST":
        if form is None:
            raise Http404
        if attempt(form, lambda _data: actions.close_meeting(found, by=request.user, minutes=form.minutes())):
            messages.success(request, _("The minutes are kept. Nothing in them decides: members sign by themselves."))
            return redirect(found)
    context = {
        "meeting": found,
        "items": [_item(row) for row in rows],
        **_attendance(found),
        "form": form,
        "section": "boards",
    }
    return page(request, "workflows/meeting.html", context, *([form] if form else []))


def _attendance(found: Meeting) -> dict[str, str]:
    """Names of the members who came, and of those who did not."""
    rows = list(found.attendances.select_related("person"))
    return {
        "came": ", ".join(str(row.person) for row in rows if row.came),
        "missing": ", ".join(str(row.person) for row in rows if not row.came),
    }


def _minutes_form(request: DeskRequest, found: Meeting, rows: list[AgendaItem]) -> MinutesForm | None:
    if found.is_closed or not may_hold_meetings(request.user, found.board):
        return None
    data = request.POST if request.method == "POST" else None
    return MinutesForm(data, items=rows, members=members_at(found))


def _item(row: AgendaItem) -> Item:
    version = row.review.version
    return Item(row, standing_of(row.review), open_points(version), _new_evidence(version))


def _new_evidence(version: Version) -> list[str]:
    """Works that this version cites and the last approved one did not."""
    former = version.article.versions.approved().filter(number__lt=version.number).order_by("-number").first()
    return [entry.plain for entry in listed_apart(version, former)]


@login_required
@require_safe
def minutes(request: DeskRequest, pk: int) -> HttpResponse:
    """Of a closed meeting, as a text file."""
    found = get_object_or_404(
        _known_to(request.user).exclude(closed_at=None).select_related("board", "called_by", "closed_by"), pk=pk
    )
    items = found.items.select_related("review__version")
    context = {"meeting": found, "items": items, **_attendance(found)}
    answer = HttpResponse(render_to_string("workflows/minutes.txt", context), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="minutes-{found.pk}.txt"'
    return answer


@login_required
@require_safe
def calendar(request: DeskRequest, pk: int) -> HttpResponse:
    """For one's own calendar."""
    found = get_object_or_404(_known_to(request.user).select_related("board"), pk=pk)
    answer = HttpResponse(meeting_file(found), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="meeting-{found.pk}.ics"'
    return answer
