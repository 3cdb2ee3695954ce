"""Where a review stands by its frozen rule: who sits in it now, what they signed, what is missing, whom to add."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Person
from articles.prepared import prepared
from workflows.credentials import shows_second_factor
from workflows.models import Assignment, Disclosure, Membership, Review, SignOff
from workflows.permissions import LEFT
from workflows.quorum import Interests, Result, Seat, evaluate
from workflows.reviews.statement import is_of_a_member


def standing_of(
    review: Review,
    *,
    asked: Iterable[Assignment] | None = None,
    signed: Iterable[SignOff] | None = None,
    stated: Iterable[Disclosure] | None = None,
    members: Container[int] | None = None,
) -> Result:
    """For whoever has loaded them already: those `asked` who have not left (with their persons), the sign-offs that stand,
    what was `stated`, the newest last, and the ids of the board's `members` of today.
    """
    sitting = seats(review, asked=asked, signed=signed, stated=stated, members=members)
    changed = review.patient_text_changed or 0
    return evaluate(review.rule, sitting, review.version.content.audiences, changed=changed)


def sitting_in(review: Review) -> QuerySet[Assignment]:
    """Everyone who was asked and has not left, with the person."""
    return review.assignments.exclude(state__in=LEFT).select_related("person")


def seat_of(person: Person, review: Review) -> Assignment | None:
    """The person's, as it is shown, unless they left."""
    asked = review.assignments.exclude(state__in=LEFT).filter(person=person)
    return asked.as_shown(timezone.localdate()).first()


def seats(
    review: Review,
    *,
    asked: Iterable[Assignment] | None = None,
    signed: Iterable[SignOff] | None = None,
    stated: Iterable[Disclosure] | None = None,
    members: Container[int] | None = None,
) -> list[Seat]:
    """Who sits, with the sign-off that stands. Who signed stays, whatever became of them since.

    Where the row of a sign-off holds a statement of another kind its member sits here as one who has said nothing.
    """
    asked = sitting_in(review) if asked is None else asked
    standing = review.sign_offs.filter(revocation=None) if signed is None else signed
    if stated is None:
        stated = review.disclosures.select_related("decision").order_by("pk")
    declared = {row.person_id: row for row in stated}
    said = {sign.person_id: sign.signed if is_of_a_member(sign.signed) else {} for sign in standing}
    on_board = set(members_of(review)) if members is None else members
    return [
        _seat(row, declared.get(row.person_id), said.get(row.person_id, {}))
        for row in asked
        if row.person_id in said or (row.person_id in on_board and row.person.is_active)
    ]


def members_of(review: Review) -> dict[int, tuple[str, str]]:
    """Who sits on the board today, by their ids, with the credentials and the affiliation that it shows of them."""
    rows = _members_today(review.board_id)
    return {person: (credentials, affiliation) for person, credentials, affiliation in rows}


@prepared
def _members_today(board: int) -> QuerySet[Membership, tuple[int, str, str]]:
    terms = Membership.objects.on(timezone.localdate()).filter(board=board).order_by()
    return terms.values_list("person", "shown_credentials", "shown_affiliation")


def _seat(assignment: Assignment, disclosure: Disclosure | None, signed: Mapping[str, object]) -> Seat:
    return Seat(
        person=assignment.person_id,
        role=assignment.membership_role,
        verdict=str(signed.get("verdict", "")),
        scopes=frozenset(_words(signed, "scope")),
        audiences=frozenset(_words(signed, "audiences")),
        interests=interests_of(disclosure),
        second_factor=shows_second_factor(str(signed.get("method", ""))),
    )


def _words(signed: Mapping[str, object], name: str) -> list[str]:
    value = signed.get(name, [])
    return [str(word) for word in value] if isinstance(value, list) else []


def interests_of(disclosure: Disclosure | None) -> Interests:
    """Of the newest statement about the review."""
    if disclosure is None:
        return Interests.UNANSWERED
    if not disclosure.needs_decision:
        return Interests.CLEAR
    decision = getattr(disclosure, "decision", None)
    if decision is None:
        return Interests.UNDECIDED
    return Interests.CLEAR if decision.may_sign else Interests.BARRED
