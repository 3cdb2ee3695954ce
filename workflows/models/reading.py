"""What one person keeps for themselves about a version: where they read, and their notes. Of no record, and erasable."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.models import Version


class ReadingPlace(models.Model):
    """Where a person stopped reading, the same on each of their devices. `finished` names the texts read to their end."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reading_places")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=16, choices=Audience)
    block_key = models.CharField(max_length=24)
    finished = models.JSONField(default=list, blank=True)
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "version"), name="one_reading_place_per_person_and_version"),
        )

    def __str__(self) -> str:
        return f"{self.audience}: {self.block_key}"


class PrivateNote(models.Model):
    """What a person noted about a version. Nobody else reads it, and no inspection file holds it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="private_notes")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(_("note"))
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "version"), name="one_private_note_per_person_and_version"),
        )

    def __str__(self) -> str:
        return f"{self.kept_at:%Y-%m-%d}"
