"""A publisher moving in: an archive of files, one row for each of them, and the addresses that the articles had elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.models.article import Article


class BulkStage(models.TextChoices):
    """How far an archive is."""

    READING = "reading", _("Being looked through")
    IMPORTING = "importing", _("Being imported")
    DONE = "done", _("Imported")
    REFUSED = "refused", _("Not read")
    STOPPED = "stopped", _("Stopped")


UNDERWAY = (BulkStage.READING, BulkStage.IMPORTING)


class FileOutcome(models.TextChoices):
    """What became of a file."""

    WAITING = "waiting", _("Waits")
    DONE = "done", _("Imported")
    SAME = "same", _("Already there")
    CHANGED = "changed", _("Changed since")
    REFUSED = "refused", _("Refused")
    LEFT_OUT = "left_out", _("Left out")


class BulkImportQuerySet(models.QuerySet["BulkImport"]):
    def due(self) -> BulkImportQuerySet:
        """Something is to be done, and nobody is at it now; who died at it is waited for until `working_until`."""
        is_free = Q(working_until=None) | Q(working_until__lt=timezone.now())
        return self.filter(is_free, stage__in=UNDERWAY)


class BulkImport(models.Model):
    """An archive of files. `audience` is for texts that do not say whom they are written for; `per_month` first reviews are planned."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    name = models.CharField(_("file"), max_length=255)
    file = models.FileField(upload_to="bulk-imports/", blank=True)
    audience = models.CharField(max_length=16, choices=Audience, default=Audience.PATIENT)
    stage = models.CharField(max_length=16, choices=BulkStage, default=BulkStage.READING)
    problem = models.TextField(blank=True)
    remarks = models.JSONField(default=list, blank=True)
    working_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    per_month = models.PositiveSmallIntegerField(_("first reviews a month"), default=20)
    live_since = models.DateTimeField(_("made live"), null=True, blank=True)

    objects = BulkImportQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(stage="refused") | ~Q(problem=""), name="refused_bulk_import_says_why"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_underway(self) -> bool:
        return self.stage in UNDERWAY


class BulkFile(models.Model):
    """One file. `stated` is what a table beside it, or its name, says of it; `approval` the earlier approval to publish on."""

    source = models.ForeignKey(BulkImport, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=500)
    digest = models.CharField(max_length=64, blank=True)
    # Of a page that stood in the export of another system; empty for a file of the archive.
    content = models.TextField(blank=True)
    group = models.CharField(max_length=300, blank=True)
    audience = models.CharField(max_length=16, choices=Audience, blank=True)
    stated = models.JSONField(default=dict, blank=True)
    outcome = models.CharField(max_length=16, choices=FileOutcome, default=FileOutcome.WAITING)
    sentence = models.TextField(blank=True)
    notes = models.JSONField(default=list, blank=True)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, blank=True, related_name="moved_from")
    has_dose = models.BooleanField(default=False)
    approval = models.JSONField(default=dict, blank=True)
    review_due = models.DateField(_("first review due"), null=True, blank=True)
    live_at = models.DateTimeField(null=True, blank=True)
    not_live_why = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("source", "number"), name="files_of_a_bulk_import_are_numbered_once"),
            models.CheckConstraint(
                condition=~Q(outcome__in=("refused", "changed", "left_out")) | ~Q(sentence=""),
                name="file_that_is_not_imported_says_why",
            ),
        )
        indexes = (
            models.Index(fields=("source", "outcome", "number")),
            models.Index(fields=("digest",)),
            models.Index(fields=("name",)),
        )

    def __str__(self) -> str:
        return self.name


class OldAddress(models.Model):
    """An address of a former site, path with query, that leads to an article for ever. `audience` names the text, if it was one's."""

    address = models.CharField(max_length=500, unique=True)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="old_addresses")
    audience = models.CharField(max_length=16, choices=Audience, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("address",)

    def __str__(self) -> str:
        return self.address
