"""The roles on a board, and what of a version a member looks at, in words. Pure, so that the approval rule can name them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BoardRole(models.TextChoices):
    CHAIR = "chair", _("Chair")
    MEMBER = "member", _("Member")
    LAY_MEMBER = "lay_member", _("Lay member")
    PHARMACIST = "pharmacist", _("Pharmacist")
    STATISTICIAN = "statistician", _("Statistician")


class Scope(models.TextChoices):
    CLINICAL_ACCURACY = "clinical_accuracy", _("Clinical accuracy")
    DOSES = "doses", _("Doses")
    PLAIN_LANGUAGE = "plain_language", _("Plain language")
    REFERENCES = "references", _("References")


def in_words(role: str) -> str:
    """The role inside a sentence; a role that this code no longer knows stands as it was written."""
    return str(BoardRole(role).label).lower() if role in BoardRole.values else role


def scope_in_words(scope: str) -> str:
    """The scope inside a sentence, as `in_words`."""
    return str(Scope(scope).label).lower() if scope in Scope.values else scope
