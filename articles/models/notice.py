"""Caution that is added to a page without a signature: public notices, and what one person does in an emergency."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.version import Publication, Version


class NoticeKind(models.TextChoices):
    CORRECTION = "correction", _("Correction")
    CONCERN = "concern", _("Expression of concern")
    RETRACTION = "retraction", _("Retraction")
    RETIRED = "retired", _("Retired")
    REMOVED = "removed", _("Removed")


# These always say something of their own; the other two have words of the frame.
SAYS_WHY = (NoticeKind.CORRECTION, NoticeKind.CONCERN, NoticeKind.RETRACTION)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def standing(self) -> NoticeQuerySet:
        return self.filter(ended_at=None)


class Notice(models.Model):
    """A public notice on an article: `sentence` is for readers, `reason` for the record. `version` was live when it was posted."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="notices")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="notices")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=16, choices=NoticeKind)
    sentence = models.TextField(blank=True)
    reason = models.TextField()
    replaced_by = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-posted_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="notice_has_a_reason"),
            models.CheckConstraint(condition=~Q(kind__in=SAYS_WHY) | ~Q(sentence=""), name="notice_tells_readers_why"),
            models.CheckConstraint(condition=~Q(replaced_by=F("article")), name="article_does_not_replace_itself"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, end_reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")),
                name="ended_notice_says_who_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.article}"


class EmergencyKind(models.TextChoices):
    """All that an emergency may do (S22)."""

    HIDE = "hide", _("Passage hidden")
    WARN = "warn", _("Warning shown")
    TAKE_DOWN = "take_down", _("Taken down")


@dataclass(frozen=True)
class EmergencyCounts:
    hidden: int
    warned: int
    taken_down: int
    reviewed: int

    @property
    def total(self) -> int:
        return self.hidden + self.warned + self.taken_down


class EmergencyQuerySet(models.QuerySet["Emergency"]):
    def standing(self) -> EmergencyQuerySet:
        """Hidden passages and warnings that have not been lifted."""
        return self.exclude(kind=EmergencyKind.TAKE_DOWN).filter(lifted_at=None)

    def counts(self, *, since: datetime.datetime) -> EmergencyCounts:
        """How many there were; the site says so to everyone."""
        recent = self.filter(at__gte=since)
        kinds = {f"n_{kind.value}": Count("pk", filter=Q(kind=kind), distinct=True) for kind in EmergencyKind}
        reviewed = Count("pk", filter=Q(reviewed_at__isnull=False), distinct=True)
        found = recent.order_by().aggregate(**kinds, reviewed=reviewed)
        return EmergencyCounts(found["n_hide"], found["n_warn"], found["n_take_down"], found["reviewed"])

    def to_review(self) -> EmergencyQuerySet:
        return self.filter(reviewed_at=None)


class Emergency(models.Model):
    """What one person did at once, with a reason; another person reviews it afterwards. `warning` names words of `wording`."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="emergencies")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="emergencies")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="emergencies")
    kind = models.CharField(max_length=16, choices=EmergencyKind)
    audience = models.CharField(max_length=16, blank=True)
    block = models.CharField(max_length=24, blank=True)
    quote = models.TextField(blank=True)
    warning = models.CharField(max_length=32, blank=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    was_right = models.BooleanField(null=True, blank=True)
    review_note = models.TextField(blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    lift_reason = models.TextField(blank=True)

    objects = EmergencyQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("reviewed_at", "at")),)
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="emergency_has_a_reason"),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("by")), name="emergency_is_reviewed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None, was_right=None, review_note="")
                | (
                    Q(reviewed_at__isnull=False, reviewed_by__isnull=False, was_right__isnull=False)
                    & ~Q(review_note="")
                ),
                name="reviewed_emergency_says_who_and_what",
            ),
            models.CheckConstraint(
                condition=Q(kind=EmergencyKind.HIDE) & ~Q(block="") & ~Q(audience="") & Q(warning="")
                | Q(kind=EmergencyKind.WARN, block="", audience="") & ~Q(warning="")
                | Q(kind=EmergencyKind.TAKE_DOWN, block="", audience="", warning=""),
                name="emergency_hides_warns_or_takes_down",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lift_reason="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lift_reason="")),
                name="lifted_emergency_says_who_and_why",
            ),
            models.UniqueConstraint(
                fields=("version", "block"),
                condition=Q(kind=EmergencyKind.HIDE, lifted_at=None),
                name="passage_is_hidden_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.version.title}"

    def get_absolute_url(self) -> str:
        return reverse("desk:emergency", args=(self.pk,))

    @property
    def stands(self) -> bool:
        return self.kind != EmergencyKind.TAKE_DOWN and self.lifted_at is None
