"""Boards, who sits on them and when, and the rules by which they approve."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.tracked import Tracked, history
from workflows import quorum
from workflows.roles import BoardRole


class Board(models.Model):
    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(unique=True)
    description = models.TextField(_("description"), blank=True)
    signing_statement = models.TextField(_("signing statement"), blank=True)
    pending_patient_text = models.BooleanField(
        _("the patient text may be shown while it waits for review"), default=False
    )
    is_sample = models.BooleanField(_("sample"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def stream(self) -> str:
        return f"board:{self.pk}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: datetime.date) -> MembershipQuerySet:
        """Memberships whose term includes this day (first and last day included)."""
        return self.filter(term_from__lte=day).filter(Q(term_until=None) | Q(term_until__gte=day))


class Membership(Tracked):
    """A person on a board, with role and specialty, for a term."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=32, choices=BoardRole, default=BoardRole.MEMBER)
    specialty = models.CharField(_("specialty"), max_length=120, blank=True)
    term_from = models.DateField(_("from"))
    term_until = models.DateField(_("until"), null=True, blank=True)

    history = history()
    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("board", "person__printed_name")
        constraints = (
            models.UniqueConstraint(
                fields=("board", "person"), condition=Q(term_until=None), name="one_open_term_per_board_and_person"
            ),
            models.CheckConstraint(
                condition=Q(term_until=None) | Q(term_until__gte=F("term_from")), name="term_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


def validate_rule(value: object) -> None:
    try:
        quorum.Rule.from_data(value)
    except quorum.MalformedRule as error:
        raise ValidationError(str(error)) from error


class ApprovalRule(Tracked):
    """Which sign-offs make a version approved, as data for `quorum`. A review freezes its copy."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="approval_rules")
    name = models.CharField(_("name"), max_length=200)
    data = models.JSONField(_("rule"), validators=[validate_rule])
    is_default = models.BooleanField(_("used unless another is chosen"), default=False)
    is_retired = models.BooleanField(_("no longer offered"), default=False)

    history = history()

    class Meta:
        ordering = ("board", "name")
        constraints = (
            models.UniqueConstraint(fields=("board", "name"), name="approval_rules_of_a_board_have_different_names"),
            models.UniqueConstraint(fields=("board",), condition=Q(is_default=True), name="one_default_rule_per_board"),
        )

    def __str__(self) -> str:
        return self.name
