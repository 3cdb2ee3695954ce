"""Who counts in a review, as people leave it."""

from __future__ import annotations

import datetime

from django.utils import timezone

from articles.models import Person
from tests.universe import sign
from workflows import actions
from workflows.models import Answer, Disclosure, Membership, Review
from workflows.quorum import Interests, Standing
from workflows.reviews.standing import seats, standing_of


def end_term(person: Person, by: Person) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    membership = Membership.objects.get(person=person)
    membership.term_until = yesterday
    membership.record(by=by, reason="left")


def test_seat_says_what_was_signed_about_what(review: Review, chair: Person) -> None:
    sign(review, chair)

    seat = next(seat for seat in seats(review) if seat.person == chair.pk)

    assert (seat.role, seat.verdict, seat.interests) == ("chair", "approve", Interests.CLEAR)
    assert seat.scopes == {"clinical_accuracy", "doses"}
    assert seat.audiences == {"patient", "clinician"}
    assert not seat.second_factor


def test_member_whose_term_ended_leaves_the_base_unless_they_signed(
    review: Review, chair: Person, pharmacist: Person, lay_member: Person, administrator: Person
) -> None:
    sign(review, chair)
    end_term(chair, administrator)
    end_term(pharmacist, administrator)

    assert [seat.person for seat in seats(review)] == [chair.pk, lay_member.pk]


def test_deactivated_member_makes_the_rule_impossible_and_is_to_be_replaced(
    review: Review, pharmacist: Person, lay_member: Person
) -> None:
    for person in (pharmacist, lay_member):
        person.is_active = False
        person.save()

    result = standing_of(review)

    assert (result.standing, result.additions) == (Standing.IMPOSSIBLE, ("1 member",))


def test_member_with_a_conflict_counts_no_more(
    review: Review, chair: Person, pharmacist: Person, lay_member: Person
) -> None:
    actions.disclose(review, by=lay_member, answer=Answer.YES, details="shares")
    declared = Disclosure.objects.get(person=lay_member, answer=Answer.YES)
    undecided = {seat.person: seat.interests for seat in seats(review)}
    actions.decide_conflict(declared, by=chair, may_sign=False, reason="holds shares of the maker")
    actions.recuse(review, by=pharmacist, reason="no time")

    assert undecided == {
        chair.pk: Interests.CLEAR,
        pharmacist.pk: Interests.CLEAR,
        lay_member.pk: Interests.UNDECIDED,
    }
    assert {seat.person: seat.interests for seat in seats(review)} == {
        chair.pk: Interests.CLEAR,
        lay_member.pk: Interests.BARRED,
    }
    assert standing_of(review).standing is Standing.IMPOSSIBLE
