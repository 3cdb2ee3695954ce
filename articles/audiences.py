"""Whom a text is written for."""

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """The order is the one in which pages list them: the easiest text first."""

    PATIENT = "patient", _("Patients, families and carers")
    STUDENT = "student", _("Students")
    CLINICIAN = "clinician", _("Health professionals")

    def is_harder_than(self, other: "Audience") -> bool:
        order = list(Audience)
        return order.index(self) > order.index(other)


def nearest(there: Collection[str], wanted: Audience) -> Audience:
    """Of the texts that are there the one that was wanted, else the next easier one, else the easiest."""
    found = [audience for audience in Audience if audience in there]
    easier = [audience for audience in found if not audience.is_harder_than(wanted)]
    return easier[-1] if easier else found[0]
