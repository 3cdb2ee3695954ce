"""The search for new evidence on which "reviewed, no change needed" rests. Immutable."""

from __future__ import annotations

import hashlib

import rfc8785
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows.models.review import Review


class EvidenceSearch(models.Model):
    """What was searched, how and when; `covers_from` is the day of the review before."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="evidence_search")
    databases = models.TextField(_("where"))
    strategy = models.TextField(_("how"))
    covers_from = models.DateField(_("from"))
    searched_on = models.DateField(_("searched on"))
    found = models.PositiveIntegerField(_("found"))
    read = models.PositiveIntegerField(_("read"))
    conclusion = models.TextField(_("what it means for the text"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(read__lte=F("found")), name="no_more_is_read_than_found"),
            models.CheckConstraint(
                condition=Q(searched_on__gte=F("covers_from")), name="search_follows_the_last_review"
            ),
            models.CheckConstraint(
                condition=~Q(databases="") & ~Q(strategy="") & ~Q(conclusion=""), name="search_says_where_how_and_what"
            ),
        )

    def __str__(self) -> str:
        return f"{self.databases[:60]}, {self.searched_on}"

    @property
    def digest(self) -> str:
        """SHA-256 of its canonical JSON, which every sign-off of the review names."""
        said = {
            "databases": self.databases,
            "strategy": self.strategy,
            "covers_from": self.covers_from.isoformat(),
            "searched_on": self.searched_on.isoformat(),
            "found": str(self.found),
            "read": str(self.read),
            "conclusion": self.conclusion,
        }
        return hashlib.sha256(rfc8785.dumps(said)).hexdigest()
