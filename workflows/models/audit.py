"""An auditor's signed statement that they went through the audit trail. Immutable."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workflows.models.signoff import SigningKey


class AuditResult(models.TextChoices):
    IN_ORDER = "in_order", _("In order")
    OBSERVATIONS = "observations", _("In order, with observations")
    FAULTS = "faults", _("Not in order")


class AuditReview(models.Model):
    """Who looked at which period and which sample, and what came of it. `statement` is what `signature` covers."""

    auditor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    period_from = models.DateField(_("from"))
    period_until = models.DateField(_("up to and including"))
    sample = models.JSONField(_("sample"))
    result = models.CharField(_("result"), max_length=16, choices=AuditResult)
    findings = models.TextField(_("findings"), blank=True)
    statement = models.TextField()
    signature = models.CharField(_("signature, base64"), max_length=128)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ("-signed_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(period_until__gte=F("period_from")), name="audit_period_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(result=AuditResult.IN_ORDER) | ~Q(findings=""), name="audit_with_findings_says_them"
            ),
        )

    def __str__(self) -> str:
        return f"{self.auditor}: {self.period_from} – {self.period_until}"

    @property
    def signed(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.statement)
        return data
