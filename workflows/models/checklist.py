"""What members of a role are asked to look at, as data of their board, and what they answered. Answers are immutable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models.tracked import Tracked, history
from workflows.models.board import Board
from workflows.models.review import Review
from workflows.rules.roles import BoardRole

MOST_QUESTIONS = 30
LONGEST_QUESTION = 300


class Tick(models.TextChoices):
    YES = "yes", gettext_lazy("Yes")
    NO = "no", gettext_lazy("No")
    NOT_APPLICABLE = "not_applicable", gettext_lazy("Does not apply")


def validate_questions(value: object) -> None:
    """A list of different sentences, neither empty nor longer than anybody reads."""
    if not isinstance(value, list) or not all(isinstance(question, str) for question in value):
        raise ValidationError(_("A checklist is a list of questions."))
    if not value or len(value) > MOST_QUESTIONS:
        raise ValidationError(_("A checklist has 1 to %d questions.") % MOST_QUESTIONS)
    if any(not question.strip() or len(question) > LONGEST_QUESTION for question in value):
        raise ValidationError(_("A question has 1 to %d letters.") % LONGEST_QUESTION)
    if len(set(value)) < len(value):
        raise ValidationError(_("Each question stands once in a checklist."))


class Checklist(Tracked):
    """The questions that a board puts to members of one role. Changing them changes no answer."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="checklists")
    role = models.CharField(gettext_lazy("role"), max_length=32, choices=BoardRole)
    questions = models.JSONField(gettext_lazy("questions"), validators=[validate_questions])
    is_retired = models.BooleanField(gettext_lazy("not asked any more"), default=False)

    history = history()

    class Meta:
        ordering = ("board", "role")
        constraints = (models.UniqueConstraint(fields=("board", "role"), name="one_checklist_per_board_and_role"),)

    def __str__(self) -> str:
        return f"{self.board}: {self.get_role_display()}"


@dataclass(frozen=True)
class Ticked:
    """A question as it was worded, what was answered, and the words that go with it."""

    question: str
    tick: str
    words: str = ""

    @property
    def label(self) -> str:
        return str(Tick(self.tick).label)


class ChecklistAnswer(models.Model):
    """What a member answered in a review, question by question, with the wording that they saw. The newest counts."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="checklist_answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="checklist_answers")
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="answers")
    role = models.CharField(max_length=32)
    answers = models.JSONField()
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-answered_at", "-pk")

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"

    @property
    def ticked(self) -> Sequence[Ticked]:
        return [Ticked(**answer) for answer in self.answers]
