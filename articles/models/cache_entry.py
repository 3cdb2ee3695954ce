"""What all processes remember together where there is no Redis, as Django's DatabaseCache keeps it."""

from __future__ import annotations

from django.db import models


class CacheEntry(models.Model):
    """Written by `reviewboard.caching` alone. Every row may be deleted: limits of how often something is tried begin anew."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
