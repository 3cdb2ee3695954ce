"""Taking a sign-off back: the rule is evaluated again at once, and a page that rests on it says that it is looked at again."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.models import Article, Person, Status, Version
from articles.permissions import require
from articles.refusals import Refusal
from workflows import notifications
from workflows.actions.live.publishing import cancel_planned, plan
from workflows.actions.reviews.inviting import assign
from workflows.actions.steps import happened, move, needs_reason, newer_than
from workflows.authorship import writers
from workflows.models import AssignmentState, Membership, Outcome, Review, Revocation, SignOff
from workflows.permissions import may_revoke
from workflows.quorum import Standing
from workflows.reviews.standing import standing_of
from workflows.transitions import Action, transition


def revoke(sign_off: SignOff, *, by: Person, reason: str) -> Revocation:
    """The signer's own act, whatever became of the review since; what was signed stays on record beside it."""
    article = sign_off.version.article
    with record.refusals_recorded(article, Action.REVOKE, by=by), transaction.atomic():
        locked = Article.objects.locked().get(pk=article.pk)
        version = Version.objects.get(pk=sign_off.version_id)
        version.article = locked
        transition(Status(version.status), Action.REVOKE)
        require(may_revoke(by, sign_off))
        if Revocation.objects.filter(sign_off=sign_off).exists():
            raise Refusal(_("You have taken this sign-off back already."))
        made = Revocation.objects.create(sign_off=sign_off, by=by, reason=needs_reason(reason))
        review = _leave_seat(sign_off, version)
        _judge_again(review, made)
        notifications.tell_revoked(review, made)
        return made


def _leave_seat(sign_off: SignOff, version: Version) -> Review:
    """The seat is empty now: nobody signs twice in one review, so the base of the rule changes."""
    review = Review.objects.select_related("board").get(pk=sign_off.review_id)
    review.version = version
    for seat in review.assignments.filter(person=sign_off.person_id):
        seat.state = AssignmentState.RECUSED
        seat.save()
    return review


def _judge_again(review: Review, made: Revocation) -> None:
    """Only the approval that holds now can fall; in an open review the page says what is missing."""
    version, by = review.version, made.by
    said: dict[str, Any] = {"review": review.pk, "sign_off": made.sign_off_id, "why": made.reason}
    if not _carries(review):
        happened(version, Action.REVOKE, by=by, **said)
    elif (
        standing_of(review).standing is Standing.MET and not newer_than(version).filter(status=Status.APPROVED).exists()
    ):
        happened(version, Action.REVOKE, by=by, **said)
        _quote_anew(review, made)
    elif newer_than(version).exclude(status=Status.WITHDRAWN).exists():
        cancel_planned(version, reason=made.reason)
        happened(version, Action.REVOKE, by=by, **said, doubted=_doubt(version))
    else:
        cancel_planned(version, reason=made.reason)
        again = _examine_again(review, made)
        move(version, Action.REVOKE, by=by, to=Status.UNDER_REVIEW, again=again.pk, **said)
        record.page_change(version.article, reason=f"version {version.number} is {version.status}")


def _carries(review: Review) -> bool:
    """Does the version stand as approved by this review?"""
    version = review.version
    newest = version.reviews.filter(outcome=Outcome.APPROVED).order_by("-pk").first()
    return version.status == Status.APPROVED and newest == review


def _doubt(version: Version) -> list[int]:
    """The publication that readers are warned at: the newer version is the one to judge, so this one gets no review of its own.

    The caution goes with the publication: once its successor is live, or the board has approved this version anew.
    """
    live = list(version.publications.live().filter(doubted_at=None))
    for publication in live:
        publication.doubted_at = timezone.now()
        publication.save()
        record.page_change(version.article, reason=f"a sign-off of version {version.number} was taken back")
    return [publication.pk for publication in live]


def _quote_anew(review: Review, made: Revocation) -> None:
    """Readers are quoted nobody who took their sign-off back: what is live or planned is planned again without them."""
    version = review.version
    if version.publications.live().exists() or version.publications.planned().exists():
        cancel_planned(version, reason=made.reason)
        plan(review, by=made.by)


def _examine_again(former: Review, made: Revocation) -> Review:
    """A new review by the same rule, of the members who are still there; whom to add stands on its page."""
    today, version = timezone.localdate(), former.version
    again = Review.objects.create(
        version=version,
        board=former.board,
        approval_rule_id=former.approval_rule_id,
        frozen_rule=former.frozen_rule,
        reason=_("a sign-off was taken back: %s") % made.reason,
        opened_by=made.by,
        due_on=today + datetime.timedelta(days=former.rule.review_days),
    )
    wrote = writers(version)
    asked = set(former.assignments.values_list("person", flat=True)) - wrote
    terms = Membership.objects.on(today).filter(board=former.board_id, person__in=asked, person__is_active=True)
    assign(again, [(term.person, term.role) for term in terms.select_related("person").order_by("pk")], made.by)
    return again
