"""What a publisher wants in articles of a kind: headings, and what is asked for below each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.text.skeletons import CHOICES


class ArticleTemplate(models.Model):
    """`sections` are [{"heading": …, "asks": …}] in their order. What articles were begun with stays in them, whatever becomes of it."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    sections = models.JSONField(default=list)
    # Of the articles that begin with it, where nobody chooses another.
    type = models.CharField(_("type"), max_length=16, choices=CHOICES, blank=True, default="")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("name", "pk")
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="article_template_has_a_name"),)

    def __str__(self) -> str:
        return self.name
