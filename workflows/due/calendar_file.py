"""The due day of a task as a calendar file (RFC 5545), for the calendar of whoever was asked. Nothing of the text is in it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Delivery
from articles.notifications import File
from workflows.models import Assignment


def attached(delivery: Delivery) -> Iterator[File]:
    """To messages that name a due day, as it stands when they are sent."""
    tasks = Assignment.objects.select_related("review__version", "review__board")
    task = tasks.filter(pk=delivery.data.get("assignment")).first()
    if task is not None:
        yield File("review.ics", calendar_file(task), "text/calendar")


def calendar_file(task: Assignment) -> bytes:
    """One whole-day event on the due day. Its identity stays, so that a moved day replaces the former one."""
    review = task.review
    event = icalendar.Event()
    event.add("uid", f"assignment-{task.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", task.due_on)
    event.add("dtend", task.due_on + datetime.timedelta(days=1))
    event.add("sequence", int(task.due_on.strftime("%y%m%d")))
    event.add("summary", _("Review due: %s") % review.version)
    event.add("description", _("Asked by the %s.") % review.board)
    event.add("url", f"{settings.SITE_URL}{review.get_absolute_url()}")
    event.add("transp", "TRANSPARENT")
    reminder = icalendar.Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", _("Review due: %s") % review.version)
    reminder.add("trigger", datetime.timedelta(days=-3))
    event.add_component(reminder)
    file = icalendar.Calendar()
    file.add("prodid", "-//reviewboard//due days//EN")
    file.add("version", "2.0")
    file.add_component(event)
    return bytes(file.to_ical())
