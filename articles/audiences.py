"""Whom a text is written for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """The order is the one in which pages list them: the easiest text first."""

    PATIENT = "patient", _("Patients, families and carers")
    STUDENT = "student", _("Students")
    CLINICIAN = "clinician", _("Health professionals")
