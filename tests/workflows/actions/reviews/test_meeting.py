"""Meetings: who calls them, what is kept, and that they decide nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import Delivery, Event, Person, Status
from articles.refusals import Refusal
from workflows import actions
from workflows.actions import Minutes
from workflows.models import Board, Meeting, Review

TOMORROW = datetime.timedelta(days=1)


@pytest.fixture
def meeting(board: Board, review: Review, chair: Person) -> Meeting:
    return actions.call_meeting(board, by=chair, starts_at=timezone.now() + TOMORROW, reviews=[review], place="Room 5")


@pytest.fixture
def afterwards(meeting: Meeting) -> Iterator[None]:
    with time_machine.travel(meeting.starts_at + datetime.timedelta(hours=1)):
        yield


def close(meeting: Meeting, by: Person, *came: Person) -> Meeting:
    item = meeting.items.get()
    minutes = Minutes([person.pk for person in came], {item.pk: "The dose was discussed."}, "Next time in May.")
    return actions.close_meeting(meeting, by=by, minutes=minutes)


def test_members_are_told_of_a_meeting(meeting: Meeting, review: Review) -> None:
    told = Delivery.objects.filter(kind="meeting")
    event = Event.objects.filter(kind="meeting.called").get()

    assert sorted(row.person.printed_name for row in told) == ["Clara Chair", "Laura Lay", "Paul Pharmacist"]
    assert event.stream == meeting.board.stream


@pytest.mark.usefixtures("afterwards")
def test_minutes_keep_who_came_what_was_said_and_where_each_review_stood(
    meeting: Meeting, chair: Person, pharmacist: Person, lay_member: Person
) -> None:
    closed = close(meeting, chair, chair, pharmacist)

    item = closed.items.get()
    assert {row.person: row.came for row in closed.attendances.all()} == {
        chair: True,
        pharmacist: True,
        lay_member: False,
    }
    assert item.noted == "The dose was discussed."
    assert item.standing == "2 more approvals are needed."
    assert closed.minutes == "Next time in May."


@pytest.mark.usefixtures("afterwards")
def test_a_meeting_decides_nothing(meeting: Meeting, review: Review, chair: Person, pharmacist: Person) -> None:
    close(meeting, chair, chair, pharmacist)

    review.refresh_from_db()
    assert (review.is_open, review.sign_offs.count()) == (True, 0)
    assert review.version.status == Status.UNDER_REVIEW


@pytest.mark.usefixtures("afterwards")
def test_a_closed_meeting_stays_as_it_is(meeting: Meeting, chair: Person) -> None:
    closed = close(meeting, chair)

    with pytest.raises(Refusal, match="minutes stand"):
        close(meeting, chair)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE workflows_meeting SET minutes = 'other' WHERE id = %s", [closed.pk])


def test_a_meeting_is_not_closed_before_it_began(meeting: Meeting, chair: Person) -> None:
    with pytest.raises(Refusal, match="not begun"):
        close(meeting, chair)


@pytest.mark.usefixtures("afterwards")
def test_strangers_do_not_attend(meeting: Meeting, chair: Person, outsider: Person) -> None:
    with pytest.raises(Refusal, match="Only members"):
        close(meeting, chair, outsider)


def test_only_the_chair_and_managing_editors_call_one(
    board: Board, review: Review, pharmacist: Person, editor: Person, managing_editor: Person
) -> None:
    later = timezone.now() + TOMORROW
    for person in (pharmacist, editor):
        with pytest.raises(PermissionDenied):
            actions.call_meeting(board, by=person, starts_at=later, reviews=[review])

    assert (
        actions.call_meeting(board, by=managing_editor, starts_at=later, reviews=[review]).called_by == managing_editor
    )


def test_a_meeting_needs_a_later_moment_and_open_reviews_of_its_board(
    board: Board, review: Review, chair: Person
) -> None:
    now = timezone.now()

    with pytest.raises(Refusal, match="later"):
        actions.call_meeting(board, by=chair, starts_at=now - TOMORROW, reviews=[review])
    with pytest.raises(Refusal, match="open reviews"):
        actions.call_meeting(board, by=chair, starts_at=now + TOMORROW, reviews=[])
