"""The record: chains of events, checkpoints of all their heads, and what is owed to people and pages."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models.article import Article


class Event(models.Model):
    """One entry of the audit trail. `hash` covers `previous` and `body`; `body` is canonical JSON with person ids, never names."""

    stream = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=64)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("stream", "sequence")
        constraints = (
            models.UniqueConstraint(fields=("stream", "sequence"), name="events_of_a_stream_are_numbered_once"),
        )
        indexes = (models.Index(fields=("kind", "at")),)

    def __str__(self) -> str:
        return f"{self.stream} {self.sequence} {self.kind}"


class Checkpoint(models.Model):
    """The heads of the chains at one moment, all or those new since the former one, chained, so that cutting a tail shows."""

    at = models.DateTimeField()
    heads = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.hash[:12]}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self) -> DeliveryQuerySet:
        return self.filter(sent_at=None, given_up_at=None, muted_at=None, due_at__lte=timezone.now())

    def unread(self) -> DeliveryQuerySet:
        return self.filter(read_at=None)


class Delivery(models.Model):
    """A message that is owed to a person. The address is looked up when it is sent; the Message-ID never changes."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deliveries")
    kind = models.CharField(max_length=64)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    data = models.JSONField(default=dict, blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    # Its person does not want this kind by mail; it stands in their inbox alone.
    muted_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("sent_at", "given_up_at", "due_at")),)

    def __str__(self) -> str:
        return f"{self.kind} → {self.person}"


class PageChange(models.Model):
    """The pages of an article want writing. Each web host works off the serials above its own, in order."""

    serial = models.BigAutoField(primary_key=True)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="page_changes")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("serial",)

    def __str__(self) -> str:
        return f"{self.serial}: {self.article}"
