"""What readers tell us without an account: whether a page helped, and a mistake that could harm someone. Nobody's name is kept."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.models.article import Article
from articles.models.version import Publication


class Feedback(models.Model):
    """ "Was this helpful?", answered once; the words may come a moment later, and go after a while."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="feedback")
    audience = models.CharField(max_length=16, choices=Audience)
    is_helpful = models.BooleanField()
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("publication", "audience")),)

    def __str__(self) -> str:
        return str(_("Yes") if self.is_helpful else _("No"))


class HarmDecision(models.TextChoices):
    """What came of a report."""

    ACTED = "acted", _("It was right, and we acted at once")
    NEW_VERSION = "new_version", _("It was right, and a new version is on its way")
    NO_MISTAKE = "no_mistake", _("There is no mistake")
    NO_REPORT = "no_report", _("It is no report of a mistake")


class HarmReportQuerySet(models.QuerySet["HarmReport"]):
    def waiting(self) -> HarmReportQuerySet:
        return self.filter(decided_at=None)


class HarmReport(models.Model):
    """S33: what a reader says could harm someone, until an editor has decided about it."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="harm_reports")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="harm_reports")
    audience = models.CharField(max_length=16, choices=Audience)
    words = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(max_length=16, choices=HarmDecision, blank=True)
    decision_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = HarmReportQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="harm_report_says_something"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, decision="", decision_reason="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision="") & ~Q(decision_reason="")),
                name="decided_harm_report_says_who_and_why",
            ),
        )

    def __str__(self) -> str:
        return str(_("Reported by a reader: %s") % self.article.title)

    def get_absolute_url(self) -> str:
        return reverse("desk:harm_report", args=(self.pk,))

    @property
    def waits(self) -> datetime.timedelta:
        """How long it waited, or waits."""
        return (self.decided_at or timezone.now()) - self.at
