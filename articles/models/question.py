"""What readers asked and no published text answered; without a name, and for a while only."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.models.article import Article


class QuestionEnd(models.TextChoices):
    """What became of a question."""

    ANSWERED = "answered", _("An article answers it")
    NOT_FOR_US = "not_for_us", _("Nothing that we write about")
    PERSONAL = "personal", _("About somebody's own case")


class ReaderQuestionQuerySet(models.QuerySet["ReaderQuestion"]):
    def open(self) -> ReaderQuestionQuerySet:
        return self.filter(closed_at=None)

    def to_tell(self) -> ReaderQuestionQuerySet:
        """Closed, and somebody left an address to be told at."""
        return self.exclude(closed_at=None).exclude(mail="").filter(tell_after__lte=timezone.now())


class ReaderQuestion(models.Model):
    """A question in the reader's words, without addresses, numbers of telephones and dates. `likeness` is its stems, sorted."""

    words = models.CharField(_("question"), max_length=600)
    likeness = models.CharField(max_length=600)
    audience = models.CharField(max_length=16, choices=Audience)
    about = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, blank=True, related_name="questions")
    asked_on = models.DateField()
    # Until its owner was told, and no longer.
    mail = models.EmailField(_("address"), blank=True)
    tell_after = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_as = models.CharField(max_length=16, choices=QuestionEnd, blank=True)
    answer = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReaderQuestionQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_at=None, ended_as="") | (Q(closed_at__isnull=False) & ~Q(ended_as="")),
                name="closed_question_says_how",
            ),
        )
        indexes = (models.Index(fields=("asked_on",), name="questions_by_day"),)

    def __str__(self) -> str:
        return self.words
