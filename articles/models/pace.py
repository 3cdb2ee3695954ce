"""How fast a service of others may be asked, by all processes together."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from django.db import models
from django.db.models import F
from django.db.models.functions import Greatest, Now
from django.utils import timezone

# Two requests a second: a request that is late on its way still makes no four within one second.
SPACING = timedelta(milliseconds=500)
SHORTEST_SLEEP = 0.02
# A service that nobody asked yet is free by the clock of the database, whatever that of this process says.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class ServicePaceQuerySet(models.QuerySet["ServicePace"]):
    def take_turn(self, service: str) -> bool:
        """True if the service may be asked now, and nobody else may for half a second; one statement, by the database's clock."""
        return bool(self.filter(service=service, free_at__lte=Now()).update(free_at=Now() + SPACING))

    def wait_turn(self, service: str, seconds: float) -> bool:
        """Waits for it so long at most, asleep until the turn that was given last is over; others may be quicker then."""
        self.get_or_create(service=service, defaults={"free_at": LONG_AGO})
        until = time.monotonic() + seconds
        while not self.take_turn(service):
            left = until - time.monotonic()
            if left <= 0:
                return False
            free_at = self.values_list("free_at", flat=True).get(service=service)
            time.sleep(min(left, max((free_at - timezone.now()).total_seconds(), SHORTEST_SLEEP)))
        return True

    def hold(self, service: str, seconds: float) -> None:
        """Nobody asks the service for so long, as it wished (Retry-After)."""
        until = Now() + timedelta(seconds=seconds)
        self.filter(service=service).update(free_at=Greatest(F("free_at"), until))


class ServicePace(models.Model):
    """One row a service: when the next request may leave. It holds no more than that, and may be lost."""

    service = models.CharField(max_length=120, unique=True)
    free_at = models.DateTimeField(default=timezone.now)

    objects = ServicePaceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.service
