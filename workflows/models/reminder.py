"""What somebody was reminded of, for which due day; rows, so that nothing is said twice and nothing is forgotten."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Delivery, Publication
from workflows.models.disclosure import Disclosure
from workflows.models.draft_task import DraftTask
from workflows.models.review import Assignment


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def pending(self) -> ReminderQuerySet:
        """Not in a summary yet, and not done with before one was made."""
        return self.filter(delivery=None, dropped_at=None)


class Reminder(models.Model):
    """One stage of `workflows.rules.reminding` for one person: of a seat, of what is live, of interests, of a task on a draft."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders")
    stage = models.CharField(max_length=32)
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="reminders"
    )
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="reminders"
    )
    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, null=True, blank=True, related_name="reminders"
    )
    draft_task = models.ForeignKey(DraftTask, on_delete=models.PROTECT, null=True, blank=True, related_name="reminders")
    due_on = models.DateField(_("due on"))
    created_at = models.DateTimeField(default=timezone.now)
    # The summary that told of it; or when it was found done with before one was sent.
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, blank=True, related_name="reminders")
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(assignment__isnull=False, publication=None, disclosure=None, draft_task=None)
                | Q(assignment=None, publication__isnull=False, disclosure=None, draft_task=None)
                | Q(assignment=None, publication=None, disclosure__isnull=False, draft_task=None)
                | Q(assignment=None, publication=None, disclosure=None, draft_task__isnull=False),
                name="reminder_is_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=("person", "stage", "assignment", "due_on"),
                condition=Q(assignment__isnull=False),
                name="nobody_is_reminded_of_a_task_twice",
            ),
            models.UniqueConstraint(
                fields=("person", "stage", "publication", "due_on"),
                condition=Q(publication__isnull=False),
                name="nobody_is_reminded_of_a_review_date_twice",
            ),
            models.UniqueConstraint(
                fields=("person", "stage", "disclosure", "due_on"),
                condition=Q(disclosure__isnull=False),
                name="nobody_is_reminded_of_a_statement_twice",
            ),
            models.UniqueConstraint(
                fields=("person", "stage", "draft_task", "due_on"),
                condition=Q(draft_task__isnull=False),
                name="nobody_is_reminded_of_a_draft_task_twice",
            ),
        )
        indexes = (models.Index(fields=("person",), condition=Q(delivery=None), name="reminders_not_told"),)

    def __str__(self) -> str:
        return f"{self.stage} → {self.person}"
