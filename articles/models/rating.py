"""Ratings of a text by a published instrument: who gave them, when, of which words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.models.article import Article, Text
from articles.models.version import Version
from articles.text.rating import INSTRUMENTS, Instrument, InstrumentKey


class RatingQuerySet(models.QuerySet["Rating"]):
    def newest_first(self) -> RatingQuerySet:
        return self.select_related("rated_by").order_by("-pk")

    def with_text(self) -> RatingQuerySet:
        """Each with `now`: the revision of the text as it stands."""
        texts = Text.objects.filter(article=OuterRef("article"), audience=OuterRef("audience"))
        return self.annotate(now=Subquery(texts.values("revision")[:1]))

    def of_version(self, version: Version) -> RatingQuerySet:
        """Given over the very words that the version has: over its texts as they last changed before it was made."""
        return self.of_revision(version.article_id, version.revision)

    def of_revision(self, article: int, revision: int) -> RatingQuerySet:
        """Given over the very words that the draft had at this revision."""
        rows = Text.history.filter(article=article, audience=OuterRef("audience"), revision__lte=revision)
        then = Subquery(rows.order_by("-revision").values("revision")[:1])
        return self.filter(article=article, revision=then)


class Rating(models.Model):
    """One person's answers about one text. `revision` is that in which the text had last changed, so it says which words were rated.

    `answers`: number of an item → `answer` and, where the machine had decided, `machine` and `reason`. `scores`: scale →
    per cent, "" where nothing applied. Never changed; whoever sees it otherwise later rates again.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="ratings")
    audience = models.CharField(max_length=16, choices=Audience)
    revision = models.PositiveIntegerField()
    instrument = models.CharField(max_length=32, choices=[(key.value, one.name) for key, one in INSTRUMENTS.items()])
    answers: models.JSONField[dict[str, dict[str, str]], Mapping[str, Mapping[str, str]]] = models.JSONField()
    scores: models.JSONField[dict[str, str], Mapping[str, str]] = models.JSONField()
    note = models.TextField(blank=True)
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rated_at = models.DateTimeField(auto_now_add=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("article", "audience", "revision"), name="rating_by_text"),)

    def __str__(self) -> str:
        return f"{self.get_instrument_display()}: {self.in_words}"

    @property
    def of(self) -> Instrument:
        return INSTRUMENTS[InstrumentKey(self.instrument)]

    @property
    def in_words(self) -> str:
        """ "understandability 85 %, actionability 60 %"."""
        return ", ".join(f"{name} {self._percent(scale)}" for scale, name in self.of.scales.items())

    def _percent(self, scale: str) -> str:
        value = self.scores.get(scale, "")
        return f"{value} %" if value else str(_("does not apply"))

    @property
    def is_good(self) -> bool | None:
        """Whether it reaches what the authors of the instrument call clear; None where they name no number."""
        if self.of.good_from is None:
            return None
        return all(bool(value) and int(value) >= self.of.good_from for value in self.scores.values())

    @property
    def is_of_now(self) -> bool:
        """Whether the text still has the words that were rated; for rows of `with_text`."""
        now: Any = getattr(self, "now", None)
        return bool(now == self.revision)
