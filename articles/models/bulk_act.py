"""One deed on many articles: what is to be done, and one row for each article that says what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.text.skeletons import CHOICES


class BulkDeed(models.TextChoices):
    """What may be done with many articles at once. Submitting, signing and publishing are decided one by one."""

    HAND_OVER = "hand_over", _("Hand over to another handling editor")
    ADD_CO_EDITOR = "add_co_editor", _("Add a co-editor")
    MOVE = "move", _("Move to another topic")
    SET_TYPE = "set_type", _("Say of what type they are")
    ARCHIVE = "archive", _("Archive")
    BRING_BACK = "bring_back", _("Bring back from the archive")


FOR_A_PERSON = frozenset({BulkDeed.HAND_OVER, BulkDeed.ADD_CO_EDITOR})


class BulkActStage(models.TextChoices):
    WORKING = "working", _("At work")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


class BulkOutcome(models.TextChoices):
    """What became of one article."""

    WAITING = "waiting", _("Waits")
    DONE = "done", _("Done")
    ALREADY = "already", _("Was so already")
    REFUSED = "refused", _("Refused")


class BulkActQuerySet(models.QuerySet["BulkAct"]):
    def due(self) -> BulkActQuerySet:
        """Something is to be done, and nobody is at it now; who died at it is waited for until `working_until`."""
        is_free = Q(working_until=None) | Q(working_until__lt=timezone.now())
        return self.filter(is_free, stage=BulkActStage.WORKING)


class BulkAct(models.Model):
    """`chosen` is the address of the list that they were chosen from; `person`, `topic` or `type` says to whom, where or what."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    deed = models.CharField(max_length=16, choices=BulkDeed)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    topic = models.ForeignKey("articles.Topic", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # A topic may be dropped before its turn comes; without it nobody could tell that from "no topic".
    has_topic = models.BooleanField(default=False)
    type = models.CharField(max_length=16, choices=CHOICES, blank=True, default="")
    reason = models.TextField()
    chosen = models.TextField(blank=True)
    stage = models.CharField(max_length=16, choices=BulkActStage, default=BulkActStage.WORKING)
    working_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = BulkActQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="bulk_act_has_a_reason"),
            models.CheckConstraint(condition=Q(deed__in=BulkDeed.values), name="bulk_deed_is_known"),
            models.CheckConstraint(
                condition=Q(deed__in=("hand_over", "add_co_editor"), person__isnull=False)
                | Q(deed__in=("move", "set_type", "archive", "bring_back"), person=None),
                name="bulk_act_for_a_person_names_them",
            ),
        )

    def __str__(self) -> str:
        return str(self.get_deed_display())

    @property
    def is_underway(self) -> bool:
        return self.stage == BulkActStage.WORKING


class BulkActResult(models.Model):
    """One article of a bulk act. A refusal has the sentence that the page of the article would have shown."""

    act = models.ForeignKey(BulkAct, on_delete=models.CASCADE, related_name="results")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16, choices=BulkOutcome, default=BulkOutcome.WAITING)
    sentence = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("act", "article"), name="one_result_per_article_and_bulk_act"),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(sentence=""), name="refused_article_of_a_bulk_act_says_why"
            ),
        )
        indexes = (models.Index(fields=("act", "outcome", "id"), name="results_of_a_bulk_act"),)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.outcome}"
