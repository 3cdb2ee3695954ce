"""Merges of two records of one work, with what it takes to undo each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.reference import Reference


class ReferenceMerge(models.Model):
    """`filled`: what the kept record gained, by name, the entries of its CSL-JSON under "csl", new "tags" in a list. `revisions`:
    article → the revision at which its citations followed. `proposals`: those that pointed at the record that is gone.
    """

    kept = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="goings")
    reason = models.TextField(_("why"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    filled = models.JSONField(default=dict, blank=True)
    revisions = models.JSONField(default=dict, blank=True)
    proposals = models.JSONField(default=list, blank=True)
    parted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    parted_at = models.DateTimeField(null=True, blank=True)
    part_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_is_of_two_records"),
            models.UniqueConstraint(
                fields=("gone",), condition=Q(parted_at=None), name="one_standing_merge_per_record"
            ),
            models.CheckConstraint(
                condition=Q(parted_at=None, parted_by=None, part_reason="")
                | (Q(parted_at__isnull=False, parted_by__isnull=False) & ~Q(part_reason="")),
                name="parted_merge_says_who_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.gone.key} → {self.kept.key}"
