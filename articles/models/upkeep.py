"""What was last done to keep the site running, for the page of whoever runs it and for metrics. One row a kind; may be lost."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UpkeepKind(models.TextChoices):
    BACKUP = "backup", _("backup")
    RESTORE = "restore", _("restore")
    VERIFY = "verify", _("verify")
    WORK = "work", _("workers' beat")


class UpkeepQuerySet(models.QuerySet["Upkeep"]):
    def note(self, kind: UpkeepKind, *, seconds: float, is_well: bool, words: str = "") -> Upkeep:
        """The last time counts; the one before is forgotten."""
        found = {"at": timezone.now(), "seconds": seconds, "is_well": is_well, "words": words}
        return self.update_or_create(kind=kind, defaults=found)[0]


class Upkeep(models.Model):
    kind = models.CharField(max_length=16, choices=UpkeepKind, unique=True)
    at = models.DateTimeField(default=timezone.now)
    seconds = models.FloatField(_("how long it took, in seconds"), default=0)
    is_well = models.BooleanField(default=True)
    words = models.TextField(blank=True)

    objects = UpkeepQuerySet.as_manager()

    class Meta:
        ordering = ("kind",)

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
