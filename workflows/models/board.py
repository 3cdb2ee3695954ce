"""Boards, who sits on them and when, and the rules by which they approve."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Topic
from articles.models.tracked import Tracked, history
from workflows import quorum
from workflows.rules.roles import BoardRole

if TYPE_CHECKING:
    from workflows.models.board_change import SigningStatement


class BoardQuerySet(models.QuerySet["Board"]):
    def open(self) -> BoardQuerySet:
        return self.exclude(opened_at=None)


class Board(models.Model):
    """Set up by one administrator, opened by another; from then on its changes are proposed by one and confirmed by another."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(unique=True)
    description = models.TextField(_("description"), blank=True)
    pending_patient_text = models.BooleanField(
        _("the patient text may be shown while it waits for review"), default=False
    )
    second_factor_required = models.BooleanField(
        _("members sign with an authenticator app or a passkey"), default=False
    )
    is_sample = models.BooleanField(_("sample"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # Empty on boards of the first release; their event "board.created" names the person.
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(opened_at=None, opened_by=None) | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="opened_board_names_who_opened_it",
            ),
            models.CheckConstraint(
                condition=Q(opened_by=None) | Q(created_by=None) | ~Q(opened_by=F("created_by")),
                name="board_is_opened_by_a_second_person",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def stream(self) -> str:
        return f"board:{self.pk}"

    @property
    def statement(self) -> SigningStatement | None:
        """The one in force: what members promise before they sign."""
        return self.statements.first()

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: datetime.date) -> MembershipQuerySet:
        """Memberships whose term includes this day (first and last day included)."""
        return self.filter(term_from__lte=day).filter(Q(term_until=None) | Q(term_until__gte=day))


class Membership(Tracked):
    """A person on a board, with role and specialties, for a term; and how the publisher knows who they are."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=32, choices=BoardRole, default=BoardRole.MEMBER)
    specialty = models.CharField(
        _("specialties"), max_length=120, blank=True, help_text=_("Several with commas between them.")
    )
    shown_credentials = models.CharField(
        _("credentials that readers see"), max_length=200, blank=True, help_text=_("Empty: those of the account.")
    )
    shown_affiliation = models.CharField(
        _("affiliation that readers see"), max_length=300, blank=True, help_text=_("Empty: that of the account.")
    )
    most_open_reviews = models.PositiveSmallIntegerField(
        _("most open reviews at once"), null=True, blank=True, help_text=_("Empty: as many as come.")
    )
    term_from = models.DateField(_("from"))
    term_until = models.DateField(_("until"), null=True, blank=True)
    identity_verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    identity_verified_on = models.DateField(_("identity verified on"), null=True, blank=True)
    identity_verified_how = models.CharField(_("how"), max_length=300, blank=True)

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
            models.CheckConstraint(
                condition=Q(identity_verified_by=None, identity_verified_on=None, identity_verified_how="")
                | (Q(identity_verified_by__isnull=False, identity_verified_on__isnull=False))
                & ~Q(identity_verified_how=""),
                name="verified_identity_says_by_whom_when_and_how",
            ),
            models.CheckConstraint(
                condition=Q(identity_verified_by=None) | ~Q(identity_verified_by=F("person")),
                name="nobody_verifies_their_own_identity",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"

    @property
    def specialties(self) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.specialty.split(",") if word.strip())

    @property
    def credentials(self) -> str:
        return self.shown_credentials or self.person.credentials

    @property
    def affiliation(self) -> str:
        return self.shown_affiliation or self.person.affiliation

    @property
    def name_with_credentials(self) -> str:
        return ", ".join(filter(None, (self.person.printed_name, self.credentials)))


class AwayQuerySet(models.QuerySet["Away"]):
    def on(self, day: datetime.date) -> AwayQuerySet:
        return self.filter(first_day__lte=day, last_day__gte=day)

    def between(self, first: datetime.date, last: datetime.date) -> AwayQuerySet:
        """Absences that share a day with these (both included)."""
        return self.filter(first_day__lte=last, last_day__gte=first)


class Away(models.Model):
    """Days on which a person does not review. No reason is asked; the row goes when plans change."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="away")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    objects = AwayQuerySet.as_manager()

    class Meta:
        ordering = ("first_day", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="away_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"


def validate_rule(value: object) -> None:
    try:
        quorum.Rule.from_data(value)
    except quorum.MalformedRule as error:
        raise ValidationError(str(error)) from error


class ChangeClass(models.TextChoices):
    """What a version is, as the system classifies it, never a person (S21)."""

    NEW = "new", _("New article")
    UPDATE = "update", _("Update")
    MINOR = "minor", _("Minor correction")
    RENEWAL = "renewal", _("Renewal")


class ApprovalRule(Tracked):
    """Which sign-offs make a version approved, as data for `quorum`. A review freezes its copy."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="approval_rules")
    name = models.CharField(_("name"), max_length=200)
    data = models.JSONField(_("rule"), validators=[validate_rule])
    classes = models.JSONField(
        _("for these changes"), default=list, blank=True, help_text=_("None ticked: for every change.")
    )
    topics = models.JSONField(
        _("for these topics"), default=list, blank=True, help_text=_("None ticked: for every topic.")
    )
    is_default = models.BooleanField(_("used unless another fits better"), default=False)
    is_retired = models.BooleanField(_("no longer offered"), default=False)

    history = history()

    class Meta:
        ordering = ("board", "name")
        constraints = (
            models.UniqueConstraint(fields=("board", "name"), name="approval_rules_of_a_board_have_different_names"),
            models.UniqueConstraint(fields=("board",), condition=Q(is_default=True), name="one_default_rule_per_board"),
            models.CheckConstraint(
                condition=Q(is_default=False) | Q(is_retired=False), name="retired_rule_is_not_the_default"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def rule(self) -> quorum.Rule:
        return quorum.Rule.from_data(self.data)

    @property
    def in_words(self) -> str:
        return self.rule.in_words()

    @property
    def is_for(self) -> list[str]:
        """The changes and the topics that it is for, in words; empty for one that is for all."""
        classes = ", ".join(str(ChangeClass(name).label) for name in self.classes)
        topics = (
            ", ".join(Topic.objects.filter(pk__in=self.topics).values_list("name", flat=True)) if self.topics else ""
        )
        return [words for words in (classes, topics) if words]
