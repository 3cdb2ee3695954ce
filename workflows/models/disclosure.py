"""What people declare of their interests, and what was decided about it. Immutable."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows.models.review import Review
from workflows.rules.ties import Interest, Tie


class Answer(models.TextChoices):
    NONE = "none", _("I have nothing to declare")
    YES = "yes", _("I have something to declare")


class InterestItem(models.TextChoices):
    """Items 2 to 13 of the ICMJE disclosure form (icmje.org, 2021). Item 1, about the one work, is the question of each review."""

    GRANTS = "grants", _("Grants or contracts from any entity")
    ROYALTIES = "royalties", _("Royalties or licences")
    CONSULTING = "consulting", _("Consulting fees")
    HONORARIA = "honoraria", _("Payment for lectures, presentations, speakers’ bureaus, manuscripts or teaching")
    TESTIMONY = "testimony", _("Payment for expert testimony")
    TRAVEL = "travel", _("Support for attending meetings or for travel")
    PATENTS = "patents", _("Patents planned, issued or pending")
    MONITORING = "monitoring", _("Part in a data safety monitoring board or advisory board")
    LEADERSHIP = "leadership", _("Leading or fiduciary role in another board, society, committee or advocacy group")
    STOCK = "stock", _("Stock or stock options")
    GIFTS = "gifts", _("Equipment, materials, drugs, medical writing, gifts or other services received")
    OTHER = "other", _("Other financial or non-financial interests")


@dataclass(frozen=True)
class DeclaredInterest(Interest):
    """One interest as pages show it."""

    @property
    def label(self) -> str:
        known = self.item in InterestItem.values
        return str(InterestItem(self.item).label) if known else self.item

    @property
    def sentence(self) -> str:
        return f"{self.label}: {self.in_words}"


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    def yearly(self) -> DisclosureQuerySet:
        return self.filter(review=None)

    def in_force(self, day: datetime.date) -> DisclosureQuerySet:
        """Yearly statements that have not expired by this day, the newest first."""
        return self.yearly().filter(expires_on__gte=day).order_by("-pk")

    def with_current(self, day: datetime.date) -> DisclosureQuerySet:
        """With `current`: the yearly statement of the same person that is in force, to be compared with `yearly`."""
        newest = Disclosure.objects.in_force(day).filter(person=OuterRef("person"))
        return self.annotate(current=Subquery(newest.values("pk")[:1]))

    def conflicting(self) -> DisclosureQuerySet:
        """About a review, and with something that somebody has to decide about."""
        return self.filter(review__isnull=False).filter(Q(answer=Answer.YES) | ~Q(ties=[]))


class Disclosure(models.Model):
    """A dated statement: "none", or "yes" and what. About one review, or (no review) in general, for a year.

    `items`: of a yearly statement, item → the interests under it; an empty list is "none". `ties`: what was found when a
    question about a review was answered; `yearly` is the statement that it was matched with.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="disclosures")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, blank=True, related_name="disclosures")
    yearly = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    question = models.TextField(_("question as it was asked"))
    answer = models.CharField(max_length=8, choices=Answer)
    details = models.TextField(_("what"), blank=True)
    items = models.JSONField(default=dict, blank=True)
    ties = models.JSONField(default=list, blank=True)
    declared_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField(null=True, blank=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ("-declared_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(answer=Answer.NONE, details="") | (Q(answer=Answer.YES) & ~Q(details="")),
                name="disclosed_interest_is_described",
            ),
            models.CheckConstraint(
                condition=Q(review__isnull=False) | Q(expires_on__isnull=False), name="yearly_disclosure_expires"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.get_answer_display()}"

    @property
    def interests(self) -> list[DeclaredInterest]:
        """What a yearly statement names, in the order of the form."""
        return [
            DeclaredInterest(item, entry["entity"], entry["details"])
            for item in InterestItem.values
            for entry in self.items.get(item, ())
        ]

    @property
    def found_ties(self) -> list[Tie]:
        return [Tie(**tie) for tie in self.ties]

    @property
    def current_yearly(self) -> int | None:
        """Of rows that `with_current` loaded: the yearly statement in force, by its id."""
        return getattr(self, "current", None)

    def compare(self, current: Disclosure | None) -> None:
        """As `with_current` loads it, for whoever has loaded the yearly statement in force already."""
        vars(self).update(current=current.pk if current else None)
        if current is not None and current.pk == self.yearly_id:
            self.yearly = current

    @property
    def needs_decision(self) -> bool:
        return self.answer == Answer.YES or bool(self.ties)

    @property
    def statement(self) -> dict[str, Any]:
        """All of it, for the statement that a sign-off signs."""
        return {
            "disclosure": str(self.pk),
            "question": self.question,
            "answer": self.answer,
            "details": self.details,
            "ties": list(self.ties),
            "yearly": self.yearly.yearly_statement if self.yearly else {},
        }

    @property
    def yearly_statement(self) -> dict[str, Any]:
        return {
            "disclosure": str(self.pk),
            "declared_on": timezone.localdate(self.declared_at).isoformat(),
            "expires_on": self.expires_on.isoformat() if self.expires_on else "",
            "interests": [{"item": one.item, "entity": one.entity, "details": one.details} for one in self.interests],
        }


class ConflictDecision(models.Model):
    """The written decision whether a member with a declared interest, or one that was found, may sign."""

    disclosure = models.OneToOneField(Disclosure, on_delete=models.PROTECT, related_name="decision")
    may_sign = models.BooleanField()
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="conflict_decision_has_a_reason"),)

    def __str__(self) -> str:
        return self.reason[:80]
