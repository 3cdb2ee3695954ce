"""What the checks noticed in a draft: flags with their answers, what is left out on purpose, and when the checks ran."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.models.article import Article
from articles.models.version import Version


class Severity(models.TextChoices):
    """How weighty a flag is. Only the first kind keeps an article from being submitted, and a reason answers it."""

    MUST_ANSWER = "must-answer", _("Must be answered")
    WORTH_A_LOOK = "worth-a-look", _("Worth a look")
    NOTE = "note", _("Note")


class Check(models.Model):
    """When the checks last ran over an article's draft, over which revision and by which rules; or that they failed (S35)."""

    article = models.OneToOneField(Article, on_delete=models.PROTECT, related_name="last_check")
    revision = models.PositiveIntegerField(default=0)
    rules = models.CharField(max_length=16, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failed_revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(checked_at__isnull=False) | Q(failed_at__isnull=False), name="check_ran_or_failed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.article_id}: {self.revision}"


class FlagQuerySet(models.QuerySet["Flag"]):
    def standing(self) -> FlagQuerySet:
        """What the texts still give reason to notice, answered or not."""
        return self.filter(gone_at=None)

    def open(self) -> FlagQuerySet:
        return self.standing().filter(answered_at=None)

    def must_be_answered(self) -> FlagQuerySet:
        return self.open().filter(severity=Severity.MUST_ANSWER)

    def by_kind(self) -> list[tuple[str, int, int, int, int]]:
        """Of each kind: how many are open, of those must be answered, how many are settled (answered, or gone because a text
        changed), and of those overruled (answered with a reason, the texts as they were). One query.
        """
        is_answered, is_gone = Q(answered_at__isnull=False), Q(gone_at__isnull=False)
        is_open = ~is_answered & ~is_gone
        counted = (
            self.order_by()
            .values("kind")
            .annotate(
                open=Count("pk", filter=is_open),
                must=Count("pk", filter=is_open & Q(severity=Severity.MUST_ANSWER)),
                settled=Count("pk", filter=is_answered | is_gone),
                overruled=Count("pk", filter=is_answered),
            )
        )
        return list(counted.values_list("kind", "open", "must", "settled", "overruled"))


class Flag(models.Model):
    """Something that the checks noticed in a draft, once for each pair of passages: open, answered by name, or gone.

    `other` is the audience of the second passage, the same as `audience` for a flag within one text. `data` holds
    both passages and the words of the sentence (`articles.flagging`). An answer holds while the passages stay as they
    were: other words have another fingerprint, and are another flag.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="flags")
    audience = models.CharField(max_length=16, choices=Audience)
    other = models.CharField(max_length=16, choices=Audience)
    fingerprint = models.CharField(max_length=32)
    equality = models.CharField(max_length=32)
    kind = models.CharField(max_length=64)
    severity = models.CharField(max_length=16, choices=Severity)
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    revision = models.PositiveIntegerField()
    noticed_at = models.DateTimeField(auto_now_add=True)
    gone_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("kind", "gone_at", "answered_at"), name="flags_by_kind"),
            # How many of an article are open, and which articles have any.
            models.Index(
                fields=("severity", "article"), condition=Q(gone_at=None, answered_at=None), name="open_flags"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("article", "audience", "other", "fingerprint"), name="one_flag_a_passage"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="", answered_by=None)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="answered_flag_has_a_reason_and_a_name",
            ),
        )

    def __str__(self) -> str:
        return self.kind


class DemotionQuerySet(models.QuerySet["Demotion"]):
    def standing(self) -> DemotionQuerySet:
        return self.filter(ended_at=None)

    def kinds(self) -> frozenset[str]:
        """Of those that stand."""
        return frozenset(self.standing().values_list("kind", flat=True))


class LeftOut(models.Model):
    """A section that is not part of the other text on purpose: said once, with a reason, until it is taken back."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="left_out")
    audience = models.CharField(max_length=16, choices=Audience)
    other = models.CharField(max_length=16, choices=Audience)
    section = models.TextField(blank=True)
    reason = models.TextField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("article", "audience", "other", "section"),
                condition=Q(ended_at=None),
                name="section_is_left_out_once",
            ),
            models.CheckConstraint(condition=~Q(audience=F("other")), name="left_out_of_another_text"),
            models.CheckConstraint(condition=~Q(reason=""), name="left_out_for_a_reason"),
        )

    def __str__(self) -> str:
        return self.section


class Demotion(models.Model):
    """A kind of flag that is shown one step less gravely, because it was overruled again and again; until it is ended.

    `settled` and `overruled` are the figures on which it was decided.
    """

    kind = models.CharField(max_length=64)
    reason = models.TextField()
    settled = models.PositiveIntegerField()
    overruled = models.PositiveIntegerField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(blank=True)

    objects = DemotionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("kind",), condition=Q(ended_at=None), name="kind_is_demoted_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="demotion_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, end_reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")),
                name="ended_demotion_says_who_and_why",
            ),
        )

    def __str__(self) -> str:
        return self.kind


class FrozenFlags(models.Model):
    """The flags of a version as they stood when it was submitted, each with its answer: canonical JSON, never changed."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="frozen_flags")
    content = models.TextField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.digest
