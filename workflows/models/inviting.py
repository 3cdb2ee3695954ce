"""What comes of an invitation besides yes and no: another date that a member asks for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows.models.review import Assignment


class DateProposal(models.Model):
    """A member can review, but by another day; the managing editor agrees or not."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="date_proposals")
    due_on = models.DateField(_("due on"))
    note = models.TextField(_("note"), blank=True)
    proposed_at = models.DateTimeField(default=timezone.now)
    agreed = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("assignment",), condition=Q(answered_at=None), name="one_open_date_proposal_per_assignment"
            ),
            models.CheckConstraint(
                condition=Q(agreed=None, answered_by=None, answered_at=None)
                | Q(agreed__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
                name="answered_date_proposal_says_by_whom",
            ),
            models.CheckConstraint(condition=~Q(agreed=False) | ~Q(answer=""), name="declined_date_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.assignment.person}: {self.due_on}"
