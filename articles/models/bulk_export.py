"""Many articles out of the house at once: which of them, as what, and one row for each that says what became of it."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.models.article import Article

# The archive is a copy for whoever asked; what is in it goes out of date.
KEPT = datetime.timedelta(days=1)


class ExportEdition(models.TextChoices):
    """What of each article is taken."""

    DRAFT = "draft", _("The draft as it is saved")
    LIVE = "live", _("What readers see now")


class ExportStage(models.TextChoices):
    WORKING = "working", _("Being made")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")
    OVER = "over", _("Deleted")


class ExportOutcome(models.TextChoices):
    """What became of one article."""

    WAITING = "waiting", _("Waits")
    DONE = "done", _("In the archive")
    REFUSED = "refused", _("Left out")


class BulkExportQuerySet(models.QuerySet["BulkExport"]):
    def due(self) -> BulkExportQuerySet:
        """Something is to be made, and nobody is at it now; who died at it is waited for until `working_until`."""
        is_free = Q(working_until=None) | Q(working_until__lt=timezone.now())
        return self.filter(is_free, stage=ExportStage.WORKING)

    def over(self) -> BulkExportQuerySet:
        """Its day has passed."""
        return self.filter(stage__in=(ExportStage.DONE, ExportStage.STOPPED), finished_at__lt=timezone.now() - KEPT)


class BulkExport(models.Model):
    """`format` is a name of `publishing.files.FORMATS`; `audience` empty for every text; `chosen` the address of their list."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    format = models.CharField(max_length=16)
    edition = models.CharField(max_length=16, choices=ExportEdition)
    audience = models.CharField(max_length=16, choices=Audience, blank=True)
    chosen = models.TextField(blank=True)
    stage = models.CharField(max_length=16, choices=ExportStage, default=ExportStage.WORKING)
    file = models.FileField(upload_to="bulk-exports/", blank=True)
    working_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = BulkExportQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(stage="done") | ~Q(file=""), name="bulk_export_that_is_done_has_its_archive"
            ),
        )
        indexes = (models.Index(fields=("by", "-id"), name="bulk_exports_of_a_person"),)

    def __str__(self) -> str:
        return f"{self.get_edition_display()} ({self.format})"

    @property
    def is_underway(self) -> bool:
        return self.stage == ExportStage.WORKING

    @property
    def kept_until(self) -> datetime.datetime | None:
        return self.finished_at + KEPT if self.finished_at else None


class ExportedArticle(models.Model):
    """One article of a bulk export. `files` are the names in the archive; `tries` counts how often somebody began to make them."""

    export = models.ForeignKey(BulkExport, on_delete=models.CASCADE, related_name="articles")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16, choices=ExportOutcome, default=ExportOutcome.WAITING)
    sentence = models.TextField(blank=True)
    files = models.JSONField(default=list, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("export", "article"), name="one_result_per_article_and_bulk_export"),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(sentence=""), name="article_left_out_of_a_bulk_export_says_why"
            ),
        )
        indexes = (models.Index(fields=("export", "outcome", "id"), name="results_of_a_bulk_export"),)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.outcome}"
