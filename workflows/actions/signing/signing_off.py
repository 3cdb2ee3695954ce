"""Signing. The one action with a part before its transaction: who signs is proven first, and a failure recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.models import Article, Event, Person, Status
from articles.permissions import require
from articles.refusals import Refusal
from workflows import notifications, quorum, signing
from workflows.actions.live.publishing import end_pending, plan
from workflows.actions.signing.proving import prove, require_same_credential
from workflows.actions.steps import close, move
from workflows.credentials import Credential, Proof
from workflows.models import (
    Assignment,
    AssignmentState,
    Disclosure,
    OpenPoint,
    Outcome,
    Review,
    Scope,
    SignOff,
    Verdict,
)
from workflows.permissions import Before, may_read_review, reasons_against, yearly_interests_of
from workflows.reviews.standing import members_of, sitting_in, standing_of
from workflows.transitions import Action, transition

NEEDS_WORDS = frozenset({Verdict.APPROVE_WITH_COMMENT, Verdict.CHANGES_REQUIRED, Verdict.DISSENT})
MAKES_A_POINT = frozenset({Verdict.APPROVE_WITH_COMMENT, Verdict.CHANGES_REQUIRED})


class CannotSign(Refusal):
    """The person may not sign this version; `details` says why."""


class OtherText(Refusal):
    """The fingerprint posted is not the one under review: the person saw something else."""


@dataclass
class Sitting:
    """One person at one review, with what deciding needs, each read once under the lock."""

    review: Review
    person: Person
    seat: Assignment | None
    asked: list[Assignment]
    signed: list[SignOff]
    stated: list[Disclosure]
    members: Mapping[int, tuple[str, str]]
    before: Before

    @classmethod
    def of(cls, person: Person, review: Review, before: Before) -> Sitting:
        asked, members = list(sitting_in(review)), members_of(review)
        seat = next((seat for seat in asked if seat.person_id == person.pk), None)
        if seat is not None and person.pk in members:
            credentials, affiliation = members[person.pk]
            seat.show(credentials=credentials, affiliation=affiliation)
        # As the person is now, not as whoever calls has known them.
        now = seat.person if seat else Person.objects.get(pk=person.pk)
        signed = list(review.sign_offs.select_related("revocation"))
        stated = list(review.disclosures.select_related("decision").order_by("pk"))
        return cls(review, now, seat, asked, signed, stated, members, before)

    @cached_property
    def disclosure(self) -> Disclosure | None:
        """The newest statement of the person about this review, compared with that of the year."""
        own = [row for row in self.stated if row.person_id == self.person.pk]
        if not own:
            return None
        own[-1].compare(yearly_interests_of(self.person))
        return own[-1]

    @property
    def reasons(self) -> list[str]:
        has_signed = any(sign.person_id == self.person.pk for sign in self.signed)
        return reasons_against(
            self.person,
            self.review,
            self.seat,
            self.disclosure,
            has_signed=has_signed,
            before=self.before,
            is_member=self.person.pk in self.members,
        )


def sign_off(review: Review, *, by: Person, given: Credential, digest: str, verdict: signing.Verdict) -> SignOff:
    """Sign the version whose digest the person saw. May approve or return it; raises a `Refusal` and records it otherwise."""
    article = review.version.article
    proof, before = prove(by, given, article=article, action=Action.SIGN_OFF), Before.of(by, review)
    with record.refusals_recorded(article, Action.SIGN_OFF, by=by), transaction.atomic():
        locked = Article.objects.locked().get(pk=article.pk)
        current = Review.objects.select_related("version", "board", "evidence_search").get(pk=review.pk)
        current.version.article = locked
        sitting = Sitting.of(by, current, before)
        seat, disclosure = _require_signatory(sitting, proof, digest)
        sign = _write(sitting, seat, disclosure, _complete(verdict, current), proof.method)
        _decide(sitting, sign, after=_note(sitting, sign))
        notifications.give_receipt(sign, locked)
        return sign


def _require_signatory(sitting: Sitting, proof: Proof, digest: str) -> tuple[Assignment, Disclosure]:
    review, person, seat, disclosure = sitting.review, sitting.person, sitting.seat, sitting.disclosure
    transition(Status(review.version.status), Action.SIGN_OFF)
    require(seat is not None or may_read_review(person, review))
    if not review.is_open:
        raise CannotSign(_("This review has ended."))
    if digest != review.version.digest:
        raise OtherText(_("You were shown another text than the one under review. Read it again, then sign."))
    require_same_credential(person, proof)
    if review.rule.second_factor and proof.factor is None:
        raise CannotSign(_("The rule of this review counts only sign-offs with a second factor. Enrol one, then sign."))
    reasons = sitting.reasons
    if reasons or seat is None or disclosure is None:
        raise CannotSign(_("You cannot sign this version:"), details=reasons)
    return seat, disclosure


def _complete(verdict: signing.Verdict, review: Review) -> signing.Verdict:
    """Refuses a verdict that lacks what its kind needs."""
    if verdict.verdict not in Verdict.values:
        raise Refusal(_("Choose a verdict."))
    if verdict.verdict in NEEDS_WORDS and not verdict.comment.strip():
        raise Refusal(_("Say in a few words what you mean; the editor and the record need it."))
    known = set(verdict.scope) <= set(Scope.values) and set(verdict.audiences) <= set(review.version.content.audiences)
    if verdict.verdict != Verdict.ABSTAIN and not (verdict.scope and verdict.audiences and known):
        raise Refusal(_("Say what you looked at: at least one kind of check and one text."))
    dissents = verdict.verdict == Verdict.DISSENT
    if dissents and verdict.published is None:
        raise Refusal(_("Say whether readers may see the words of your dissent."))
    return replace(
        verdict,
        scope=tuple(verdict.scope),
        audiences=tuple(verdict.audiences),
        comment=verdict.comment.strip(),
        published=verdict.published if dissents else None,
    )


def _write(
    sitting: Sitting, seat: Assignment, disclosure: Disclosure, verdict: signing.Verdict, method: str
) -> SignOff:
    at, review, person = timezone.now(), sitting.review, sitting.person
    statement = signing.statement(person, review, verdict, disclosure=disclosure, seat=seat, method=method, at=at)
    sign = SignOff.objects.create(
        review=review,
        version=review.version,
        person=person,
        disclosure=disclosure,
        verdict=verdict.verdict,
        comment=verdict.comment,
        digest=review.version.digest,
        statement=statement,
        signature=signing.sign(statement),
        key=signing.current_key(),
        signed_at=at,
    )
    seat.state, seat.answered_at = AssignmentState.DONE, at
    seat.save()
    if verdict.verdict in MAKES_A_POINT:
        OpenPoint.objects.create(review=review, sign_off=sign, text=verdict.comment)
    return sign


def _note(sitting: Sitting, sign: SignOff) -> Event:
    version = sitting.review.version
    return record.append(
        version.article.stream,
        "signed",
        by=sitting.person,
        version=version.number,
        digest=version.digest,
        verdict=sign.verdict,
        sign_off=sign.pk,
        signature=sign.signature,
    )


def _decide(sitting: Sitting, sign: SignOff, *, after: Event) -> None:
    """Evaluate the frozen rule; approve, return, or leave open. The last signer's transaction is the decision."""
    review, by = sitting.review, sitting.person
    standing = [other for other in sitting.signed if not hasattr(other, "revocation")] + [sign]
    result = standing_of(review, asked=sitting.asked, signed=standing, stated=sitting.stated, members=sitting.members)
    if result.standing is quorum.Standing.MET:
        close(review, Outcome.APPROVED)
        move(review.version, Action.SIGN_OFF, by=by, to=Status.APPROVED, after=after, review=review.pk)
        unended = list(review.version.article.publications.filter(ended_at=None))
        plan(review, by=by, standing=standing, unended=unended)
        notifications.tell_decision(review, "approved")
        is_live = any(row.is_live and row.version_id == review.version_id for row in unended)
    elif result.standing is quorum.Standing.STOPPED:
        close(review, Outcome.CHANGES_REQUESTED)
        move(review.version, Action.SIGN_OFF, by=by, to=Status.CHANGES_REQUESTED, after=after, review=review.pk)
        end_pending(review.version, reason=_("the board requires changes"))
        notifications.tell_decision(review, "changes_requested")
        is_live = review.version.publications.live().exists()
    else:
        return
    if is_live:
        record.page_change(review.version.article, reason=f"version {review.version.number} is {review.version.status}")
