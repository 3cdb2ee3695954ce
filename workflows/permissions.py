"""The board's rules: who may see a review, who may sign, and what keeps a person from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import (
    Emergency,
    Image,
    Person,
    Version,
)
from articles.permissions import Desk, Part, draft_readers, drafters, keepers_of_library, part_of
from articles.prepared import prepared
from workflows import authorship, credentials
from workflows.models import (
    Answer,
    Assignment,
    AssignmentState,
    Board,
    BoardRole,
    ConflictDecision,
    Disclosure,
    Membership,
    Review,
    SigningStatement,
    SignOff,
    StatementAcceptance,
    TaskKind,
)
from workflows.transitions import Who

# Done on the pages of the library, so that a librarian may have them: neither wants a draft to be read.
OF_LIBRARY = frozenset({TaskKind.CHECK_REFERENCES, TaskKind.ILLUSTRATE})
LEFT = (
    AssignmentState.DECLINED,
    AssignmentState.RECUSED,
    AssignmentState.DELEGATED,
    AssignmentState.REPLACED,
)
FROM_SEAT = Part(reads=True, writes=True)


InReview = TypeVar("InReview", Assignment, Disclosure)


@dataclass(frozen=True)
class Access:
    """What a person is to a review at one moment. Load it once per request: `Access.of(person, review)`."""

    person: Person
    desk: Desk
    seat: Assignment | None
    declared: Disclosure | None
    chairs: bool

    @classmethod
    def of(cls, person: Person, review: Review) -> Access:
        return cls(
            person,
            Desk.of(person),
            assignment_of(person, review),
            disclosure_of(person, review),
            is_chair(person, review),
        )

    @property
    def may_read(self) -> bool:
        """The review, not yet its text."""
        return self.desk.may_read_drafts or self.seat is not None or self.chairs

    @property
    def reads_from_seat(self) -> bool:
        return self.seat is not None and self.declared is not None

    @property
    def reads_text(self) -> bool:
        """The desk; a member once they declared their interests."""
        return self.desk.may_read_drafts or self.reads_from_seat

    @property
    def decides_conflicts(self) -> bool:
        """Of others; see `may_decide_conflict`."""
        return self.desk.manages or self.chairs

    def part_in(self, version: Version) -> Part:
        """As `part_in` of the version under review, which asks no more where this says enough."""
        if self.person.is_active and self.reads_from_seat and not self.desk.may_draft:
            return FROM_SEAT
        return part_in(self.person, version, desk=self.desk)


@dataclass(frozen=True)
class Before:
    """What speaks against a signature and is found before anything is locked.

    Whose words a version holds cannot change while its review is open: no other version of the article is approved or
    reopened meanwhile. An acceptance is never taken back. `owes_acceptance` is None for somebody who is no member.
    """

    wrote: tuple[str, ...]
    owes_acceptance: bool | None

    @classmethod
    def of(cls, person: Person, review: Review) -> Before:
        # Whoever calls may have asked this of the version long ago.
        review.version.__dict__.pop("approved_before", None)
        owes = next(iter(_owing_on(person.pk, review.board_id)), None)
        return cls(tuple(authorship.reasons_against(person, review.version)), owes)


def who_may_have(kind: str) -> QuerySet[Person]:
    """To whom a task of this kind may be given: whoever writes drafts, and for those of the library whoever keeps it."""
    return drafters() | keepers_of_library() if kind in OF_LIBRARY else drafters()


def may_have(desk: Desk, kind: str) -> bool:
    return desk.may_draft or (kind in OF_LIBRARY and desk.may_keep_library)


def may(who: Who, person: Person, *, review: Review | None = None, desk: Desk | None = None) -> bool:
    """Whether the person is one of those whom the table of transitions names. `review` is the newest of the version.

    `desk`: their roles, for whoever has loaded them already.
    """
    desk = Desk.of(person) if desk is None else desk
    if who is Who.EDITORS:
        return desk.may_draft
    if who is Who.MANAGING_EDITOR:
        return desk.manages
    if who is Who.CHAIR_OR_MANAGING_EDITOR:
        return desk.manages or (review is not None and is_chair(person, review))
    if who is Who.EDITORS_OR_CHAIR:
        return desk.may_draft or (review is not None and is_chair(person, review))
    if who is Who.SIGNER:
        return review is not None and review.sign_offs.filter(person=person, revocation=None).exists()
    return who is Who.SIGNATORY and review is not None and not reasons_not_to_sign(person, review)


def chairs(person: Person, board: Board) -> bool:
    """Whether the person chairs the board today."""
    today = timezone.localdate()
    seats = Membership.objects.on(today).filter(board=board, person=person, role=BoardRole.CHAIR)
    return person.is_active and seats.exists()


def may_revoke(person: Person, sign_off: SignOff) -> bool:
    """The signer alone, as long as the account is active; no administrator, no chair."""
    return person.is_active and sign_off.person_id == person.pk


def is_chair(person: Person, review: Review) -> bool:
    return person.is_active and bool(_chairing(person.pk, review.board_id))


@prepared
def _chairing(person: int, board: int) -> QuerySet[Membership, int]:
    terms = Membership.objects.on(timezone.localdate()).filter(board=board, person=person, role=BoardRole.CHAIR)
    return terms.values_list("pk", flat=True)[:1]


def assignment_of(person: Person, review: Review) -> Assignment | None:
    """The person's seat in this review, unless they declined or recused."""
    return _of_review(_assignments_of(person.pk, review.pk), review)


