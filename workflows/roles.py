"""The roles on a board, in words. Pure, so that the approval rule can name them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BoardRole(models.TextChoices):
    CHAIR = "chair", _("Chair")
    MEMBER = "member", _("Member")
    LAY_MEMBER = "lay_member", _("Lay member")
    PHARMACIST = "pharmacist", _("Pharmacist")
    STATISTICIAN = "statistician", _("Statistician")


def in_words(role: str) -> str:
    """The role inside a sentence; a role that this code no longer knows stands as it was written."""
    return str(BoardRole(role).label).lower() if role in BoardRole.values else role
