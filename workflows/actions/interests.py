"""Declaring interests, deciding about them, stepping back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.models import Article, Person
from articles.permissions import require
from articles.refusals import Refusal
from workflows import notifications
from workflows.actions.steps import needs_reason
from workflows.models import Answer, Assignment, AssignmentState, BoardRole, ConflictDecision, Disclosure, Review
from workflows.permissions import assignment_of, may_decide_conflict


def question(review: Review) -> str:
    """What a member is asked before they see the text."""
    return _(
        "Do you have any relationship, activity or interest in the last 36 months that could bias, or be seen to bias, "
        "your review of “%s”? (Payments, shares, patents, employment, research support, personal or institutional ties.)"
    ) % (review.version.title)


def _own_seat(review: Review, by: Person) -> tuple[Article, Assignment]:
    article = Article.objects.locked().get(pk=review.version.article_id)
    seat = assignment_of(by, review)
    require(by.is_active and seat is not None)
    assert seat is not None
    if not Review.objects.open().filter(pk=review.pk).exists():
        raise Refusal(_("This review has ended."))
    return article, seat


@transaction.atomic
def disclose(review: Review, *, by: Person, answer: str, details: str = "") -> Disclosure:
    """A dated statement about this review; a later one counts instead of an earlier one, both stay on record."""
    article, seat = _own_seat(review, by)
    if answer not in Answer.values:
        raise Refusal(_("Choose one of the two answers."))
    if answer == Answer.YES and not details.strip():
        raise Refusal(_("Say what you have to declare: with whom, what kind, since when."))
    if review.sign_offs.filter(person=by).exists():
        raise Refusal(_("You have signed already; what you declared then is kept with your sign-off."))
    said = details.strip() if answer == Answer.YES else ""
    row = Disclosure.objects.create(person=by, review=review, question=question(review), answer=answer, details=said)
    seat.state, seat.answered_at = AssignmentState.ACCEPTED, timezone.now()
    seat.save()
    record.append(article.stream, "disclosed", by=by, review=review.pk, answer=answer, disclosure=row.pk)
    if answer == Answer.YES:
        notifications.tell_conflict(review, _deciders(review, by))
    return row


def _deciders(review: Review, by: Person) -> list[Person]:
    chairs = Person.objects.filter(memberships__board=review.board_id, memberships__role=BoardRole.CHAIR)
    return list(chairs.filter(memberships__term_until=None).exclude(pk=by.pk).distinct()) or [review.opened_by]


@transaction.atomic
def decide_conflict(disclosure: Disclosure, *, by: Person, may_sign: bool, reason: str) -> ConflictDecision:
    """The chair's or managing editor's written decision about a declared interest; it cannot be changed."""
    review = disclosure.review
    require(review is not None and may_decide_conflict(by, disclosure))
    assert review is not None
    article = Article.objects.locked().get(pk=review.version.article_id)
    if disclosure.answer != Answer.YES:
        raise Refusal(_("Nothing was declared."))
    if ConflictDecision.objects.filter(disclosure=disclosure).exists():
        raise Refusal(_("This was decided already."))
    decision = ConflictDecision.objects.create(
        disclosure=disclosure, may_sign=may_sign, reason=needs_reason(reason), decided_by=by
    )
    record.append(article.stream, "conflict_decided", by=by, disclosure=disclosure.pk, may_sign=may_sign)
    return decision


@transaction.atomic
def recuse(review: Review, *, by: Person, reason: str) -> Assignment:
    """Step back from a review that one was asked for; the managing editor is told and may ask others."""
    article, seat = _own_seat(review, by)
    if review.sign_offs.filter(person=by).exists():
        raise Refusal(_("You have signed already."))
    seat.state, seat.answered_at = AssignmentState.RECUSED, timezone.now()
    seat.save()
    record.append(article.stream, "recused", by=by, review=review.pk, why=needs_reason(reason))
    notifications.owe("recused", review.opened_by, article, title=review.version.title, review=review.pk, member=by.pk)
    return seat
