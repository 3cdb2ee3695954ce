"""Who signed in, from where and how, and who tried: for its person, for auditors, and forgotten after a while.

Log-in records may be erased, so nothing here is guarded. No password, no code, no address that was merely typed, no token.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SignInOutcome(models.TextChoices):
    IN = "in", _("signed in")
    WRONG = "wrong", _("something did not fit")
    OFTEN = "often", _("tried too often")
    CLOSED = "closed", _("the account is closed")
    REFUSED = "refused", _("the identity provider's answer was refused")
    OUT = "out", _("signed out")
    ENDED = "ended", _("signed out from elsewhere")


class SignInQuerySet(models.QuerySet["SignIn"]):
    def failures_since_success(self, person: models.Model, *, within: datetime.timedelta) -> int:
        """How often something did not fit since the person was last let in, looked back no further than `within`."""
        rows = self.filter(person=person.pk, at__gt=timezone.now() - within)
        last = rows.filter(outcome=SignInOutcome.IN).order_by("-pk").values_list("pk", flat=True).first()
        return rows.filter(outcome=SignInOutcome.WRONG, pk__gt=last or 0).count()

    def knows(self, person: models.Model, mark: str) -> bool:
        """Whether the person signed in with this browser before, or never at all."""
        ins = self.filter(person=person.pk, outcome=SignInOutcome.IN)
        return not ins.exists() or ins.filter(mark=mark).exists()


class SignIn(models.Model):
    """One attempt, or one end. `person` is empty where nobody has such an account; `mark`: of the browser's cookie, keyed."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="sign_ins"
    )
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=16, choices=SignInOutcome)
    how = models.CharField(max_length=80, blank=True)
    browser = models.CharField(max_length=80, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    mark = models.CharField(max_length=64, blank=True, editable=False)

    objects = SignInQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("person", "at")), models.Index(fields=("at",)))

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.outcome}"
