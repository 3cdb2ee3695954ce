"""What the publisher says of itself: name, logo, colours, country, texts. Rows are added, never changed; the newest is in force."""

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


class TextKind(models.TextChoices):
    """Texts of the publisher, each in versions; the disclaimers are one for each audience."""

    POLICY = "policy", _("Editorial policy")
    ABOUT = "about", _("About us")
    PRIVACY = "privacy", _("Privacy")
    FOR_PATIENTS = "disclaimer_patient", _("Disclaimer on texts for patients")
    FOR_STUDENTS = "disclaimer_student", _("Disclaimer on texts for students")
    FOR_CLINICIANS = "disclaimer_clinician", _("Disclaimer on texts for health professionals")


PAGES = (TextKind.POLICY, TextKind.ABOUT, TextKind.PRIVACY)


class PublisherText(models.Model):
    """One version of such a text in one language. In force from its own beginning until the next."""

    kind = models.CharField(_("text"), max_length=24, choices=TextKind)
    language = models.CharField(_("language"), max_length=16)
    number = models.PositiveIntegerField()
    words = models.TextField(_("words"))  # as typed; Markdown where it is a page
    html = models.TextField(blank=True)  # of a page, in the dialect of the texts
    in_force_from = models.DateTimeField()

    class Meta:
        ordering = ("kind", "language", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "language", "number"), name="versions_of_a_text_have_different_numbers"
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="text_of_the_publisher_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language}, {self.number})"
