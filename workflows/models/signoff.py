"""Sign-offs and what proves them. Immutable."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Version
from workflows.models.disclosure import Disclosure
from workflows.models.review import Review


class Verdict(models.TextChoices):
    APPROVE = "approve", _("Approve")
    APPROVE_WITH_COMMENT = "approve_with_comment", _("Approve with comment")
    CHANGES_REQUIRED = "changes_required", _("Changes required")
    ABSTAIN = "abstain", _("Abstain")
    DISSENT = "dissent", _("Dissent")


class SigningKey(models.Model):
    """The public half of a key of the server, and when it was in use. The private half is in the environment."""

    key_id = models.CharField(max_length=64, unique=True)
    algorithm = models.CharField(max_length=16, default="Ed25519")
    public_key = models.CharField(_("public key, base64"), max_length=64)
    used_from = models.DateTimeField(default=timezone.now)
    used_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("used_from",)

    def __str__(self) -> str:
        return self.key_id


class SignOff(models.Model):
    """A member's signed verdict on a version's digest. `statement` is the canonical JSON that `signature` covers."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="sign_offs")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="sign_offs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sign_offs")
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=32, choices=Verdict)
    comment = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    statement = models.TextField()
    signature = models.CharField(_("signature, base64"), max_length=128)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ("signed_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("review", "person"), name="one_sign_off_per_person_and_review"),
            models.CheckConstraint(
                condition=~Q(verdict__in=("approve_with_comment", "changes_required", "dissent")) | ~Q(comment=""),
                name="verdict_that_needs_words_has_them",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.get_verdict_display()}"

    @property
    def signed(self) -> dict[str, Any]:
        """What was signed, read back from the statement; nothing where the database's owner put there what says nothing."""
        try:
            data = json.loads(self.statement)
        except ValueError:
            return {}
        return data if isinstance(data, dict) else {}


class Revocation(models.Model):
    """A sign-off taken back, with the reason."""

    sign_off = models.OneToOneField(SignOff, on_delete=models.PROTECT, related_name="revocation")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    revoked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="revocation_has_a_reason"),)

    def __str__(self) -> str:
        return self.reason[:80]
