"""Attempts to prove who signs, and the lock that the fifth failure sets. Log-in records: they may be erased."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

from articles.models import Person

# For so long an attempt that nobody finished stands for a failure. A check takes a tenth of a second.
CHECKED_WITHIN = datetime.timedelta(minutes=1)
_BEGIN = (
    "INSERT INTO workflows_signingattempt (person_id, at, unlock_tries) "
    "SELECT id, %s, 0 FROM articles_person WHERE id = %s FOR NO KEY UPDATE RETURNING id"
)


class SigningAttemptQuerySet(models.QuerySet["SigningAttempt"]):
    def locking(self, now: datetime.datetime) -> SigningAttemptQuerySet:
        """Those that keep their person from signing now."""
        return self.filter(locked_until__gt=now, unlocked_at=None)

    def counting(self, now: datetime.datetime) -> SigningAttemptQuerySet:
        """All but those that ended before an answer: the process was killed, or the database was away."""
        being_checked = Q(at__gt=now - CHECKED_WITHIN, at__lt=now + CHECKED_WITHIN)
        answered = Q(failed_at__isnull=False) | Q(passed_at__isnull=False) | Q(locked_until__isnull=False)
        return self.filter(answered | being_checked)

    def begin(self, person: Person) -> SigningAttempt:
        """A new attempt, numbered after every other of this person that anybody can see: so that whoever counts those before
        theirs misses none.
        """
        if connection.vendor != "postgresql":
            return self.create(person=person)
        # Numbers are given before a row can be seen; the person's row makes attempts of one instant wait for each other.
        at = timezone.now()
        with connection.cursor() as cursor:
            cursor.execute(_BEGIN, [at, person.pk])
            (pk,) = cursor.fetchone()
        return SigningAttempt(pk=pk, person=person, at=at)


class SigningAttempt(models.Model):
    """Written before anything is checked, so that guesses at the same instant all count.

    Until it is answered it takes one of the places that failures have; one that is not answered within `CHECKED_WITHIN`
    ended with its process and counts no more. A failure is noted before anybody is told of it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="signing_attempts")
    at = models.DateTimeField(default=timezone.now)
    passed_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    # The half minute whose code was used: each counts once (RFC 6238, 5.2).
    code_step = models.BigIntegerField(null=True, blank=True)
    locked_until = models.DateTimeField(null=True, blank=True)
    unlocked_at = models.DateTimeField(null=True, blank=True)
    unlock_tries = models.PositiveSmallIntegerField(default=0)

    objects = SigningAttemptQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("person", "-id")),)
        constraints = (
            models.UniqueConstraint(fields=("person", "code_step"), name="one_time_code_counts_once"),
            models.CheckConstraint(
                condition=Q(locked_until=None) | Q(passed_at=None), name="only_a_failure_locks_signing"
            ),
            models.CheckConstraint(condition=Q(failed_at=None) | Q(passed_at=None), name="attempt_passes_or_fails"),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.at:%Y-%m-%d %H:%M}"

    @property
    def ends_the_count(self) -> bool:
        """Whether failures before this one are forgiven or have been answered by a lock."""
        return self.passed_at is not None or self.locked_until is not None

    def is_locking(self, now: datetime.datetime) -> bool:
        return self.locked_until is not None and self.locked_until > now and self.unlocked_at is None
