"""Declaring interests, deciding about them, stepping back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format as format_date
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from articles import record
from articles.models import Article, Person
from articles.permissions import require
from articles.refusals import Refusal
from workflows import notifications
from workflows.actions.steps import needs_reason
from workflows.models import (
    Answer,
    Assignment,
    AssignmentState,
    BoardRole,
    ConflictDecision,
    DeclaredInterest,
    Disclosure,
    InterestItem,
    Review,
)
from workflows.permissions import assignment_of, declares_interests, may_decide_conflict, yearly_interests_of
from workflows.reviews import matching

YEAR = datetime.timedelta(days=365)


class YearlyInterestsMissing(Refusal):
    """The person has not declared their interests of the year, or the declaration ran out."""


def yearly_question() -> str:
    """The heading of the ICMJE form; the items follow it."""
    return _(
        "In the past 36 months, have you had any of these with an entity that could have an interest in what our articles "
        "say? “Entity” is any company, agency, society or person. If in doubt, declare it."
    )


@transaction.atomic
def declare_interests(*, by: Person, interests: Iterable[DeclaredInterest]) -> Disclosure:
    """The statement of the year: every item of the form is "none" unless named here. A later one counts, all stay on record."""
    require(by.is_active and declares_interests(by))
    Person.objects.select_for_update().get(pk=by.pk)
    named = list(interests)
    _require_complete(named)
    former = yearly_interests_of(by)
    if former and former.interests == named and timezone.localdate(former.declared_at) == timezone.localdate():
        return former
    row = Disclosure.objects.create(
        person=by,
        question=yearly_question(),
        answer=Answer.YES if named else Answer.NONE,
        details="; ".join(one.in_words for one in named),
        items={item: [_entry(one) for one in named if one.item == item] for item in InterestItem.values},
        expires_on=timezone.localdate() + YEAR,
    )
    record.append(record.SITE, "interests_declared", by=by, disclosure=row.pk, answer=row.answer)
    return row


def _require_complete(interests: Iterable[DeclaredInterest]) -> None:
    for one in interests:
        if one.item not in InterestItem.values:
            raise Refusal(_("This is no item of the form."))
        if not one.entities:
            raise Refusal(_("Say with whom: %s") % one.label)


def _entry(one: DeclaredInterest) -> dict[str, str]:
    return {"entity": one.entity, "details": one.details}


def question(review: Review, yearly: Disclosure) -> str:
    """What a member is asked before they see the text: made from what it names, since they last declared their interests."""
    drugs = matching.drugs_named(review.version)
    words = {
        "drugs": get_text_list([*drugs], _("and")),
        "title": review.version.title,
        "day": format_date(timezone.localtime(yearly.declared_at), "DATE_FORMAT"),
    }
    if not drugs:
        return (
            _(
                "The article “%(title)s” names no drug. Any tie to somebody with a stake in what it says since %(day)s, or among "
                "what you declared then? Any support for work on it, or other interest that could bias, or be seen to bias, your review?"
            )
            % words
        )
    return (
        _(
            "The article “%(title)s” names %(drugs)s. Any tie to their makers since %(day)s, or among what you declared then? "
            "Any support for work on it, or other interest that could bias, or be seen to bias, your review?"
        )
        % words
    )


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
    """A dated statement about this review, with what ties were found; a later one counts instead of an earlier one."""
    article, seat = _own_seat(review, by)
    yearly = yearly_interests_of(by)
    if yearly is None:
        raise YearlyInterestsMissing(_("Declare your interests of the year first."))
    said = _answered(answer, details)
    if review.sign_offs.filter(person=by).exists():
        raise Refusal(_("You have signed already; what you declared then is kept with your sign-off."))
    ties = [vars(tie) for tie in matching.ties(by, review.version, yearly)]
    asked = question(review, yearly)
    row = Disclosure.objects.create(
        person=by, review=review, yearly=yearly, question=asked, answer=answer, details=said, ties=ties
    )
    seat.state, seat.answered_at = AssignmentState.ACCEPTED, timezone.now()
    seat.save()
    kinds = [tie["kind"] for tie in ties]
    record.append(article.stream, "disclosed", by=by, review=review.pk, answer=answer, disclosure=row.pk, ties=kinds)
    if row.needs_decision:
        notifications.tell_conflict(review, _deciders(review, by))
    return row


def _answered(answer: str, details: str) -> str:
    """What was said beside the answer; refuses an incomplete one."""
    if answer not in Answer.values:
        raise Refusal(_("Choose one of the two answers."))
    if answer == Answer.YES and not details.strip():
        raise Refusal(_("Say what you have to declare: with whom, what kind, since when."))
    return details.strip() if answer == Answer.YES else ""


def _deciders(review: Review, by: Person) -> list[Person]:
    chairs = Person.objects.filter(memberships__board=review.board_id, memberships__role=BoardRole.CHAIR)
    return list(chairs.filter(memberships__term_until=None).exclude(pk=by.pk).distinct()) or [review.opened_by]


@transaction.atomic
def decide_conflict(disclosure: Disclosure, *, by: Person, may_sign: bool, reason: str) -> ConflictDecision:
    """The chair's or managing editor's written decision about a declared or found interest; it cannot be changed."""
    review = disclosure.review
    require(review is not None and may_decide_conflict(by, disclosure))
    assert review is not None
    article = Article.objects.locked().get(pk=review.version.article_id)
    if not disclosure.needs_decision:
        raise Refusal(_("Nothing was declared and nothing was found."))
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
