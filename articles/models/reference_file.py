"""Full texts that the team may keep of a work, each with the reason why it may; no reader and no export gets one."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.reference import Reference


class MayKeep(models.TextChoices):
    """Why a copy may be kept: without one of these there is no file."""

    OPEN_LICENCE = "open-licence", _("Open licence")
    PERMISSION = "permission", _("Permission of the publisher")
    OWN_WORK = "own-work", _("Our own work")
    BOUGHT = "bought", _("Licence bought")
    PUBLIC_DOMAIN = "public-domain", _("In the public domain")


class ReferenceFileQuerySet(models.QuerySet["ReferenceFile"]):
    def standing(self) -> ReferenceFileQuerySet:
        return self.filter(removed_at=None)


class ReferenceFile(models.Model):
    """A PDF under a name that nobody can guess. The row of one that was removed stays and says why; its file is gone."""

    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="files")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    file = models.FileField(upload_to="reference-files")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("bytes"))
    because = models.CharField(_("may be kept because"), max_length=16, choices=MayKeep)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    words = models.TextField(_("in words"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removal_reason = models.TextField(blank=True)

    objects = ReferenceFileQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("reference",), condition=Q(removed_at=None), name="one_full_text_of_a_record_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(because__in=MayKeep.values) & ~Q(words=""), name="full_text_is_kept_for_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(because=MayKeep.OPEN_LICENCE) | ~Q(licence=""), name="open_licence_of_a_full_text_is_named"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None, removal_reason="")
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removal_reason="")),
                name="removed_full_text_says_who_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference.key}.pdf"
