"""Calling a meeting of a board, and closing it with its minutes. Nothing is decided in one: each member signs alone."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.models import Person
from articles.permissions import Desk, require
from articles.refusals import Refusal
from workflows import notifications
from workflows.models import AgendaItem, Attendance, Board, Meeting, Membership, Review
from workflows.permissions import chairs
from workflows.reviews.standing import standing_of


@dataclass(frozen=True)
class Minutes:
    """`came`: ids of members who were there. `noted`: id of an agenda item → what was said about it."""

    came: Collection[int] = ()
    noted: Mapping[int, str] = field(default_factory=dict)
    words: str = ""


def may_hold_meetings(person: Person, board: Board) -> bool:
    """The chair, and managing editors, who prepare it."""
    return Desk.of(person).manages or chairs(person, board)


@transaction.atomic
def call_meeting(
    board: Board, *, by: Person, starts_at: datetime.datetime, reviews: Sequence[Review], place: str = ""
) -> Meeting:
    """Members are told. On the agenda are open reviews of this board."""
    locked = Board.objects.select_for_update().get(pk=board.pk)
    require(may_hold_meetings(by, locked))
    if starts_at <= timezone.now():
        raise Refusal(_("This moment has passed. Choose a later one."))
    if not reviews or any(review.board_id != locked.pk or not review.is_open for review in reviews):
        raise Refusal(_("Choose open reviews of this board."))
    meeting = Meeting.objects.create(board=locked, starts_at=starts_at, place=place.strip(), called_by=by)
    AgendaItem.objects.bulk_create(AgendaItem(meeting=meeting, review=review) for review in reviews)
    record.append(locked.stream, "meeting.called", by=by, meeting=meeting.pk, reviews=[review.pk for review in reviews])
    people = [member.person_id for member in members_at(meeting)]
    notifications.owe_each(
        "meeting",
        people,
        None,
        board=locked.name,
        meeting=meeting.pk,
        when=starts_at.isoformat(),
        place=meeting.place,
    )
    return meeting


def members_at(meeting: Meeting) -> list[Membership]:
    """Everyone on the board on the day of the meeting."""
    day = timezone.localdate(meeting.starts_at)
    members = Membership.objects.on(day).filter(board=meeting.board_id, person__is_active=True)
    return list(members.select_related("person"))


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Person, minutes: Minutes) -> Meeting:
    """Keep who came and what was noted, with where each review stood; none of it can be changed afterwards."""
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("board").get(pk=meeting.pk)
    require(may_hold_meetings(by, locked.board))
    if locked.is_closed:
        raise Refusal(_("This meeting is closed; its minutes stand."))
    if locked.starts_at > timezone.now():
        raise Refusal(_("This meeting has not begun yet."))
    members = {member.person_id for member in members_at(locked)}
    if not set(minutes.came) <= members:
        raise Refusal(_("Only members of the board attend."))
    Attendance.objects.bulk_create(
        Attendance(meeting=locked, person_id=person, came=person in minutes.came) for person in sorted(members)
    )
    for item in locked.items.select_related("review__version"):
        item.noted = minutes.noted.get(item.pk, "").strip()
        item.standing = "\n".join(standing_of(item.review).reasons)
        item.save()
    locked.minutes, locked.closed_by, locked.closed_at = minutes.words.strip(), by, timezone.now()
    locked.save()
    came = sorted(minutes.came)
    record.append(locked.board.stream, "meeting.closed", by=by, meeting=locked.pk, came=came)
    return locked
