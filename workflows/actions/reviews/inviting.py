"""Asking members, and what comes of it: seats, further members, answers, other dates, deadlines, somebody else."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.models import Article, Person, Status, Version
from articles.permissions import require
from articles.refusals import Refusal
from workflows import authorship, notifications, permissions
from workflows.actions.steps import needs_reason
from workflows.models import Assignment, AssignmentState, Board, DateProposal, Membership, Review
from workflows.quorum import Standing
from workflows.reviews.standing import standing_of
from workflows.transitions import Action, transition

LONGEST_WAIT = datetime.timedelta(days=365)
UNSIGNED = (AssignmentState.INVITED, AssignmentState.ACCEPTED)


class WrongMembers(Refusal):
    """These people cannot be asked, or not these alone; `details` says why."""


class WrongDay(Refusal):
    """The review would be due on a day that has passed, or too far off."""


class WrongAnswerDay(Refusal):
    """The answer to an invitation would be due on a day that has passed, or after the review."""


def seats_for(version: Version, board: Board, members: Iterable[Person]) -> list[tuple[Person, str]]:
    """Members with their role on the board today; refuses whoever is not on it or wrote the words."""
    terms = Membership.objects.on(timezone.localdate()).filter(board=board)
    roles = dict(terms.values_list("person", "role"))
    chosen = list(dict.fromkeys(members))
    strangers = [_("%s is not a member of this board.") % person for person in chosen if person.pk not in roles]
    strangers += [_("The account of %s is not active.") % person for person in chosen if not person.is_active]
    writers = [_("%s wrote or changed words of this version.") % p for p in chosen if authorship.wrote(p, version)]
    if not chosen or strangers or writers:
        raise WrongMembers(_("Choose members of the board who can sign this version."), details=strangers + writers)
    return [(person, roles[person.pk]) for person in chosen]


def assign(
    review: Review,
    seats: Iterable[tuple[Person, str]],
    by: Person,
    *,
    in_place_of: Assignment | None = None,
    answer_by: datetime.date | None = None,
) -> list[Assignment]:
    """Make the seats and owe the invitations. Whoever comes in somebody's place has that seat's due date.

    Without `answer_by` an answer is hoped for in as many days as the rule gives, and never after the due date.
    """
    due_on = in_place_of.due_on if in_place_of else review.due_on
    made = [
        Assignment.objects.create(
            review=review,
            person=person,
            membership_role=role,
            due_on=due_on,
            answer_by=answer_by or _hoped_for(review, due_on),
            in_place_of=in_place_of,
            assigned_by=by,
        )
        for person, role in seats
    ]
    notifications.invite(review, made)
    return made


def _hoped_for(review: Review, due_on: datetime.date) -> datetime.date:
    return min(due_on, timezone.localdate() + datetime.timedelta(days=review.rule.answer_days))


@transaction.atomic
def add_members(review: Review, *, by: Person, members: Sequence[Person]) -> Review:
    """Ask further members, as when one recused."""
    current = _managed(review, by)
    asked = set(current.assignments.values_list("person", flat=True))
    seats = [seat for seat in seats_for(current.version, current.board, members) if seat[0].pk not in asked]
    assign(current, seats, by)
    names = [person.pk for person, _role in seats]
    record.append(
        current.version.article.stream,
        "members_added",
        by=by,
        version=current.version.number,
        review=current.pk,
        members=names,
    )
    return current


def _managed(review: Review, by: Person) -> Review:
    """The open review as it is now, its article locked, for somebody who may ask members."""
    article = Article.objects.locked().get(pk=review.version.article_id)
    require(permissions.may(transition(Status.SUBMITTED, Action.START_REVIEW).who, by))
    return _open(review, article)


def _open(review: Review, article: Article) -> Review:
    current = Review.objects.select_related("version", "board").get(pk=review.pk)
    current.version.article = article
    if current.version.status != Status.UNDER_REVIEW or not current.is_open:
        raise Refusal(_("This review has ended."))
    return current


def _own_invitation(assignment: Assignment, by: Person) -> Assignment:
    """The seat as it is now, its article locked, for the person who was asked."""
    article = Article.objects.locked().get(pk=assignment.review.version.article_id)
    require(by.is_active and assignment.person_id == by.pk)
    current = Assignment.objects.get(pk=assignment.pk)
    current.review = _open(assignment.review, article)
    return current


def _happened(assignment: Assignment, kind: str, *, by: Person, **data: object) -> None:
    review = assignment.review
    record.append(review.version.article.stream, kind, by=by, review=review.pk, assignment=assignment.pk, **data)


@transaction.atomic
def accept_invitation(assignment: Assignment, *, by: Person, by_link: bool = False) -> Assignment:
    """Twice is once. The text opens after the interests are declared. `by_link`: from the mail, without a log-in."""
    seat = _own_invitation(assignment, by)
    if seat.state == AssignmentState.ACCEPTED:
        return seat
    _answer(seat, AssignmentState.ACCEPTED)
    _happened(seat, "invitation_accepted", by=by, by_link=by_link)
    return seat


@transaction.atomic
def decline_invitation(assignment: Assignment, *, by: Person, reason: str = "", by_link: bool = False) -> Assignment:
    """Without a reason too. Twice is once; whoever accepted steps back instead."""
    seat = _own_invitation(assignment, by)
    if seat.state == AssignmentState.DECLINED:
        return seat
    _answer(seat, AssignmentState.DECLINED)
    _happened(seat, "invitation_declined", by=by, by_link=by_link, why=reason.strip())
    notifications.tell_manager("declined", seat)
    return seat


def _answer(seat: Assignment, state: AssignmentState) -> None:
    if seat.state != AssignmentState.INVITED:
        raise Refusal(_("This invitation has been answered: %s.") % seat.get_state_display().lower())
    seat.state, seat.answered_at = state, timezone.now()
    seat.save()


@transaction.atomic
def propose_date(
    assignment: Assignment, *, by: Person, due_on: datetime.date, note: str = "", by_link: bool = False
) -> DateProposal:
    """Ask for another due date. The same once more changes nothing."""
    seat = _own_invitation(assignment, by)
    _require_unsigned(seat)
    _require_day(due_on)
    waiting = seat.date_proposals.filter(answered_at=None).first()
    if waiting is not None and waiting.due_on == due_on:
        return waiting
    if waiting is not None:
        raise Refusal(_("You asked for %s already; the managing editor has not answered yet.") % waiting.due_on)
    proposal = DateProposal.objects.create(assignment=seat, due_on=due_on, note=note.strip())
    _happened(seat, "date_proposed", by=by, by_link=by_link, due_on=due_on.isoformat())
    notifications.tell_manager("date_proposed", seat, due_on=due_on.isoformat())
    return proposal


def _require_unsigned(seat: Assignment) -> None:
    if seat.state not in UNSIGNED:
        raise Refusal(_("This seat is no longer open: %s.") % seat.get_state_display().lower())


def _require_day(day: datetime.date) -> None:
    today = timezone.localdate()
    if day < today:
        raise WrongDay(_("This day has passed already. Choose a later one."))
    if day > today + LONGEST_WAIT:
        raise WrongDay(_("Choose a day within a year."))


def require_answer_day(answer_by: datetime.date | None, due_on: datetime.date) -> None:
    """No day is one too: the rule's days are taken."""
    if answer_by is not None and answer_by > due_on:
        raise WrongAnswerDay(_("The answer is due before the review."))
    if answer_by is not None and answer_by < timezone.localdate():
        raise WrongAnswerDay(_("This day has passed already. Choose a later one."))


