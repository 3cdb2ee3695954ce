"""Pictures, addressed by their content: never overwritten, part of what is signed (S19)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(alt=""), name="image_has_a_text_alternative"),
            models.CheckConstraint(
                condition=Q(shows_patient=False) | ~Q(consent=""), name="recognisable_patient_has_a_consent_on_file"
            ),
        )

    def __str__(self) -> str:
        return self.alt[:80]
