"""New works for the evidence searches of articles: when PubMed was asked again, what it had, and what people decided."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class SearchWatchQuerySet(models.QuerySet["SearchWatch"]):
    def set_due(self, article: Article, at: datetime.datetime | None) -> None:
        """None: the article has no search that PubMed could be asked again."""
        if at is not None:
            self.get_or_create(article=article)
        self.filter(article=article).update(due_at=at, failures=0)

    def claim(self, pk: int, until: datetime.datetime) -> bool:
        """Whether it was due and is ours until then, so that two workers never ask the same."""
        return bool(self.filter(pk=pk, due_at__lte=timezone.now()).update(due_at=until))


class SearchWatch(models.Model):
    """When PubMed was last asked a strategy again. `count`: all that it had then; `ignored`, `failed`: what went wrong, in words."""

    article = models.OneToOneField(Article, on_delete=models.PROTECT, related_name="search_watch", primary_key=True)
    due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    count = models.PositiveIntegerField(default=0)
    ignored = models.CharField(max_length=300, blank=True)
    failed = models.CharField(max_length=300, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    objects = SearchWatchQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.article)


class NewWorkQuerySet(models.QuerySet["NewWork"]):
    def open(self) -> NewWorkQuerySet:
        """Nobody decided about it, or only that it is to be discussed."""
        settled = WorkDecision.objects.filter(work=OuterRef("pk")).exclude(choice=WorkChoice.DISCUSS)
        return self.exclude(Exists(settled))


class NewWork(models.Model):
    """A work that answers to the search of an article and came to PubMed after it; `published` is a day, month or year."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="new_works")
    pmid = models.CharField(max_length=16)
    title = models.CharField(max_length=600)
    journal = models.CharField(max_length=300, blank=True)
    published = models.CharField(max_length=10, blank=True)
    noticed_at = models.DateTimeField(default=timezone.now)

    objects = NewWorkQuerySet.as_manager()

    class Meta:
        ordering = ("noticed_at", "pk")
        constraints = (models.UniqueConstraint(fields=("article", "pmid"), name="one_new_work_per_article_and_number"),)

    def __str__(self) -> str:
        return self.title


class WorkChoice(models.TextChoices):
    """As `DispositionChoice` has them, in words that fit a work."""

    NO_CHANGE = "no-change", _("No change is needed")
    CITE = "cite", _("Cite it")
    REVISE = "revise", _("Revise the text")
    DISCUSS = "discuss", _("Discuss it first")
    TAKE_DOWN = "take-down", _("Take the page down")


class NoChangeForWork(models.TextChoices):
    OTHER_QUESTION = "other-question", _("It is about another question or other people")
    SAYS_THE_SAME = "says-the-same", _("It says the same as what is cited")
    TOO_WEAK = "too-weak", _("It is too weak to change anything")
    NOT_EVIDENCE = "not-evidence", _("It is no study, review or guideline")
    CITED = "cited", _("It is cited already, under another number")


class WorkDecision(models.Model):
    """What a person decided about a new work; a later row takes the place of an earlier one."""

    work = models.ForeignKey(NewWork, on_delete=models.PROTECT, related_name="decisions")
    choice = models.CharField(max_length=16, choices=WorkChoice)
    reason = models.CharField(max_length=24, choices=NoChangeForWork, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(choice=WorkChoice.NO_CHANGE) | ~Q(reason=""), name="no_change_for_a_work_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_choice_display()}: {self.work}"
