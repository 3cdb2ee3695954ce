"""What the publisher says of itself: name, logo, colours, country. Rows are added, never changed; the newest is in force."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PublisherDetails(models.Model):
    """What is empty here is as the settings of the installation have it."""

    name = models.CharField(_("name"), max_length=120, blank=True)
    logo = models.FileField(_("logo"), upload_to="logos", blank=True)  # by content: `logos/<sha256>.<svg|png>`
    logo_width = models.PositiveIntegerField(default=0)
    logo_height = models.PositiveIntegerField(default=0)
    colour = models.CharField(_("colour on a light ground"), max_length=7, blank=True)
    dark_colour = models.CharField(_("colour on a dark ground"), max_length=7, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    emergency_number = models.CharField(_("emergency number"), max_length=40, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name or str(settings.PUBLISHER_NAME)
