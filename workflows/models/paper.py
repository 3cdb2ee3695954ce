"""A review that a member gave on paper, entered by somebody else. Never a sign-off: no rule counts it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows.models.review import Review


class PaperReview(models.Model):
    """Entered by one person for another, with the scan. `sha256` is of the scan as it is stored."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="paper_reviews")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="paper_reviews")
    given_on = models.DateField(_("given on"))
    said = models.TextField(_("what it says"))
    scan = models.FileField(_("scan"), upload_to="paper-reviews")
    sha256 = models.CharField(max_length=64)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(said="") & ~Q(scan=""), name="paper_review_has_words_and_a_scan"),
            models.CheckConstraint(
                condition=~Q(person=F("entered_by")), name="paper_review_is_entered_by_somebody_else"
            ),
            models.UniqueConstraint(fields=("review", "sha256"), name="scan_is_entered_once_in_a_review"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.review}"
