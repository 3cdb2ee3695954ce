"""Tokens with which programs work for a person, and what they were answered. A token is kept as a hash."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TokenScope(models.TextChoices):
    """What a token is for. Signing, deciding, publishing, notices and people are in none. A value is never renamed."""

    READ = "read", _("Read articles, drafts, versions and tasks")
    WRITE = "write", _("Write drafts: articles, texts, contributors, reference lists")
    SUBMIT = "submit", _("Submit drafts")
    REFERENCES = "references", _("Read the library, add works to it")
    REPORTS = "reports", _("Read reports: reviews, flags, reading levels")


class TokenEnding(models.TextChoices):
    """Why a token ended before its day."""

    REVOKED = "revoked", _("ended by a person")
    ROLE = "role", _("a role ended that it needed")
    ACCOUNT = "account", _("the account was closed")
    PASSWORD = "password", _("its person has a new password")
    LOG_INS = "log-ins", _("an administrator ended the log-ins of its person")


class WorkTokenQuerySet(models.QuerySet["WorkToken"]):
    def open(self) -> WorkTokenQuerySet:
        return self.filter(ended_at=None, expires_at__gt=timezone.now())


class WorkToken(models.Model):
    """`token_hash` is the SHA-256 of the token, which is shown once. `last_used_on` is a day: reading writes no row each time."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="work_tokens")
    name = models.CharField(_("what it is for"), max_length=100)
    scopes = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_why = models.CharField(max_length=16, choices=TokenEnding, blank=True)

    objects = WorkTokenQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="token_says_what_it_is_for"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="token_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_why="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_why="")),
                name="ended_token_says_by_whom_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.person})"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None and self.expires_at > timezone.now()

    @property
    def scope_labels(self) -> list[str]:
        """A scope that this code does not know gives nothing, and is not shown."""
        return [str(scope.label) for scope in TokenScope if scope.value in self.scopes]


class KeptAnswer(models.Model):
    """What a program was answered under an `Idempotency-Key`, for as long as it may ask again. Without `status` it is being worked on.

    `fingerprint` is the SHA-256 of method, address and body. `begun_at` says whose work it is: who takes over what nobody
    finished writes it anew, and whoever began before can no longer put an answer in.
    """

    token = models.ForeignKey(WorkToken, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    body = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("begun_at",), name="kept_answers_by_age"),)
        constraints = (models.UniqueConstraint(fields=("token", "key"), name="one_answer_per_token_and_key"),)

    def __str__(self) -> str:
        return f"{self.token_id}: {self.status or '…'}"