@transaction.atomic
def answer_proposal(proposal: DateProposal, *, by: Person, agree: bool, answer: str = "") -> DateProposal:
    """The managing editor's. Agreeing takes the person for willing; the review then lasts at least until that day."""
    review = _managed(proposal.assignment.review, by)
    current = DateProposal.objects.select_related("assignment__person").get(pk=proposal.pk)
    seat = current.assignment
    seat.review = review
    if current.answered_at is not None:
        raise Refusal(_("This was answered already."))
    _require_unsigned(seat)
    current.answer = answer.strip() if agree else needs_reason(answer)
    current.agreed, current.answered_by, current.answered_at = agree, by, timezone.now()
    current.save()
    if agree:
        seat.state, seat.answered_at = AssignmentState.ACCEPTED, current.answered_at
        _move_due_date(seat, current.due_on)
    _happened(seat, "date_answered", by=by, agreed=agree, due_on=current.due_on.isoformat())
    notifications.tell_member("date_answered", seat, agreed=agree, answer=current.answer)
    return current


def _move_due_date(seat: Assignment, day: datetime.date) -> None:
    """The seat's, and the review's where it would end before."""
    seat.due_on = day
    seat.save()
    if seat.review.due_on < day:
        seat.review.due_on = day
        seat.review.save()


