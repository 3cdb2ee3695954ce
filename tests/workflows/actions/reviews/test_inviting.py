"""What comes of an invitation: answers, other dates, deadlines, and somebody else in a member's place."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Delivery, Event, Person, Version
from articles.refusals import Refusal
from tests.universe import Administrators, PersonFactory, add_member, add_rule, ask, sign
from workflows import actions
from workflows.actions.reviews.inviting import WrongAnswerDay
from workflows.models import Answer, Assignment, AssignmentState, Board, DateProposal, Review

Act = Callable[[Assignment, Person], object]


@pytest.fixture
def invited(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> Review:
    """An open review of two members who have not answered yet; the lay member was not asked."""
    return ask(submitted_version, managing_editor, board, chair, pharmacist)


@pytest.fixture
def seat(invited: Review, pharmacist: Person) -> Assignment:
    return invited.assignments.get(person=pharmacist)


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def events(review: Review) -> list[str]:
    """Kinds since the review began."""
    kinds = (
        Event.objects.filter(stream=review.version.article.stream).order_by("sequence").values_list("kind", flat=True)
    )
    return list(kinds)[list(kinds).index("start_review") + 1 :]


def mails(kind: str) -> list[Person]:
    return [delivery.person for delivery in Delivery.objects.filter(kind=kind).order_by("pk")]


def test_invitation_hopes_for_an_answer_in_five_days_and_never_after_the_due_date(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    review = actions.start_review(
        submitted_version, by=managing_editor, board=board, members=[chair, pharmacist], due_on=in_days(3)
    )
    late = actions.move_deadlines(
        review.assignments.all()[0], by=managing_editor, due_on=in_days(30), answer_by=in_days(5), reason="a holiday"
    )

    assert ({seat.answer_by for seat in review.assignments.exclude(pk=late.pk)}, late.answer_by) == (
        {in_days(3)},
        in_days(5),
    )


@pytest.mark.parametrize(
    ("days", "why"), [(15, "The answer is due before the review."), (-1, "This day has passed already.")]
)
def test_answers_are_hoped_for_from_today_until_the_review_is_due(
    submitted_version: Version,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    days: int,
    why: str,
) -> None:
    members = (chair, pharmacist)

    with pytest.raises(WrongAnswerDay, match=why):
        ask(submitted_version, managing_editor, board, *members, answer_by=in_days(days))
    refused = Review.objects.count()
    review = ask(submitted_version, managing_editor, board, *members, answer_by=in_days(14))

    assert (refused, {seat.answer_by for seat in review.assignments.all()}) == (0, {in_days(14)})


def test_further_members_are_asked_once_and_by_a_managing_editor_alone(
    invited: Review, managing_editor: Person, editor: Person, chair: Person, lay_member: Person
) -> None:
    with pytest.raises(PermissionDenied):
        actions.add_members(invited, by=editor, members=[lay_member])
    before = mails("invitation")

    actions.add_members(invited, by=managing_editor, members=[chair, lay_member])

    seat = invited.assignments.get(person=lay_member)
    assert (seat.state, seat.membership_role, seat.due_on, seat.in_place_of, seat.assigned_by) == (
        AssignmentState.INVITED,
        "lay_member",
        invited.due_on,
        None,
        managing_editor,
    )
    event = Event.objects.filter(stream=invited.version.article.stream).latest("sequence")
    assert (event.kind, json.loads(event.body)["data"]) == (
        "members_added",
        {"version": 1, "review": invited.pk, "members": [lay_member.pk]},
    )
    assert (invited.assignments.count(), mails("invitation")) == (3, [*before, lay_member])


def test_nobody_is_asked_into_a_review_that_has_ended(
    invited: Review, managing_editor: Person, editor: Person, lay_member: Person
) -> None:
    actions.withdraw(invited.version, by=editor, reason="a mistake")

    with pytest.raises(Refusal, match="This review has ended"):
        actions.add_members(invited, by=managing_editor, members=[lay_member])

    assert invited.assignments.count() == 2


def test_accepting_is_on_record_and_twice_is_once(seat: Assignment, pharmacist: Person) -> None:
    actions.accept_invitation(seat, by=pharmacist)
    again = actions.accept_invitation(seat, by=pharmacist)

    assert (again.state, events(seat.review)) == (AssignmentState.ACCEPTED, ["invitation_accepted"])


def test_declining_tells_who_asked_and_twice_is_once(
    seat: Assignment, pharmacist: Person, managing_editor: Person
) -> None:
    actions.decline_invitation(seat, by=pharmacist, reason="No time.")
    again = actions.decline_invitation(seat, by=pharmacist)

    assert (again.state, events(seat.review), mails("declined")) == (
        AssignmentState.DECLINED,
        ["invitation_declined"],
        [managing_editor],
    )


def test_whoever_accepted_steps_back_instead_of_declining(seat: Assignment, pharmacist: Person) -> None:
    actions.accept_invitation(seat, by=pharmacist)

    with pytest.raises(Refusal, match="has been answered: accepted"):
        actions.decline_invitation(seat, by=pharmacist)


def test_whoever_declined_cannot_accept_any_more(seat: Assignment, pharmacist: Person) -> None:
    actions.decline_invitation(seat, by=pharmacist)

    with pytest.raises(Refusal, match="has been answered: declined"):
        actions.accept_invitation(seat, by=pharmacist)


@pytest.mark.parametrize(
    "act",
    [
        lambda seat, by: actions.accept_invitation(seat, by=by),
        lambda seat, by: actions.decline_invitation(seat, by=by),
        lambda seat, by: actions.propose_date(seat, by=by, due_on=in_days(20)),
        lambda seat, by: actions.delegate(seat, by=by, to=by, reason="x"),
    ],
)
@pytest.mark.parametrize("who", ["chair", "managing_editor", "administrator"])
def test_nobody_answers_for_somebody_else(seat: Assignment, who: str, act: Act, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        act(seat, request.getfixturevalue(who))


@pytest.mark.parametrize(
    "act",
    [
        lambda seat, by: actions.accept_invitation(seat, by=by),
        lambda seat, by: actions.decline_invitation(seat, by=by),
        lambda seat, by: actions.propose_date(seat, by=by, due_on=in_days(20)),
    ],
)
def test_nothing_is_answered_after_the_review_ended(
    seat: Assignment, pharmacist: Person, editor: Person, act: Act
) -> None:
    actions.withdraw(seat.review.version, by=editor, reason="not ready")

    with pytest.raises(Refusal, match="has ended"):
        act(seat, pharmacist)


def test_deactivated_member_answers_nothing(seat: Assignment, pharmacist: Person) -> None:
    pharmacist.is_active = False

    with pytest.raises(PermissionDenied):
        actions.accept_invitation(seat, by=pharmacist)


def test_agreed_date_moves_the_seat_and_the_review_and_counts_as_accepting(
    seat: Assignment, pharmacist: Person, managing_editor: Person
) -> None:
    proposal = actions.propose_date(seat, by=pharmacist, due_on=in_days(20), note="After my holiday.")

    actions.answer_proposal(proposal, by=managing_editor, agree=True)

    seat.refresh_from_db()
    review = Review.objects.get()
    assert (seat.state, seat.due_on, review.due_on) == (AssignmentState.ACCEPTED, in_days(20), in_days(20))
    assert (mails("date_proposed"), mails("date_answered")) == ([managing_editor], [pharmacist])
    assert events(review) == ["date_proposed", "date_answered"]
    with pytest.raises(Refusal, match="answered already"):
        actions.answer_proposal(proposal, by=managing_editor, agree=False, answer="no")


def test_earlier_date_leaves_the_review_as_it_is(seat: Assignment, pharmacist: Person, managing_editor: Person) -> None:
    proposal = actions.propose_date(seat, by=pharmacist, due_on=in_days(3))

    actions.answer_proposal(proposal, by=managing_editor, agree=True)

    assert Review.objects.get().due_on == in_days(14)


def test_date_that_is_not_agreed_needs_a_reason_and_leaves_the_invitation_open(
    seat: Assignment, pharmacist: Person, managing_editor: Person
) -> None:
    proposal = actions.propose_date(seat, by=pharmacist, due_on=in_days(20))

    with pytest.raises(Refusal, match="Say why"):
        actions.answer_proposal(proposal, by=managing_editor, agree=False)
    actions.answer_proposal(proposal, by=managing_editor, agree=False, answer="It is about safety.")

    seat.refresh_from_db()
    assert (seat.state, seat.due_on) == (AssignmentState.INVITED, in_days(14))


def test_same_date_twice_is_one_proposal_and_another_waits_for_the_first(seat: Assignment, pharmacist: Person) -> None:
    first = actions.propose_date(seat, by=pharmacist, due_on=in_days(20))

    assert actions.propose_date(seat, by=pharmacist, due_on=in_days(20)) == first
    with pytest.raises(Refusal, match="already"):
        actions.propose_date(seat, by=pharmacist, due_on=in_days(25))
    assert DateProposal.objects.count() == 1


@pytest.mark.parametrize(("days", "why"), [(-1, "passed already"), (366, "within a year")])
def test_date_lies_ahead_and_within_a_year(seat: Assignment, pharmacist: Person, days: int, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        actions.propose_date(seat, by=pharmacist, due_on=in_days(days))


def test_member_does_not_agree_to_their_own_date(seat: Assignment, pharmacist: Person, editor: Person) -> None:
    proposal = actions.propose_date(seat, by=pharmacist, due_on=in_days(20))

    for person in (pharmacist, editor):
        with pytest.raises(PermissionDenied):
            actions.answer_proposal(proposal, by=person, agree=True)


def test_answered_proposal_stays_as_it_is(seat: Assignment, pharmacist: Person, managing_editor: Person) -> None:
    proposal = actions.propose_date(seat, by=pharmacist, due_on=in_days(20))
    actions.answer_proposal(proposal, by=managing_editor, agree=True)

    for change in ({"agreed": False}, {"due_on": in_days(21)}, {"answered_by": pharmacist}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DateProposal.objects.filter(pk=proposal.pk).update(**change)


def test_deadlines_of_one_seat_are_moved_with_a_reason(
    seat: Assignment, managing_editor: Person, pharmacist: Person
) -> None:
    moved = actions.move_deadlines(
        seat, by=managing_editor, due_on=in_days(30), answer_by=in_days(10), reason="Conference week."
    )
    actions.move_deadlines(seat, by=managing_editor, due_on=in_days(30), answer_by=in_days(10), reason="again")

    assert (moved.due_on, moved.answer_by, Review.objects.get().due_on) == (in_days(30), in_days(10), in_days(30))
    assert (mails("deadlines_moved"), events(seat.review)) == ([pharmacist], ["deadlines_moved"])


def test_deadlines_are_moved_by_managing_editors_and_in_order(
    seat: Assignment, managing_editor: Person, pharmacist: Person
) -> None:
    with pytest.raises(PermissionDenied):
        actions.move_deadlines(seat, by=pharmacist, due_on=in_days(30), answer_by=None, reason="x")
    with pytest.raises(Refusal, match="before the review"):
        actions.move_deadlines(seat, by=managing_editor, due_on=in_days(3), answer_by=in_days(4), reason="x")
    with pytest.raises(Refusal, match="Say why"):
        actions.move_deadlines(seat, by=managing_editor, due_on=in_days(3), answer_by=None, reason=" ")


def test_seat_is_handed_on_within_the_board(
    seat: Assignment, pharmacist: Person, lay_member: Person, managing_editor: Person
) -> None:
    made = actions.delegate(seat, by=pharmacist, to=lay_member, reason="It is about plain words.")

    seat.refresh_from_db()
    assert (seat.state, made.person, made.in_place_of, made.assigned_by, made.membership_role, made.due_on) == (
        AssignmentState.DELEGATED,
        lay_member,
        seat,
        pharmacist,
        "lay_member",
        seat.due_on,
    )
    assert (mails("delegated"), mails("invitation")[-1], events(seat.review)) == (
        [managing_editor],
        lay_member,
        ["delegated"],
    )


def test_seat_is_handed_on_to_members_who_can_sign_and_were_not_asked(
    seat: Assignment,
    pharmacist: Person,
    chair: Person,
    outsider: Person,
    administrators: Administrators,
    editor: Person,
) -> None:
    add_member(seat.review.board, editor, "member", by=administrators)
    for to, why in (
        (chair, "asked about this version already"),
        (outsider, "not a member of this board"),
        (editor, "wrote or changed words"),
    ):
        with pytest.raises(Refusal, match=why):
            actions.delegate(seat, by=pharmacist, to=to, reason="x")

    seat.refresh_from_db()
    assert (seat.state, seat.review.assignments.count()) == (AssignmentState.INVITED, 2)


def test_seat_that_the_approval_rule_needs_is_not_handed_on(
    submitted_version: Version,
    administrators: Administrators,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
) -> None:
    data = {"approvals": 2, "roles": {"pharmacist": 1}}
    add_rule(board, "with pharmacist", data, by=administrators)
    review = actions.start_review(
        submitted_version, by=managing_editor, board=board, members=[chair, pharmacist], due_on=in_days(14)
    )

    with pytest.raises(Refusal, match="the approval rule cannot be met"):
        actions.delegate(review.assignments.get(person=pharmacist), by=pharmacist, to=lay_member, reason="x")

    assert review.assignments.get(person=pharmacist).state == AssignmentState.INVITED


def test_signed_seat_is_neither_handed_on_nor_replaced(
    invited: Review, seat: Assignment, pharmacist: Person, lay_member: Person, managing_editor: Person
) -> None:
    actions.disclose(invited, by=pharmacist, answer=Answer.NONE)
    sign(invited, pharmacist)

    with pytest.raises(Refusal, match="no longer open: done"):
        actions.delegate(seat, by=pharmacist, to=lay_member, reason="x")
    with pytest.raises(Refusal, match="no longer open: done"):
        actions.replace(seat, by=managing_editor, member=lay_member, reason="x")


def test_silent_member_is_replaced_and_told(
    seat: Assignment, pharmacist: Person, lay_member: Person, managing_editor: Person
) -> None:
    made = actions.replace(seat, by=managing_editor, member=lay_member, reason="No answer.")

    seat.refresh_from_db()
    assert (seat.state, made.person, made.in_place_of) == (AssignmentState.REPLACED, lay_member, seat)
    assert (mails("replaced"), mails("invitation")[-1], events(seat.review)) == ([pharmacist], lay_member, ["replaced"])
    with pytest.raises(Refusal, match="has been answered: replaced"):
        actions.accept_invitation(seat, by=pharmacist)


def test_place_of_a_member_who_declined_is_filled_once(
    seat: Assignment,
    pharmacist: Person,
    lay_member: Person,
    managing_editor: Person,
    administrators: Administrators,
    make_person: PersonFactory,
) -> None:
    new = make_person("Nina New")
    add_member(seat.review.board, new, "member", by=administrators)
    actions.decline_invitation(seat, by=pharmacist)

    actions.replace(seat, by=managing_editor, member=lay_member, reason="They declined.")

    seat.refresh_from_db()
    assert (seat.state, mails("replaced")) == (AssignmentState.DECLINED, [])
    with pytest.raises(Refusal, match="Somebody else has been asked"):
        actions.replace(seat, by=managing_editor, member=new, reason="x")


def test_only_managing_editors_replace(
    seat: Assignment, pharmacist: Person, chair: Person, lay_member: Person, editor: Person
) -> None:
    for person in (pharmacist, chair, editor):
        with pytest.raises(PermissionDenied):
            actions.replace(seat, by=person, member=lay_member, reason="x")


def test_whoever_handed_the_seat_on_reads_no_more_of_it(
    invited: Review, seat: Assignment, pharmacist: Person, lay_member: Person
) -> None:
    actions.disclose(invited, by=pharmacist, answer=Answer.NONE)
    actions.delegate(seat, by=pharmacist, to=lay_member, reason="x")

    with pytest.raises(PermissionDenied):
        sign(invited, pharmacist)
