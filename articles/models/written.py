"""Works as a style writes them, kept so that nobody waits for them to be written again."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac


class WrittenReferenceQuerySet(models.QuerySet["WrittenReference"]):
    def of(self, contents: Iterable[str], made_with: str) -> dict[str, str]:
        """From content to HTML, of those that were written; one query."""
        return {row.content: row.html for row in self._written(contents, made_with)}

    def sealed(self, contents: Iterable[str], made_with: str) -> dict[str, str]:
        """The same, but for rows that somebody has changed since we wrote them."""
        return {row.content: row.html for row in self._written(contents, made_with) if row.is_sealed}

    def _written(self, contents: Iterable[str], made_with: str) -> WrittenReferenceQuerySet:
        return self.filter(content__in=set(contents), made_with=made_with)


class WrittenReference(models.Model):
    """What `articles.references.formatting` gave for this content. It follows from both, so that every row may be lost.

    `seal` says that this installation wrote the row: readers' pages take no other.
    """

    content = models.CharField(max_length=64)
    made_with = models.CharField(max_length=64)
    html = models.TextField(blank=True)
    seal = models.CharField(max_length=64, blank=True, db_default="")
    made_at = models.DateTimeField(default=timezone.now)

    objects = WrittenReferenceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("content", "made_with"), name="one_writing_of_a_content_in_a_style"),
        )

    def __str__(self) -> str:
        return self.html

    @property
    def is_sealed(self) -> bool:
        return constant_time_compare(self.seal, self.worked_out_seal())

    def worked_out_seal(self) -> str:
        """HMAC-SHA256 under SECRET_KEY, in hex: whoever can write to the database alone cannot make one."""
        words = json.dumps([self.content, self.made_with, self.html])
        return salted_hmac("articles.WrittenReference", words, algorithm="sha256").hexdigest()
