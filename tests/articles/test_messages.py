"""When somebody is not to be disturbed; and that every kind of message has a name."""

from __future__ import annotations

import datetime

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from articles import messages
from articles.messages import end_of_quiet

NIGHT = (datetime.time(21), datetime.time(7))
ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")


def utc(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=datetime.UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("now", "zone", "ends"),
    [
        (utc(2026, 1, 5, 12), "Europe/London", None),
        (utc(2026, 1, 5, 22), "Europe/London", utc(2026, 1, 6, 7)),
        (utc(2026, 1, 6, 3), "Europe/London", utc(2026, 1, 6, 7)),
        (utc(2026, 1, 6, 7), "Europe/London", None),
        (utc(2026, 1, 5, 20, 30), "Europe/Berlin", utc(2026, 1, 6, 6)),
        (utc(2026, 1, 5, 20, 30), "Europe/London", None),
        # The night in which the clocks go forward is an hour shorter.
        (utc(2026, 3, 28, 23), "Europe/London", utc(2026, 3, 29, 6)),
    ],
)
def test_mail_waits_for_the_morning_of_its_person(
    now: datetime.datetime, zone: str, ends: datetime.datetime | None
) -> None:
    assert end_of_quiet(now, zone, *NIGHT) == ends


def test_quiet_hours_may_lie_within_a_day() -> None:
    noon = (datetime.time(12), datetime.time(14))

    assert end_of_quiet(utc(2026, 1, 5, 13), "Europe/London", *noon) == utc(2026, 1, 5, 14)
    assert end_of_quiet(utc(2026, 1, 5, 15), "Europe/London", *noon) is None


@pytest.mark.parametrize("hours", [(None, None), (datetime.time(7), None), (datetime.time(7), datetime.time(7))])
def test_without_both_ends_nothing_is_quiet(hours: tuple[datetime.time | None, datetime.time | None]) -> None:
    assert end_of_quiet(utc(2026, 1, 5, 7), "Europe/London", *hours) is None


@given(
    minutes=st.integers(0, 365 * 24 * 60),
    zone=st.sampled_from(ZONES),
    begins=st.times(),
    ends=st.times(),
)
def test_what_waits_leaves_within_a_day_and_not_in_the_past(
    minutes: int, zone: str, begins: datetime.time, ends: datetime.time
) -> None:
    now = utc(2026, 1, 1) + datetime.timedelta(minutes=minutes)

    later = end_of_quiet(now, zone, begins, ends)

    assert later is None or now <= later <= now + datetime.timedelta(hours=25)


def test_every_message_has_a_name_for_people() -> None:
    templates = {path.stem for path in (settings.BASE_DIR / "templates" / "emails").glob("[!_]*.txt")}

    assert templates == set(messages.registry())


@pytest.mark.parametrize(
    ("language", "zone", "day", "moment"),
    [
        ("en", "UTC", "2 March 2026", "2 March 2026, 23:30 (UTC)"),
        ("en-gb", "Europe/London", "2 March 2026", "2 March 2026, 23:30 (GMT)"),
        ("de", "Europe/Berlin", "2. März 2026", "3. März 2026, 00:30 (CET)"),
        ("fr", "America/New_York", "2 mars 2026", "2 mars 2026, 18:30 (EST)"),
    ],
)
def test_days_and_moments_stand_as_their_reader_writes_them(language: str, zone: str, day: str, moment: str) -> None:
    stored = {"due_on": "2026-03-02", "when": "2026-03-02T23:30:00+00:00", "lines": [{"due_on": "2026-03-02"}]}

    with translation.override(language):
        told = messages.in_words(stored, language=language, zone=zone)

    assert told == {"due_on": day, "when": moment, "lines": [{"due_on": day}]}


def test_what_is_no_date_stays_as_it_was_stored() -> None:
    stored = {
        "until": "12:30",
        "due_on": "",
        "title": "2026-03-02",
        "lines": ["2026-03-02"],
        "version": 3,
        "answer_by": None,
    }

    assert messages.in_words(stored, language="en", zone="UTC") == stored
