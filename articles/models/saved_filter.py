"""What somebody narrows the list of articles down to again and again, under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def seen_by(self, person: models.Model) -> SavedFilterQuerySet:
        """Their own, and those that are shared with everybody."""
        return self.filter(Q(owner=person.pk) | Q(is_shared=True))


class SavedFilter(models.Model):
    """`query` is the address of the list behind its question mark, as `articles.narrowing` spells it. Not part of the record."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=80)
    query = models.TextField()
    is_shared = models.BooleanField(_("shared with everybody at the desk"), default=False)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("owner", "name"), name="filters_of_a_person_are_named_once"),
            models.UniqueConstraint(
                fields=("name",), condition=Q(is_shared=True), name="shared_filters_are_named_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="saved_filter_has_a_name"),
        )

    def __str__(self) -> str:
        return self.name
