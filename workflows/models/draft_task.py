"""Tasks before submission: what is still to be done on a draft, by whom and until when."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Person


class TaskKind(models.TextChoices):
    WRITE = "write", _("Write")
    CHECK_REFERENCES = "check_references", _("Check references")
    PLAIN_LANGUAGE = "plain_language", _("Plain language")
    ILLUSTRATE = "illustrate", _("Illustrate")
    OTHER = "other", _("Something else")


class DraftTaskQuerySet(models.QuerySet["DraftTask"]):
    def open(self) -> DraftTaskQuerySet:
        """Neither done nor taken back."""
        return self.filter(done_at=None, dropped_at=None)

    def for_person(self, person: Person | int) -> DraftTaskQuerySet:
        """Those that wait for them, the most urgent first."""
        return self.open().filter(person=person).select_related("article").order_by("due_on", "pk")


class DraftTask(models.Model):
    """One person's task on a draft. It stands in My work, in the calendar and in reminders until it is done or taken back."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="draft_tasks")
    kind = models.CharField(_("task"), max_length=32, choices=TaskKind)
    words = models.CharField(_("in words"), max_length=300, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="draft_tasks")
    due_on = models.DateField(_("due on"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = DraftTaskQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(kind=TaskKind.OTHER, words=""), name="another_task_says_what_it_is"),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="done_task_says_by_whom",
            ),
            models.CheckConstraint(condition=Q(done_at=None) | Q(dropped_at=None), name="task_ends_in_one_way"),
        )
        indexes = (
            models.Index(
                fields=("person", "due_on"), condition=Q(done_at=None, dropped_at=None), name="draft_tasks_of_people"
            ),
            models.Index(fields=("due_on",), condition=Q(done_at=None, dropped_at=None), name="draft_tasks_by_day"),
        )

    def __str__(self) -> str:
        """What is to be done: the kind, and what was added in words."""
        if self.kind == TaskKind.OTHER:
            return self.words
        return f"{self.get_kind_display()}: {self.words}" if self.words else str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("desk:draft_tasks", args=(self.article_id,))

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None

    def is_late(self, today: datetime.date) -> bool:
        return self.is_open and self.due_on < today
