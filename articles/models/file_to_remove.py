"""Stored files that nobody wants any more, until they are gone."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class FileToRemoveQuerySet(models.QuerySet["FileToRemove"]):
    def given_up(self) -> FileToRemoveQuerySet:
        """All but those of which a row may still be written."""
        return self.filter(models.Q(tries__gt=0) | models.Q(due_at__lte=timezone.now()))

    def due(self) -> FileToRemoveQuerySet:
        return self.filter(due_at__lte=timezone.now())


class FileToRemove(models.Model):
    """One that is given up, or that no row wants yet and that goes if none ever does.

    A name with a slash at its end is a folder: it goes with its files, or all of them but `but` go.
    """

    name = models.CharField(max_length=500)
    but = models.CharField(max_length=500, blank=True)
    since = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    objects = FileToRemoveQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("due_at",), name="files_to_remove_that_are_due"),)

    def __str__(self) -> str:
        return self.name
