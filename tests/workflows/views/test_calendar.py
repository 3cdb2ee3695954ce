"""The calendar of what falls due, and a due day as a file."""

from __future__ import annotations

import datetime

import icalendar
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import owed
from articles.models import Person, Publication, Version
from tests.universe import ask
from workflows import actions
from workflows.models import Board, Meeting, Review


def month_of(day: datetime.date) -> dict[str, str]:
    return {"month": day.strftime("%Y-%m")}


def shown(client: Client, **query: str) -> list[tuple[datetime.date, str, tuple[str, ...]]]:
    page = client.get(reverse("desk:calendar"), query)
    assert page.status_code == 200
    return [
        (day.on, entry.what, tuple(person.name for person in entry.people))
        for day in page.context["days"]
        for entry in day.entries
    ]


def test_the_desk_sees_every_task_on_its_day(
    client: Client, review: Review, editor: Person, chair: Person, pharmacist: Person, lay_member: Person
) -> None:
    client.force_login(editor)

    ((day, what, people),) = shown(client, **month_of(review.due_on))

    assert (day, what) == (review.due_on, "review")
    assert sorted(people) == sorted(str(person) for person in (chair, pharmacist, lay_member))


def test_the_sheet_of_the_month_counts_what_each_day_shows(client: Client, review: Review, editor: Person) -> None:
    client.force_login(editor)

    page = client.get(reverse("desk:calendar"), month_of(review.due_on))

    squares = [square for week in page.context["weeks"] for square in week]
    assert [(square.on, square.due) for square in squares if square.due] == [(review.due_on, 1)]
    assert squares[0].on.weekday() == 0
    assert f'<a href="#day-{review.due_on.day}">' in page.content.decode()


