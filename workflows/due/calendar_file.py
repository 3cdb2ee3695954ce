"""Days and meetings as calendar files (RFC 5545), for the calendar of whoever was asked. Nothing of the text is in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Delivery
from articles.notifications import File
from workflows.models import Assignment, DraftTask, Meeting

# A meeting says when it begins and not how long it lasts.
MEETING_TAKES = datetime.timedelta(hours=1)


def attached(delivery: Delivery) -> Iterator[File]:
    """To messages that name a due day, as it stands when they are sent."""
    tasks = Assignment.objects.select_related("review__version", "review__board")
    task = tasks.filter(pk=delivery.data.get("assignment")).first()
    if task is not None:
        yield File("review.ics", calendar_file(task), "text/calendar")


def attached_to_meeting(delivery: Delivery) -> Iterator[File]:
    meeting = Meeting.objects.select_related("board").filter(pk=delivery.data.get("meeting")).first()
    if meeting is not None:
        yield File("meeting.ics", meeting_file(meeting), "text/calendar")


def attached_to_task(delivery: Delivery) -> Iterator[File]:
    """While it is open and theirs."""
    mine = DraftTask.objects.for_person(delivery.person)
    task = mine.filter(pk=delivery.data.get("draft_task")).first()
    if task is not None:
        yield File("task.ics", task_file(task), "text/calendar")


def task_file(task: DraftTask) -> bytes:
    """As `calendar_file`, of a task on a draft."""
    title = _("%(task)s due: %(article)s") % {"task": task, "article": task.article.title}
    event = _event(f"draft-task-{task.pk}", title, task.get_absolute_url())
    _whole_day(event, task.due_on)
    return _file(event, remind=datetime.timedelta(days=-3), title=title)


def _whole_day(event: icalendar.Event, day: datetime.date) -> None:
    """One day; a moved day replaces the former one, because its identity stays."""
    event.add("dtstart", day)
    event.add("dtend", day + datetime.timedelta(days=1))
    event.add("sequence", int(day.strftime("%y%m%d")))
    event.add("transp", "TRANSPARENT")


def calendar_file(task: Assignment) -> bytes:
    """One whole-day event on the due day."""
    review = task.review
    title = _("Review due: %s") % review.version
    event = _event(f"assignment-{task.pk}", title, review.get_absolute_url())
    _whole_day(event, task.due_on)
    event.add("description", _("Asked by the %s.") % review.board)
    return _file(event, remind=datetime.timedelta(days=-3), title=title)


def meeting_file(meeting: Meeting) -> bytes:
    """One event, in UTC: every calendar shows it in its owner's time zone."""
    title = _("Meeting of the %s") % meeting.board
    event = _event(f"meeting-{meeting.pk}", title, meeting.get_absolute_url())
    event.add("dtstart", meeting.starts_at.astimezone(datetime.UTC))
    event.add("dtend", meeting.starts_at.astimezone(datetime.UTC) + MEETING_TAKES)
    event.add(
        "description", _("The agenda stands on the page of the meeting. It decides nothing; you sign by yourself.")
    )
    if meeting.place:
        event.add("location", meeting.place)
    return _file(event, remind=datetime.timedelta(hours=-1), title=title)


def _event(name: str, title: str, path: str) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{name}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", timezone.now())
    event.add("summary", title)
    event.add("url", f"{settings.SITE_URL}{path}")
    return event


def _file(event: Any, *, remind: datetime.timedelta, title: str) -> bytes:
    reminder = icalendar.Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", title)
    reminder.add("trigger", remind)
    event.add_component(reminder)
    file = icalendar.Calendar()
    file.add("prodid", "-//reviewboard//due days//EN")
    file.add("version", "2.0")
    file.add_component(event)
    return bytes(file.to_ical())
