"""What people declare of their interests, and what was decided about it. Immutable."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows.models.review import Review


class Answer(models.TextChoices):
    NONE = "none", _("I have nothing to declare")
    YES = "yes", _("I have something to declare")


class Disclosure(models.Model):
    """A dated statement: "none", or "yes" and what. About one review, or (no review) in general."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="disclosures")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, blank=True, related_name="disclosures")
    question = models.TextField(_("question as it was asked"))
    answer = models.CharField(max_length=8, choices=Answer)
    details = models.TextField(_("what"), blank=True)
    items = models.JSONField(default=dict, blank=True)
    declared_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-declared_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(answer=Answer.NONE, details="") | (Q(answer=Answer.YES) & ~Q(details="")),
                name="disclosed_interest_is_described",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.get_answer_display()}"


class ConflictDecision(models.Model):
    """The written decision whether a member with a declared interest may sign."""

    disclosure = models.OneToOneField(Disclosure, on_delete=models.PROTECT, related_name="decision")
    may_sign = models.BooleanField()
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="conflict_decision_has_a_reason"),)

    def __str__(self) -> str:
        return self.reason[:80]