def test_a_member_sees_their_own_tasks_alone(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    assert shown(client, **month_of(review.due_on)) == [(review.due_on, "review", ("Paul Pharmacist",))]


def test_the_calendar_is_filtered_by_person_and_not_by_name(
    client: Client, review: Review, editor: Person, chair: Person, pharmacist: Person
) -> None:
    """Two may have one name."""
    pharmacist.printed_name = "Clara Chair"
    pharmacist.save()
    client.force_login(editor)

    of_one = shown(client, person=str(chair.pk), **month_of(review.due_on))
    by_name = shown(client, person="Clara Chair", **month_of(review.due_on))

    assert of_one == [(review.due_on, "review", ("Clara Chair",))]
    ((_day, _what, everybody),) = by_name
    assert len(everybody) == 3


@pytest.mark.parametrize("typed", ["0", "-1", "x", "9" * 30])
def test_a_person_who_is_none_filters_nothing(client: Client, review: Review, editor: Person, typed: str) -> None:
    client.force_login(editor)

    ((_day, _what, everybody),) = shown(client, person=typed, **month_of(review.due_on))
    assert len(everybody) == 3


def test_the_next_review_of_a_page_stands_in_its_month(
    client: Client, approved_version: Version, editor: Person
) -> None:
    owed.sweep("publish")
    due = Publication.objects.get().review_due
    assert due is not None
    client.force_login(editor)

    assert shown(client, **month_of(due)) == [(due, "next review of a page", ("Edith Editor",))]


def test_whoever_is_away_stands_in_the_calendar(
    client: Client, board: Board, pharmacist: Person, editor: Person
) -> None:
    today = timezone.localdate()
    actions.go_away(by=pharmacist, first_day=today, last_day=today)
    client.force_login(editor)

    assert shown(client, **month_of(today)) == [(today, f"away until {today.day} {today:%B %Y}", ("Paul Pharmacist",))]


@pytest.mark.parametrize("typed", ["", "2026", "2026-13", "<script>", "9999-99"])
def test_a_month_that_is_none_is_this_one(typed: str, client: Client, editor: Person) -> None:
    client.force_login(editor)

    page = client.get(reverse("desk:calendar"), {"month": typed})

    assert page.context["first"] == timezone.localdate().replace(day=1)


@pytest.mark.parametrize("members", [2, 3])
def test_the_calendar_asks_the_same_however_much_is_due(
    members: int,
    client: Client,
    submitted_version: Version,
    board: Board,
    managing_editor: Person,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    asked = ask(submitted_version, managing_editor, board, *[chair, pharmacist, lay_member][:members])
    client.force_login(managing_editor)

    with django_assert_num_queries(13):
        page = client.get(reverse("desk:calendar"), month_of(asked.due_on))

    assert sum(len(entry.people) for day in page.context["days"] for entry in day.entries) >= members


def test_a_due_day_is_a_file_for_ones_own_calendar(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    answer = client.get(reverse("desk:review_due_day", args=[review.pk]))

    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["SUMMARY"] == "Review due: Leg pain, version 1"
    assert event["DTSTART"].dt == review.due_on
    assert event["URL"] == f"http://localhost:8000/desk/reviews/{review.pk}/"


def test_nobody_gets_the_file_of_a_review_that_they_do_not_sit_in(
    client: Client, review: Review, editor: Person
) -> None:
    client.force_login(editor)

    assert client.get(reverse("desk:review_due_day", args=[review.pk])).status_code == 404


def test_an_invitation_brings_the_due_day_as_a_file(review: Review, pharmacist: Person) -> None:
    owed.sweep("deliver")

    (message,) = [m for m in mail.outbox if m.to == [pharmacist.email] and m.subject.startswith("Review asked")]
    ((name, content, kind),) = message.attachments
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert (name, kind) == ("review.ics", "text/calendar")
    assert event["DTSTART"].dt == review.due_on


@pytest.fixture
def meeting(board: Board, review: Review, chair: Person) -> Meeting:
    starts_at = timezone.now().replace(microsecond=0) + datetime.timedelta(days=1)
    return actions.call_meeting(board, by=chair, starts_at=starts_at, reviews=[review], place="Room 5")


def test_a_meeting_is_a_file_for_ones_own_calendar(client: Client, meeting: Meeting, pharmacist: Person) -> None:
    client.force_login(pharmacist)
    page = client.get(meeting.get_absolute_url()).content.decode()

    answer = client.get(reverse("desk:meeting_calendar", args=[meeting.pk]))

    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert f'href="/desk/meetings/{meeting.pk}/meeting.ics"' in page
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (event["DTSTART"].dt, str(event["SUMMARY"])) == (meeting.starts_at, "Meeting of the Medical Advisory Board")
    assert (str(event["LOCATION"]), str(event["URL"])) == (
        "Room 5",
        f"http://localhost:8000/desk/meetings/{meeting.pk}/",
    )
    assert str(event["UID"]) == f"meeting-{meeting.pk}@localhost"


def test_nobody_gets_the_file_of_a_meeting_of_another_board(client: Client, meeting: Meeting, outsider: Person) -> None:
    client.force_login(outsider)

    assert client.get(reverse("desk:meeting_calendar", args=[meeting.pk])).status_code == 404


def test_an_invitation_to_a_meeting_brings_the_file(meeting: Meeting, pharmacist: Person) -> None:
    owed.sweep("deliver")

    (message,) = [m for m in mail.outbox if m.to == [pharmacist.email] and m.subject.startswith("Meeting")]
    ((name, content, kind),) = message.attachments
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert (name, kind, event["DTSTART"].dt) == ("meeting.ics", "text/calendar", meeting.starts_at)


def test_a_meeting_is_told_in_the_language_and_time_zone_of_each(
    board: Board, review: Review, chair: Person, pharmacist: Person, lay_member: Person
) -> None:
    for person, language, zone in ((pharmacist, "de", "Europe/Berlin"), (lay_member, "en-gb", "Asia/Kolkata")):
        person.language, person.time_zone = language, zone
        person.save()
    starts_at = datetime.datetime(2039, 12, 12, 20, 30, tzinfo=datetime.UTC)

    actions.call_meeting(board, by=chair, starts_at=starts_at, reviews=[review])

    owed.sweep("deliver")
    subjects = {m.to[0]: m.subject for m in mail.outbox if "meeting" in m.body}
    assert subjects == {
        chair.email: "Meeting of the Medical Advisory Board, 12 December 2039, 20:30 (GMT)",
        pharmacist.email: "Sitzung: Medical Advisory Board, 12. Dezember 2039, 21:30 (CET)",
        lay_member.email: "Meeting of the Medical Advisory Board, 13 December 2039, 02:00 (IST)",
    }
