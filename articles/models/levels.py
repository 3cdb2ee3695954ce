"""What the checks measured of a draft, kept so that reports over all articles need not read the texts: how hard they are, hard words."""

from __future__ import annotations

from django.db import models

from articles.audiences import Audience
from articles.models.article import Article


class TextLevel(models.Model):
    """How hard one text of a draft is to read, as it was last checked. Without a score `why_not` says why (S35).

    `difficulty` is on the scale from 0 to 100, `smog` a school grade, `rules` the version of the rules: scores of two
    versions are not to be compared.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="levels")
    audience = models.CharField(max_length=16, choices=Audience)
    revision = models.PositiveIntegerField()
    rules = models.CharField(max_length=16)
    words = models.PositiveIntegerField()
    difficulty = models.FloatField(null=True, blank=True)
    smog = models.FloatField(null=True, blank=True)
    why_not = models.CharField(max_length=32, blank=True)
    measured_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("article", "audience")
        constraints = (models.UniqueConstraint(fields=("article", "audience"), name="one_level_a_text"),)

    def __str__(self) -> str:
        return f"{self.article_id}, {self.audience}: {self.difficulty}"


class HardWord(models.Model):
    """A word of an article's easiest text that few people know, and that the text does not explain."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="hard_words")
    word = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("article", "word"), name="hard_word_stands_once"),)
        indexes = (models.Index(fields=("word",), name="articles_of_a_hard_word"),)

    def __str__(self) -> str:
        return self.word
