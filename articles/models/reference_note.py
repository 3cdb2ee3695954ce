"""What the team says of a work among itself: no reader, no version and no export has it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.reference import Reference


class ReferenceNoteQuerySet(models.QuerySet["ReferenceNote"]):
    def standing(self) -> ReferenceNoteQuerySet:
        return self.filter(taken_out_at=None)


class ReferenceNote(models.Model):
    """Plain text, as it was typed. One that was taken out is shown to nobody, and kept."""

    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="notes")
    words = models.TextField(_("note"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_out_at = models.DateTimeField(null=True, blank=True)

    objects = ReferenceNoteQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="note_about_a_reference_has_words"),
            models.CheckConstraint(
                condition=Q(taken_out_at=None, taken_out_by=None)
                | Q(taken_out_at__isnull=False, taken_out_by__isnull=False),
                name="note_that_was_taken_out_says_by_whom",
            ),
        )

    def __str__(self) -> str:
        return self.words[:80]
