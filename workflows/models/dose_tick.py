"""Who looked at which row of a dose sheet. Immutable; of a person and a row the newest counts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows.models.review import Assignment, Review


class DoseTick(models.Model):
    """A member ticked a row, or took the tick back. `row` is what the row said then, as canonical JSON, `row_key` its SHA-256."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="dose_ticks")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="dose_ticks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="dose_ticks")
    row_key = models.CharField(max_length=64)
    row = models.TextField(_("row, as it was shown"))
    is_ticked = models.BooleanField(_("ticked, not taken back"))
    ticked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("review", "row_key"), name="dose_tick_of_row"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.row_key[:12]}"
