"""The code that a copy of a page carries: which publication, and which of its texts."""

from __future__ import annotations

from django.db import models

from articles.audiences import Audience
from articles.models.version import Publication


class CopyCode(models.Model):
    """Given when a publication goes live, and never again to another: who holds a copy may ask after years."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="copy_codes")
    audience = models.CharField(max_length=16, choices=Audience)
    code = models.CharField(max_length=16, unique=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("publication", "audience"), name="one_copy_code_for_each_text"),)

    def __str__(self) -> str:
        return self.code