@prepared
def _assignments_of(person: int, review: int) -> QuerySet[Assignment]:
    return Assignment.objects.filter(review=review, person=person).exclude(state__in=LEFT).order_by("pk")[:1]


def disclosure_of(person: Person, review: Review) -> Disclosure | None:
    """The newest statement of the person about this review."""
    return _of_review(_disclosures_of(person.pk, review.pk), review)


def _of_review(rows: Sequence[InReview], review: Review) -> InReview | None:
    """The first, which knows the review that was loaded."""
    for row in rows[:1]:
        row.review = review
    return rows[0] if rows else None


@prepared
def _disclosures_of(person: int, review: int) -> QuerySet[Disclosure]:
    stated = Disclosure.objects.filter(review=review, person=person).select_related("decision", "yearly")
    return stated.with_current(timezone.localdate()).order_by("-pk")[:1]


def yearly_interests_of(person: Person) -> Disclosure | None:
    """The person's statement of interests that is in force today."""
    return next(iter(_yearly_interests_of(person.pk)), None)


@prepared
def _yearly_interests_of(person: int) -> QuerySet[Disclosure]:
    return Disclosure.objects.in_force(timezone.localdate()).filter(person=person)[:1]


def declares_interests(person: Person) -> bool:
    return bool(_declaring(person.pk))


@prepared
def _declaring(person: int) -> QuerySet[Person, int]:
    return owing_interests().filter(pk=person).values_list("pk", flat=True)[:1]


def owing_interests() -> QuerySet[Person]:
    """Whoever sits on a board, or in a review that is open: they have a statement of the year in force."""
    sits = Membership.objects.on(timezone.localdate()).filter(person=OuterRef("pk"))
    asked = Assignment.objects.filter(person=OuterRef("pk"), review__closed_at=None).exclude(state__in=LEFT)
    return Person.objects.filter(Exists(sits) | Exists(asked))


def may_read_review(person: Person, review: Review) -> bool:
    """Desk and assigned members; a member reads the text only after declaring interests (see `disclosure_of`)."""
    return Desk.of(person).may_read_drafts or assignment_of(person, review) is not None or is_chair(person, review)


def reads_version_with(person: Person, image: Image) -> bool:
    """A member who declared their interests reads the version under review with its pictures."""
    reads = Assignment.objects.filter(person=person, review__disclosures__person=person).exclude(state__in=LEFT)
    return reads.filter(review__version__shown_images__image=image).exists()


def part_in(person: Person, version: Version | None, *, desk: Desk | None = None) -> Part:
    """The person's part in conversations: by their desk roles; in those about a version also by a seat with a declaration."""
    by_role = part_of(Desk.of(person) if desk is None else desk)
    if version is None or by_role.writes or not (person.is_active and _seated(version).filter(pk=person.pk).exists()):
        return by_role
    return FROM_SEAT


def readers(version: Version | None) -> QuerySet[Person]:
    """Everyone who may read the draft, or this version; whom a comment may mention."""
    if version is None:
        return draft_readers()
    return Person.objects.filter(Q(pk__in=draft_readers()) | Q(pk__in=_seated(version)), is_active=True)


def _seated(version: Version) -> QuerySet[Person]:
    """Members who sit in a review of this version and have declared their interests about it."""
    seats = Assignment.objects.exclude(state__in=LEFT).filter(review__version=version)
    declared = Disclosure.objects.filter(review=OuterRef("review"), person=OuterRef("person"))
    return Person.objects.filter(pk__in=seats.filter(Exists(declared)).values("person"))


def versions_read_by(person: Person | int) -> QuerySet[Version]:
    """Versions that the person reads from a seat in their review."""
    declared = Disclosure.objects.filter(review=OuterRef("review"), person=OuterRef("person"))
    seats = Assignment.objects.exclude(state__in=LEFT).filter(Exists(declared), person=person)
    return Version.objects.filter(pk__in=seats.values("review__version"))


def versions_reviewed_by(person: int) -> QuerySet[Version]:
    """Versions in whose review the person has or had a seat that they did not leave."""
    seats = Assignment.objects.exclude(state__in=LEFT).order_by().filter(person=person)
    return Version.objects.filter(pk__in=seats.values("review__version"))


def may_decide_conflict(person: Person, disclosure: Disclosure) -> bool:
    """The chair or a managing editor, never about themselves."""
    review = disclosure.review
    if review is None or disclosure.person_id == person.pk:
        return False
    return Desk.of(person).manages or is_chair(person, review)


