"""Whom to ask: fitting and free first, the fewest who can meet the rule, each with the reasons."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.quorum import Interests, Rule, Seat, Standing, at_start
from workflows.reviews.proposing import Member, Period, proposed, ranked

FIRST = datetime.date(2026, 12, 1)
SUBJECT = "Neurology Leg pain: what helps?"
TWO_WEEKS = Period(FIRST, FIRST + datetime.timedelta(days=13))


def away(first: int, last: int) -> Period:
    return Period(FIRST + datetime.timedelta(days=first - 1), FIRST + datetime.timedelta(days=last - 1))


def order(*members: Member) -> list[int]:
    return [one.member.person for one in ranked(members, SUBJECT, TWO_WEEKS)]


def reasons(member: Member) -> tuple[str, ...]:
    (one,) = ranked([member], SUBJECT, TWO_WEEKS)
    return one.reasons


def chosen(rule: Rule, *members: Member) -> list[int]:
    return sorted(proposed(rule, ranked(members, SUBJECT, TWO_WEEKS), ["patient"]))


def test_fitting_specialty_comes_first_then_the_least_busy() -> None:
    members = (
        Member(1, "member", ("Cardiology",), open_reviews=0),
        Member(2, "member", ("Neurological rehabilitation",), open_reviews=3),
        Member(3, "member", ("Pain medicine", "Surgery"), open_reviews=1),
    )

    assert order(*members) == [3, 2, 1]


def test_whoever_shares_an_institution_comes_after_those_who_do_not() -> None:
    near = Member(1, "member", ("Neurology",), institutions=("Example Hospital",))

    assert order(near, Member(2, "member")) == [2, 1]


def test_words_of_every_specialty_do_not_fit() -> None:
    (one,) = ranked([Member(1, "member", ("General medicine",))], "General medicine and health", TWO_WEEKS)

    assert one.fitting == ()


def test_reasons_say_what_speaks_for_and_against() -> None:
    member = Member(
        1, "member", ("Neurology",), 1, 3, away=(away(3, 5), away(20, 25)), institutions=("Example Hospital",)
    )

    assert reasons(member) == (
        "Neurology fits the subject",
        "1 open review, at most 3 at once",
        "away 3 December to 5 December",
        "shares an institution with a contributor: Example Hospital; the chair would have to decide",
    )


@pytest.mark.parametrize(
    ("member", "is_free"),
    [
        (Member(1, "member"), True),
        (Member(1, "member", wrote=True), False),
        (Member(1, "member", open_reviews=2, most_open_reviews=2), False),
        (Member(1, "member", open_reviews=2, most_open_reviews=3), True),
        (Member(1, "member", open_reviews=0, most_open_reviews=0), False),
        (Member(1, "member", away=(away(1, 7),)), True),
        (Member(1, "member", away=(away(1, 8),)), False),
        (Member(1, "member", away=(away(-9, 4), away(10, 40))), False),
        (Member(1, "member", away=(away(-9, 0),)), True),
    ],
)
def test_nobody_is_free_who_wrote_is_full_or_is_away_for_most_of_it(member: Member, is_free: bool) -> None:
    (one,) = ranked([member], SUBJECT, TWO_WEEKS)

    assert one.is_free == is_free


def test_the_fewest_who_can_meet_the_rule_are_proposed() -> None:
    rule = Rule.from_data({"approvals": 2, "roles": {"pharmacist": 1}})
    members = (
        Member(1, "member", ("Neurology",)),
        Member(2, "member", ("Pain medicine",), open_reviews=1),
        Member(3, "pharmacist", open_reviews=5),
        Member(4, "pharmacist", open_reviews=4, most_open_reviews=4),
    )

    assert chosen(rule, *members) == [1, 3]


def test_nobody_is_proposed_where_the_free_do_not_suffice() -> None:
    rule = Rule.from_data({"approvals": 2})

    assert chosen(rule, Member(1, "member"), Member(2, "member", wrote=True)) == []


MEMBERS = st.lists(
    st.builds(
        Member,
        person=st.integers(1, 10_000),
        role=st.sampled_from(["chair", "member", "pharmacist", "lay_member"]),
        specialties=st.lists(st.sampled_from(["Neurology", "Cardiology"]), max_size=2).map(tuple),
        open_reviews=st.integers(0, 4),
        most_open_reviews=st.none() | st.integers(0, 4),
        wrote=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda member: member.person,
)


@given(MEMBERS, st.integers(1, 4), st.integers(0, 2))
def test_proposed_members_are_free_meet_the_rule_and_nobody_is_one_too_many(
    members: list[Member], approvals: int, pharmacists: int
) -> None:
    rule = Rule.from_data({"approvals": approvals, "roles": {"pharmacist": pharmacists} if pharmacists else {}})
    best = ranked(members, SUBJECT, TWO_WEEKS)

    def suffice(people: frozenset[int]) -> bool:
        seats = [Seat(m.person, m.role, interests=Interests.UNANSWERED) for m in members if m.person in people]
        return at_start(rule, seats, ["patient"]).standing is not Standing.IMPOSSIBLE

    free = frozenset(one.member.person for one in best if one.is_free)
    people = proposed(rule, best, ["patient"])
    assert people <= free
    assert bool(people) == suffice(free)
    assert not people or (suffice(people) and not any(suffice(people - {person}) for person in people))
