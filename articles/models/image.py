"""Pictures, addressed by their content: never overwritten, part of what is signed (S19)."""

from __future__ import annotations

import hashlib
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles.models.version import Ending, Publication, Version


class ImageQuerySet(models.QuerySet["Image"]):
    def matching(self, searched: str) -> ImageQuerySet:
        """Pictures that have every word in what is said of them, the newest first; all when nothing is searched."""
        found = self.order_by("-added_at", "-pk")
        for word in searched.split():
            said = (Q(**{f"{name}__icontains": word}) for name in ("alt", "caption", "credit", "licence"))
            found = found.filter(reduce(or_, said))
        return found

    def published(self) -> ImageQuerySet:
        """Shown by a version that is or was live, unless it was removed for danger or law: readers may see them."""
        was_live = Publication.objects.exclude(live_from=None).exclude(ended_as=Ending.REMOVED)
        shown = ShownImage.objects.filter(image=OuterRef("pk"), version__in=was_live.values("version"))
        return self.filter(Exists(shown))


class Image(models.Model):
    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=32)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField(_("bytes"))
    file = models.FileField(upload_to="images")
    alt = models.TextField(_("text alternative"))
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    shows_patient = models.BooleanField(_("a patient can be recognised"), default=False)
    consent = models.TextField(_("consent: who gave it, when, where the signed form is kept"), blank=True)
    consent_document = models.FileField(_("signed consent form"), upload_to="consents", blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(alt=""), name="image_has_a_text_alternative"),
            models.CheckConstraint(
                condition=Q(shows_patient=False) | ~Q(consent=""), name="recognisable_patient_has_a_consent_on_file"
            ),
        )

    def __str__(self) -> str:
        return self.alt[:80]

    @property
    def address(self) -> str:
        """As texts name it: `/images/<sha256>.<extension>`."""
        return f"/{self.name}"

    @property
    def name(self) -> str:
        """As the storage knows it."""
        return str(self.file.name)

    def content(self) -> bytes | None:
        """The bytes that were added; None when the storage has lost them or holds others."""
        try:
            with self.file.storage.open(self.name) as stored:
                found = bytes(stored.read())
        except FileNotFoundError:
            return None
        return found if hashlib.sha256(found).hexdigest() == self.sha256 else None


class ShownImage(models.Model):
    """That a version shows an image: written when the version is frozen, so that nobody has to search manifests."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="shown_images")
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="showings")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("version", "image"), name="image_is_shown_once_by_a_version"),)

    def __str__(self) -> str:
        return f"{self.version}: {self.image}"
