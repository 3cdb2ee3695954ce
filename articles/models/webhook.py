"""Programs elsewhere that are told what becomes of articles: where they are, what is owed to them, each time we tried."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Happening(models.TextChoices):
    """What a webhook tells of: a change of what readers see. A value is never renamed."""

    PUBLISHED = "article.published", _("Published")
    CORRECTED = "article.corrected", _("Corrected")
    CONCERN = "article.concern", _("Expression of concern")
    WARNED = "article.warned", _("Warned of, or a passage hidden")
    CLEARED = "article.cleared", _("No longer warned of")
    RETRACTED = "article.retracted", _("Retracted")
    REMOVED = "article.removed", _("Removed")
    RETIRED = "article.retired", _("Retired")


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def on(self) -> WebhookQuerySet:
        return self.filter(off_at=None)


class Webhook(models.Model):
    """An address that is told. `secret` is encrypted; what it holds is shown once, to whoever made it."""

    address = models.URLField(_("address"), max_length=500)
    note = models.CharField(_("what it is for"), max_length=200)
    secret = models.TextField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    off_at = models.DateTimeField(null=True, blank=True)
    off_why = models.TextField(blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(off_at=None, off_why="") | (Q(off_at__isnull=False) & ~Q(off_why="")),
                name="webhook_that_is_off_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.note} ({self.host})"

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def is_on(self) -> bool:
        return self.off_at is None


class WebhookMessageQuerySet(models.QuerySet["WebhookMessage"]):
    def owed(self) -> WebhookMessageQuerySet:
        return self.filter(sent_at=None, given_up_at=None, webhook__off_at=None)

    def due(self) -> WebhookMessageQuerySet:
        return self.owed().filter(due_at__lte=timezone.now())


class WebhookMessage(models.Model):
    """What is owed to one webhook. `message_id` is the same at every attempt, so that who gets it twice can tell."""

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="messages")
    message_id = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=32, choices=Happening)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = WebhookMessageQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("sent_at", "given_up_at", "due_at")),)

    def __str__(self) -> str:
        return f"{self.kind} → {self.webhook}"


class WebhookAttempt(models.Model):
    """One attempt: what was answered (`status`, none where nothing came back) or why there was no answer, and how long it took."""

    message = models.ForeignKey(WebhookMessage, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField(default=timezone.now)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.status or self.error}"
