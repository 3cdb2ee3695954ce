"""The members of a review as pages show them: who was asked, what they declared, what they signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.models import Version
from articles.prepared import prepared
from articles.publishing.facts import read_signer
from articles.publishing.render import SignerWords, signer_words
from workflows.models import (
    Assignment,
    AssignmentState,
    BoardRole,
    Disclosure,
    OpenPoint,
    Review,
    SignOff,
)
from workflows.permissions import LEFT
from workflows.quorum import Result
from workflows.reviews.standing import standing_of
from workflows.reviews.statement import is_of_a_member, signer


@dataclass(frozen=True)
class Seat:
    """One member's place in a review. `signature` is their sign-off as readers see it; none where it is no member's."""

    assignment: Assignment
    role: str
    disclosure: Disclosure | None
    sign_off: SignOff | None
    signature: SignerWords | None = None

    @property
    def has_signed(self) -> bool:
        return self.signature is not None

    @property
    def holds_other_words(self) -> bool:
        """The database's owner put a statement of another kind where theirs was."""
        return self.sign_off is not None and self.signature is None

    @property
    def state(self) -> Any:
        if self.holds_other_words:
            return _("No signature of this member")
        if self.sign_off is not None:
            return self.sign_off.get_verdict_display()
        if not self.assignment.review.is_open and self.assignment.state not in LEFT:
            return _("Did not sign")
        if self.assignment.state == AssignmentState.ACCEPTED and self.is_undecided:
            return _("Waits for a decision about an interest")
        return self.assignment.get_state_display()

    @property
    def is_undecided(self) -> bool:
        declared = self.disclosure
        return declared is not None and declared.needs_decision and not hasattr(declared, "decision")


def seats(review: Review) -> list[Seat]:
    """Everyone who was asked, in three queries however many they are."""
    asked, stated, standing = _asked(review.pk), _stated(review.pk), _standing(review.pk)
    rows: list[Assignment | Disclosure | SignOff] = [*asked, *stated, *standing]
    for row in rows:
        row.review = review
    declared = {row.person_id: row for row in stated}
    signed = {row.person_id: row for row in standing}
    return [_seat(row, declared.get(row.person_id), signed.get(row.person_id)) for row in asked]


@prepared
def _asked(review: int) -> QuerySet[Assignment]:
    return Assignment.objects.filter(review=review).select_related("person")


@prepared
def _stated(review: int) -> QuerySet[Disclosure]:
    statements = Disclosure.objects.filter(review=review)
    return statements.select_related("decision__decided_by", "yearly").order_by("pk")


@prepared
def _standing(review: int) -> QuerySet[SignOff]:
    return SignOff.objects.filter(review=review, revocation=None)


def standing(review: Review, members: Sequence[Seat]) -> Result:
    """Where the review stands by its rule, from the seats that are loaded."""
    return standing_of(
        review,
        asked=[seat.assignment for seat in members if seat.assignment.state not in LEFT],
        signed=[seat.sign_off for seat in members if seat.sign_off],
        stated=[seat.disclosure for seat in members if seat.disclosure],
    )


def _seat(assignment: Assignment, disclosure: Disclosure | None, sign_off: SignOff | None) -> Seat:
    role = assignment.membership_role
    return Seat(
        assignment=assignment,
        role=str(BoardRole(role).label) if role else "",
        disclosure=disclosure,
        sign_off=sign_off,
        signature=as_readers_see(sign_off.signed) if sign_off and is_of_a_member(sign_off.signed) else None,
    )


def as_readers_see(signed: Mapping[str, Any]) -> SignerWords:
    """The signed statement of a member in the words of the reader page."""
    return signer_words(read_signer(signer(signed)))


def open_points(version: Version) -> list[OpenPoint]:
    """What sign-offs asked for, of this version and of those before it back to the last approved one."""
    since = next(iter(_approved_before(version.article_id, version.number)), 0)
    return _points(version.article_id, since, version.number)


@prepared
def _approved_before(article: int, number: int) -> QuerySet[Version, int]:
    approved = Version.objects.approved().filter(article=article, number__lt=number)
    return approved.order_by("-number").values_list("number", flat=True)[:1]


@prepared
def _points(article: int, since: int, until: int) -> QuerySet[OpenPoint]:
    points = OpenPoint.objects.filter(
        review__version__article=article, review__version__number__lte=until, review__version__number__gte=since
    )
    return points.select_related("sign_off__person", "review__version", "answered_by").order_by("-pk")
