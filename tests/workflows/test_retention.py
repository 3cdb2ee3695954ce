"""What of a judgement is done away with when its time is over: tries to sign, days away, where somebody read."""

from __future__ import annotations

import datetime

from django.utils import timezone

from articles import owed
from articles.models import Delivery, Person, Version
from articles.retention.rules import registered
from workflows.models import Away, ReadingPlace, Reminder, Review, SigningAttempt


def ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


def test_tries_to_sign_go_after_a_year(chair: Person) -> None:
    for days in (364, 366):
        SigningAttempt.objects.create(person=chair, at=ago(days))

    owed.sweep("retention")

    assert [(timezone.now() - row.at).days for row in SigningAttempt.objects.all()] == [364]


def test_days_away_go_a_year_after_the_last(chair: Person) -> None:
    for days in (300, 400):
        Away.objects.create(person=chair, first_day=ago(days + 5).date(), last_day=ago(days).date())

    owed.sweep("retention")

    assert [row.last_day for row in Away.objects.all()] == [ago(300).date()]


def test_reading_places_go_after_two_years(chair: Person, pharmacist: Person, submitted_version: Version) -> None:
    for person, days in ((chair, 700), (pharmacist, 740)):
        ReadingPlace.objects.create(
            person=person, version=submitted_version, audience="patient", block_key="x", kept_at=ago(days)
        )

    owed.sweep("retention")

    assert [row.person for row in ReadingPlace.objects.all()] == [chair]


def test_summary_that_a_reminder_names_stays(review: Review, chair: Person) -> None:
    seat = review.assignments.get(person=chair)
    summary = Delivery.objects.create(person=chair, kind="reminders", message_id="<a@b>", sent_at=ago(800))
    Delivery.objects.filter(pk=summary.pk).update(created_at=ago(800))
    Reminder.objects.create(person=chair, stage="review_due", assignment=seat, due_on=ago(801).date(), delivery=summary)

    owed.sweep("retention")

    assert Delivery.objects.filter(pk=summary.pk).exists()


def test_rules_say_their_time_in_words() -> None:
    said = {rule.key: rule.time for rule in registered()}

    assert (said["signing_attempts"], said["sessions"], said["disclosures"]) == (
        "365 days after the try",
        "1 day after they have run out",
        "for ever",
    )
