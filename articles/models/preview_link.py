"""Links by which somebody without an account reads a draft: for whom, until when, how often opened. The token is kept as a hash."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.models.article import Article


class PreviewLink(models.Model):
    """One text of the draft as it was at `revision`. `token_hash` is the SHA-256 of what stands in the address."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="preview_links")
    audience = models.CharField(max_length=16, choices=Audience)
    revision = models.PositiveIntegerField()
    recipient = models.CharField(_("for whom"), max_length=200)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    openings = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(recipient=""), name="preview_link_names_its_recipient"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="preview_link_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="revoked_preview_link_says_by_whom",
            ),
        )

    def __str__(self) -> str:
        return f"{self.article}: {self.recipient}"

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
