"""Works as a style writes them, kept so that nobody waits for them to be written again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils import timezone


class WrittenReferenceQuerySet(models.QuerySet["WrittenReference"]):
    def of(self, contents: Iterable[str], made_with: str) -> dict[str, str]:
        """From content to HTML, of those that were written; one query."""
        found = self.filter(content__in=set(contents), made_with=made_with)
        return dict(found.values_list("content", "html"))


class WrittenReference(models.Model):
    """What `articles.references.formatting` gave for this content. It follows from both, so that every row may be lost."""

    content = models.CharField(max_length=64)
    made_with = models.CharField(max_length=64)
    html = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = WrittenReferenceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("content", "made_with"), name="one_writing_of_a_content_in_a_style"),
        )

    def __str__(self) -> str:
        return self.html
