"""Setting the checklist of a role on a board, and answering it in a review."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import record
from articles.models import Article, Person
from articles.permissions import Desk, require
from articles.refusals import Refusal
from workflows.actions.steps import needs_reason
from workflows.models import Board, BoardRole, Checklist, ChecklistAnswer, Review, Tick
from workflows.models.checklist import Ticked, validate_questions
from workflows.permissions import assignment_of, disclosure_of

LONGEST_WORDS = 2000


class OtherQuestions(Refusal):
    """The questions are not those that the member saw."""


class Unanswered(Refusal):
    """A question has no answer, or a "no" has no words; `details` names each."""


@transaction.atomic
def set_checklist(board: Board, *, by: Person, role: str, questions: Sequence[str], reason: str) -> Checklist:
    """From now on members of this role are asked these questions; none: they are asked nothing. What was answered stays."""
    require(Desk.of(by).administers)
    Board.objects.select_for_update().get(pk=board.pk)
    if role not in BoardRole.values:
        raise Refusal(_("Choose a role."))
    asked = [" ".join(question.split()) for question in questions]
    checklist = board.checklists.filter(role=role).first() or Checklist(board=board, role=role, questions=asked)
    if asked:
        try:
            validate_questions(asked)
        except ValidationError as error:
            raise Refusal(error.messages[0]) from error
        checklist.questions = asked
    elif checklist.pk is None:
        raise Refusal(_("Write at least one question."))
    checklist.is_retired = not asked
    if checklist.record(by=by, reason=needs_reason(reason)):
        record.append(board.stream, "checklist.set", by=by, checklist=checklist.pk, role=role, questions=len(asked))
    return checklist


@transaction.atomic
def answer_checklist(review: Review, *, by: Person, answers: Sequence[Ticked]) -> ChecklistAnswer:
    """A member's answers to the checklist of their role, with the wording that they saw. A later answer counts instead."""
    article = Article.objects.locked().get(pk=review.version.article_id)
    seat = assignment_of(by, review)
    require(by.is_active and seat is not None and disclosure_of(by, review) is not None)
    assert seat is not None
    if not Review.objects.open().filter(pk=review.pk).exists():
        raise Refusal(_("This review has ended."))
    if review.sign_offs.filter(person=by).exists():
        raise Refusal(_("You have signed already; what you answered then stands."))
    checklist = Checklist.objects.filter(board=review.board_id, role=seat.membership_role, is_retired=False).first()
    if checklist is None or [answer.question for answer in answers] != checklist.questions:
        raise OtherQuestions(_("The questions have changed meanwhile. Look at them again."))
    _require_complete(answers)
    data = [{"question": answer.question, "tick": answer.tick, "words": answer.words.strip()} for answer in answers]
    row = ChecklistAnswer.objects.create(
        review=review, person=by, checklist=checklist, role=seat.membership_role, answers=data
    )
    record.append(article.stream, "checklist.answered", by=by, review=review.pk, answer=row.pk)
    return row


def _require_complete(answers: Sequence[Ticked]) -> None:
    missing = [
        _("Say why not: %s") % answer.question if answer.tick == Tick.NO else _("Answer: %s") % answer.question
        for answer in answers
        if answer.tick not in Tick.values or (answer.tick == Tick.NO and not answer.words.strip())
    ]
    if missing:
        raise Unanswered(_("Some questions have no answer yet:"), details=missing)
    if any(len(answer.words) > LONGEST_WORDS for answer in answers):
        raise Refusal(_("What you say of one question has at most %d letters.") % LONGEST_WORDS)
