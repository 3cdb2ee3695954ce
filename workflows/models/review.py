"""The board's work on one version: a frozen rule, who was asked, and what stays open."""

from __future__ import annotations

import datetime
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Version
from workflows.models.board import ApprovalRule, Board, ChangeClass, Membership
from workflows.quorum import Rule, lay_member_because


class Outcome(models.TextChoices):
    APPROVED = "approved", _("Approved")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RuleChoice(models.Model):
    """The chair had another rule than the fitting one used for a version, and said why. The newest counts."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="rule_choices")
    approval_rule = models.ForeignKey(ApprovalRule, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="rule_choice_has_a_reason"),)

    def __str__(self) -> str:
        return f"{self.version}: {self.approval_rule}"


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> ReviewQuerySet:
        return self.filter(closed_at=None)


class Review(models.Model):
    """One review of one version. The rule is copied at the start and cannot change."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="reviews")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="reviews")
    approval_rule = models.ForeignKey(ApprovalRule, on_delete=models.PROTECT, related_name="+")
    frozen_rule = models.TextField(_("rule, as it stood at the start"))
    # What the system made of the change; empty on reviews of the first release.
    change_class = models.CharField(_("kind of change"), max_length=16, choices=ChangeClass, blank=True)
    # How many per cent of the words of the patient text changed since the last approved version; none on earlier reviews.
    patient_text_changed = models.PositiveSmallIntegerField(_("change of the patient text"), null=True, blank=True)
    rule_choice = models.ForeignKey(RuleChoice, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews")
    reason = models.TextField(_("reason"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("due on"))
    publish_at = models.DateTimeField(_("publish not before"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=32, choices=Outcome, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("version",), condition=Q(closed_at=None), name="one_open_review_per_version"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False, outcome__in=Outcome.values),
                name="closed_review_has_an_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version} ({self.board})"

    def get_absolute_url(self) -> str:
        return reverse("desk:review", args=(self.pk,))

    @cached_property
    def rule(self) -> Rule:
        return Rule.from_json(self.frozen_rule)

    @property
    def lay_member_because(self) -> str:
        """How much the patient text changed, where that asks for a lay member; else empty."""
        return lay_member_because(self.rule, self.patient_text_changed or 0)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class AssignmentKind(models.TextChoices):
    WRITE = "write", _("Write")
    CHECK_REFERENCES = "check_references", _("Check references")
    PLAIN_LANGUAGE = "plain_language", _("Plain language")
    REVIEW = "review", _("Review")


class AssignmentState(models.TextChoices):
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    RECUSED = "recused", _("Recused")
    DELEGATED = "delegated", _("Handed on to another member")
    REPLACED = "replaced", _("Replaced")
    DONE = "done", _("Done")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def as_shown(self, day: datetime.date) -> AssignmentQuerySet:
        """With the person, and with what the board shows of their credentials and affiliation on this day."""
        seat = Membership.objects.on(day).filter(board=OuterRef("review__board"), person=OuterRef("person"))
        return self.select_related("person").annotate(
            board_credentials=Subquery(seat.values("shown_credentials")[:1]),
            board_affiliation=Subquery(seat.values("shown_affiliation")[:1]),
        )


class Assignment(models.Model):
    """One person's task in a review, with its dates. `membership_role` is the role on the board at the start.

    `answer_by`: until when an answer to the invitation is hoped for. `in_place_of`: the seat that was handed on or replaced.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    kind = models.CharField(max_length=32, choices=AssignmentKind, default=AssignmentKind.REVIEW)
    membership_role = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=16, choices=AssignmentState, default=AssignmentState.INVITED)
    due_on = models.DateField()
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    in_place_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("review", "person", "kind"), name="one_assignment_per_review_person_and_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"

    @property
    def credentials(self) -> str:
        """Those that readers see: of the seat on the board, else of the account. Of a row that came `as_shown`."""
        return getattr(self, "board_credentials", "") or self.person.credentials

    @property
    def affiliation(self) -> str:
        return getattr(self, "board_affiliation", "") or self.person.affiliation

    def show(self, *, credentials: str, affiliation: str) -> None:
        """As `as_shown` loads it, for whoever has loaded the seat on the board already."""
        vars(self).update(board_credentials=credentials, board_affiliation=affiliation)


class OpenPointQuerySet(models.QuerySet["OpenPoint"]):
    def to_answer(self) -> OpenPointQuerySet:
        """Without an answer, of the last approved version or one after it: they keep the next version from being submitted."""
        approved = Version.objects.approved().filter(article=OuterRef("review__version__article"))
        last = Subquery(approved.order_by("-number").values("number")[:1])
        return self.filter(answered_at=None, review__version__number__gte=Coalesce(last, 0))


class OpenPoint(models.Model):
    """Something that a sign-off asks for; answered by an editor, one by one.

    `changed_in`: the revision of the draft that did it; 0 where nothing was changed, and `answer` says why.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="open_points")
    sign_off = models.ForeignKey("SignOff", on_delete=models.PROTECT, related_name="open_points")
    text = models.TextField()
    answer = models.TextField(blank=True)
    changed_in = models.PositiveIntegerField(_("changed in revision"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = OpenPointQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="open_point_says_something"),
            models.CheckConstraint(
                condition=Q(answered_at=None, changed_in=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, changed_in__isnull=False)),
                name="answered_point_has_an_answer_and_a_name",
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]
