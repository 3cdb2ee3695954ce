"""A board member's signature over a definition of the glossary. Immutable, but for its being taken back."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Definition
from workflows.models.board import Board
from workflows.models.signoff import SigningKey


class DefinitionSignature(models.Model):
    """`statement` is the canonical JSON that `signature` covers; it names the digest of the definition's wording."""

    definition = models.OneToOneField(Definition, on_delete=models.PROTECT, related_name="signature")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    statement = models.TextField()
    signature = models.CharField(_("signature, base64"), max_length=128)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoke_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-signed_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(revoked_at=None) | ~Q(revoke_reason=""), name="definition_taken_back_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.definition}: {self.person}"

    @property
    def signed(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.statement)
        return data
