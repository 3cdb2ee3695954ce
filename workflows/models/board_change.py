"""Changes of boards, rules, signing keys and the publisher's texts: proposed by one, decided by another. And what each member accepts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows.models.board import Board


class ChangeKind(models.TextChoices):
    MEMBER_ADDED = "member_added", _("Add a member")
    MEMBER_CHANGED = "member_changed", _("Change a member's entry")
    MEMBER_ENDED = "member_ended", _("End a member's term")
    IDENTITY_VERIFIED = "identity_verified", _("Note that an identity was verified")
    RULE_ADDED = "rule_added", _("Add an approval rule")
    RULE_CHANGED = "rule_changed", _("Change an approval rule")
    RULE_RETIRED = "rule_retired", _("Retire an approval rule")
    STATEMENT = "statement", _("Change the signing statement")
    DESCRIPTION = "description", _("Change what readers are told about the board")
    SECOND_FACTOR = "second_factor", _("Change whether members sign with a second factor")
    KEY_ADDED = "key_added", _("Take a signing key into use")
    KEY_ENDED = "key_ended", _("End the use of a signing key")
    PUBLISHER_TEXT = "publisher_text", _("Change a text of the publisher")


class Decision(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken_back", _("Taken back")


class BoardChangeQuerySet(models.QuerySet["BoardChange"]):
    def waiting(self) -> BoardChangeQuerySet:
        return self.filter(decided_at=None)


class BoardChange(models.Model):
    """One proposed change. Without a board it is about the keys of the server or a text of the publisher. `data` holds ids, never names."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, blank=True, related_name="changes")
    kind = models.CharField(_("change"), max_length=32, choices=ChangeKind)
    data = models.JSONField()
    reason = models.TextField(_("why"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(_("decision"), max_length=16, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(_("why"), blank=True)

    objects = BoardChangeQuerySet.as_manager()

    class Meta:
        ordering = ("-proposed_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="board_change_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, decision="")
                | Q(decided_at__isnull=False, decided_by__isnull=False, decision__in=Decision.values),
                name="decided_change_says_by_whom_and_how",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(decision="taken_back") | ~Q(decided_by=F("proposed_by")),
                name="board_change_is_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(decision="declined") | ~Q(decision_reason=""), name="declined_change_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def is_waiting(self) -> bool:
        return self.decided_at is None


class SigningStatement(models.Model):
    """What a member of the board promises before signing; a new text is a new number and is accepted anew."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.TextField(_("signing statement"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("board", "-number")
        constraints = (
            models.UniqueConstraint(fields=("board", "number"), name="statements_of_a_board_have_different_numbers"),
            models.CheckConstraint(condition=~Q(text=""), name="statement_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.board} ({self.number})"


class StatementAcceptance(models.Model):
    """A member accepted these words."""

    statement = models.ForeignKey(SigningStatement, on_delete=models.PROTECT, related_name="acceptances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acceptances")
    accepted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("accepted_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("statement", "person"), name="statement_is_accepted_once_by_each_member"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.statement}"
