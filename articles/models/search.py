"""What the search of the public site knows: a row for each text that readers may find, and the articles to look at again.

All of it is derived from what is live and can be made again; the inverted index beside it is `articles.search.tables`.
"""

from __future__ import annotations

from django.db import models

from articles.audiences import Audience
from articles.models.article import Article
from articles.models.version import Publication


class SearchEntry(models.Model):
    """A text as it is found by readers of one audience; `shown` is the text that they get, which may be the next easier one.

    `reviewed` orders what is found equally well. `rules` is the version of the rules that made the entry.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="search_entries")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="search_entries")
    audience = models.CharField(max_length=16, choices=Audience)
    shown = models.CharField(max_length=16, choices=Audience)
    language = models.CharField(max_length=16)
    reviewed = models.DateField(null=True, blank=True)
    rules = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("article", "audience"), name="one_search_entry_a_text"),)
        indexes = (
            models.Index(fields=("rules",), name="search_entries_by_rules"),
            models.Index(fields=("audience", "reviewed", "id"), name="search_entries_by_day"),
        )

    def __str__(self) -> str:
        return f"{self.article_id}, {self.audience}"


class SearchContent(models.Model):
    """What an entry is ranked and quoted by. `title` and `lead` are stems with a blank on each side; `passages` is JSON."""

    entry = models.OneToOneField(SearchEntry, on_delete=models.CASCADE, primary_key=True, related_name="content")
    title = models.TextField()
    lead = models.TextField()
    passages = models.TextField()

    def __str__(self) -> str:
        return str(self.entry_id)


class SearchWord(models.Model):
    """A word of a title, heading or bottom line, as it may be offered to somebody who mistyped it."""

    word = models.CharField(max_length=40, unique=True)
    length = models.PositiveSmallIntegerField()

    class Meta:
        indexes = (models.Index(fields=("length", "word"), name="search_words_by_length"),)

    def __str__(self) -> str:
        return self.word


class SearchOwed(models.Model):
    """An article whose pages changed since it was last looked at for the search; `serial` is that of the page change."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="+")
    serial = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.article_id}: {self.serial}"