@transaction.atomic
def move_deadlines(
    assignment: Assignment, *, by: Person, due_on: datetime.date, answer_by: datetime.date | None, reason: str
) -> Assignment:
    """Another due date and day to answer for one seat."""
    review = _managed(assignment.review, by)
    seat = Assignment.objects.select_related("person").get(pk=assignment.pk)
    seat.review = review
    _require_unsigned(seat)
    _require_day(due_on)
    if answer_by is not None and answer_by > due_on:
        raise WrongAnswerDay(_("The answer is due before the review."))
    why = needs_reason(reason)
    if (seat.due_on, seat.answer_by) == (due_on, answer_by):
        return seat
    seat.answer_by = answer_by
    _move_due_date(seat, due_on)
    _happened(seat, "deadlines_moved", by=by, due_on=due_on.isoformat(), why=why)
    notifications.tell_member("deadlines_moved", seat)
    return seat


@transaction.atomic
def delegate(assignment: Assignment, *, by: Person, to: Person, reason: str) -> Assignment:
    """Hand one's own seat on to another member of the board; the managing editor is told."""
    seat = _own_invitation(assignment, by)
    why = needs_reason(reason)
    made = _hand_over(seat, to, by=by, state=AssignmentState.DELEGATED)
    _happened(seat, "delegated", by=by, members=[to.pk], why=why)
    notifications.tell_manager("delegated", made)
    return made


@transaction.atomic
def replace(assignment: Assignment, *, by: Person, member: Person, reason: str) -> Assignment:
    """Ask somebody else in a member's place: one who does not answer, declined or stepped back. A signature stays."""
    review = _managed(assignment.review, by)
    seat = Assignment.objects.select_related("person").get(pk=assignment.pk)
    seat.review = review
    why, sat = needs_reason(reason), seat.state in UNSIGNED
    made = _hand_over(seat, member, by=by, state=AssignmentState.REPLACED)
    _happened(seat, "replaced", by=by, members=[member.pk], why=why)
    if sat:
        notifications.tell_member("replaced", seat)
    return made


def _hand_over(seat: Assignment, to: Person, *, by: Person, state: AssignmentState) -> Assignment:
    """One new seat for the old one, if the approval rule can still be met with it. A seat that was left keeps saying how."""
    review = seat.review
    if seat.state == AssignmentState.DONE or (state is AssignmentState.DELEGATED and seat.state not in UNSIGNED):
        raise Refusal(_("This seat is no longer open: %s.") % seat.get_state_display().lower())
    if seat.successors.exists():
        raise Refusal(_("Somebody else has been asked for this seat already."))
    if review.assignments.filter(person=to).exists():
        raise Refusal(_("%s has been asked about this version already.") % to)
    could_be_met = standing_of(review).standing is not Standing.IMPOSSIBLE
    if seat.state in UNSIGNED:
        seat.state, seat.answered_at = state, timezone.now()
        seat.save()
    (made,) = assign(review, seats_for(review.version, review.board, [to]), by, in_place_of=seat)
    result = standing_of(review)
    if could_be_met and result.standing is Standing.IMPOSSIBLE:
        raise Refusal(_("Without this seat the approval rule cannot be met:"), details=result.reasons)
    return made