def may_sweep(person: Person, *, desk: Desk | None = None) -> bool:
    """Whoever may act in an emergency somewhere: the desk, and chairs of boards. What they may do on each article its action says."""
    desk = Desk.of(person) if desk is None else desk
    seats = Membership.objects.on(timezone.localdate()).filter(person=person, role=BoardRole.CHAIR)
    return desk.may_draft or (person.is_active and seats.exists())


def may_review_emergency(person: Person, emergency: Emergency) -> bool:
    """The managing editor or the chair of the board that reviewed the version, never whoever did it."""
    if emergency.by_id == person.pk:
        return False
    review = emergency.version.reviews.order_by("-pk").first()
    return Desk.of(person).manages or (review is not None and is_chair(person, review))


def reasons_not_to_sign(person: Person, review: Review) -> list[str]:
    """Sentences; empty when the person may sign. Rule 3 of the design: no words of one's own, no open conflict, nobody else."""
    has_signed = review.sign_offs.filter(person=person).exists()
    return reasons_against(
        person, review, assignment_of(person, review), disclosure_of(person, review), has_signed=has_signed
    )


def reasons_against(
    person: Person,
    review: Review,
    seat: Assignment | None,
    declared: Disclosure | None,
    *,
    has_signed: bool,
    before: Before | None = None,
    is_member: bool | None = None,
) -> list[str]:
    """As `reasons_not_to_sign`, for whoever has loaded the person's seat and statement already.

    `before`, and with it whether the person sits on the board now, from who has asked that too.
    """
    before = before or Before.of(person, review)
    found = []
    if not person.is_active:
        found.append(_("This account is not active."))
    found += _board_reasons(before, before.owes_acceptance is not None if is_member is None else is_member)
    if seat is None:
        found.append(_("You are not assigned to this review."))
    if review.board.second_factor_required and not credentials.factors(person):
        found.append(_("This board signs with an authenticator app or a passkey. Set one up in your account first."))
    found += [*before.wrote, *interest_reasons(declared)]
    if has_signed:
        found.append(_("You have signed this version already."))
    return found


def _board_reasons(before: Before, is_member: bool) -> list[str]:
    if not is_member:
        return [_("You are not a member of this board.")]
    if before.owes_acceptance is not False:
        return [_("Read and accept the signing statement of the board first.")]
    return []


def owing_acceptance(memberships: QuerySet[Membership]) -> bool | None:
    """Whether the board's newest statement waits for the member's acceptance; None for somebody who is no member."""
    return _owing(memberships).first()


def _owing(memberships: QuerySet[Membership]) -> QuerySet[Membership, bool]:
    rows = memberships.annotate(newest=_newest_statement()).annotate(owing=_owes_it())
    return rows.values_list("owing", flat=True)


@prepared
def _owing_on(person: int, board: int) -> QuerySet[Membership, bool]:
    return _owing(Membership.objects.on(timezone.localdate()).filter(board=board, person=person)).order_by("pk")[:1]


@prepared
def seats_on_boards(person: int) -> QuerySet[Membership]:
    """Where the person sits today, each with whether the board's newest signing statement waits for them (`owing`)."""
    today = Membership.objects.on(timezone.localdate()).filter(person=person)
    rows = today.annotate(newest=_newest_statement()).annotate(owing=_owes_it())
    return rows.select_related("board").order_by("board__name", "pk")


def _newest_statement() -> Subquery:
    return Subquery(SigningStatement.objects.filter(board=OuterRef("board")).order_by("-number").values("pk")[:1])


def _owes_it() -> Case:
    """Of a row with `newest`: whether its person has yet to accept that statement."""
    accepted = StatementAcceptance.objects.filter(person=OuterRef("person"), statement=OuterRef("newest"))
    done = When(Q(newest=None) | Exists(accepted), then=False)
    return Case(done, default=True, output_field=BooleanField())


def reads_boards(person: Person) -> bool:
    """Administrators, managing editors and auditors see how boards are made up, and what is proposed."""
    return Desk.of(person).sees_boards


def is_member(person: Person, board: Board) -> bool:
    """Whether the person is active and sits on the board today."""
    today = timezone.localdate()
    return person.is_active and Membership.objects.on(today).filter(board=board, person=person).exists()


def interest_reasons(declared: Disclosure | None) -> list[str]:
    """What a statement loaded by `disclosure_of` says against signing; it counts while what it was matched with is in force."""
    if declared is None:
        return [_("Declare your interests first.")]
    if declared.current_yearly is None:
        return [
            _("Your interests of the year ran out; declare them again, then answer the question about this article.")
        ]
    if declared.yearly_id != declared.current_yearly:
        return [_("You declared your interests of the year anew; answer the question about this article again.")]
    return conflict_reasons(declared)


def conflict_reasons(disclosure: Disclosure) -> list[str]:
    if not disclosure.needs_decision:
        return []
    decision: ConflictDecision | None = getattr(disclosure, "decision", None)
    if decision is not None:
        return [] if decision.may_sign else [_("The chair decided that you cannot sign: %s") % decision.reason]
    if disclosure.answer == Answer.YES:
        return [_("You declared an interest; the chair has not decided yet whether you may sign.")]
    return [_("A tie between you and this article was found; the chair has not decided yet whether you may sign.")]
