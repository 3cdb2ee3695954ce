"""A meeting of a board: what was on the table, who came, what was noted. It decides nothing: decisions stay individual."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format as format_date
from django.utils.translation import gettext_lazy as _

from workflows.models.board import Board
from workflows.models.review import Review


class Meeting(models.Model):
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField(_("begins"))
    place = models.CharField(_("place or link"), max_length=300, blank=True)
    reviews = models.ManyToManyField(Review, through="AgendaItem", related_name="meetings")
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField(default=timezone.now)
    minutes = models.TextField(_("what was noted"), blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-starts_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | (Q(closed_at__isnull=False) & Q(closed_by__isnull=False)),
                name="closed_meeting_names_who_closed_it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.board}, {format_date(timezone.localtime(self.starts_at), 'DATETIME_FORMAT')}"

    def get_absolute_url(self) -> str:
        return reverse("desk:meeting", args=(self.pk,))

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class AgendaItem(models.Model):
    """A review that a meeting talks about. `standing` is what its rule lacked when the meeting was closed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="agenda_items")
    noted = models.TextField(_("what was said"), blank=True)
    standing = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("meeting", "review"), name="a_review_is_once_on_an_agenda"),)

    def __str__(self) -> str:
        return str(self.review)


class Attendance(models.Model):
    """Who sat on the board at the meeting, and whether they came."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attendances")
    came = models.BooleanField(_("was there"))

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("meeting", "person"), name="one_attendance_per_member"),)

    def __str__(self) -> str:
        return str(self.person)
