"""Files of references on their way into the library: what was read is shown before anything is saved."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportStage(models.TextChoices):
    """How far a file is."""

    READING = "reading", _("Reading")
    SHOWN = "shown", _("Waits for you")
    SAVING = "saving", _("Saving")
    DONE = "done", _("Saved")
    REFUSED = "refused", _("Not read")
    DROPPED = "dropped", _("Given up")


class ImportOutcome(models.TextChoices):
    """What becomes of a record."""

    TAKEN = "taken", _("New")
    MERGED = "merged", _("Merged")
    REFUSED = "refused", _("Left out")


class ReferenceImportQuerySet(models.QuerySet["ReferenceImport"]):
    def underway(self) -> ReferenceImportQuerySet:
        """What there is something to do for now."""
        is_due = Q(again_at=None) | Q(again_at__lte=timezone.now())
        return self.filter(is_due, stage__in=(ImportStage.READING, ImportStage.SAVING))


class ReferenceImport(models.Model):
    """A file or pasted text. `records_read` and `records_saved` say how far it is; both only grow."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    name = models.CharField(_("file"), max_length=255)
    file = models.FileField(upload_to="reference-imports/", blank=True)
    format = models.CharField(max_length=60, blank=True)
    encoding = models.CharField(max_length=40, blank=True)
    stage = models.CharField(max_length=16, choices=ImportStage, default=ImportStage.READING)
    problem = models.TextField(blank=True)
    records_read = models.PositiveIntegerField(default=0)
    records_saved = models.PositiveIntegerField(default=0)
    # While a service is away: how often it was asked in vain, and when it is asked again. `problem` says which and why.
    tries = models.PositiveSmallIntegerField(default=0)
    again_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ReferenceImportQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(stage="refused") | ~Q(problem=""), name="refused_import_says_why"),
        )

    def __str__(self) -> str:
        return self.name


class ImportedRecord(models.Model):
    """One record of a file: what becomes of it, or, once it is saved, what became of it. `work` is empty when it is refused."""

    source = models.ForeignKey(ReferenceImport, on_delete=models.CASCADE, related_name="records")
    number = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=16, choices=ImportOutcome)
    title = models.CharField(max_length=600, blank=True)
    says = models.TextField(blank=True)
    work = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("source", "number"), name="records_of_an_import_are_numbered_once"),
        )
        indexes = (models.Index(fields=("source", "outcome", "number")),)

    def __str__(self) -> str:
        return f"{self.line}: {self.title}"
