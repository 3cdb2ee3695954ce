"""The board's rules: who may see a review, who may sign, and what keeps a person from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.audiences import Audience
from articles.models import (
    Article,
    Definition,
    DeskRole,
    Emergency,
    GlossaryTerm,
    Image,
    Person,
    SuggestionOutcome,
    Text,
    Version,
)
from articles.permissions import Desk, Part, draft_readers, part_of
from articles.text.extent import extent
from workflows import credentials
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
)
from workflows.transitions import Who

LEFT = (
    AssignmentState.DECLINED,
    AssignmentState.RECUSED,
    AssignmentState.DELEGATED,
    AssignmentState.REPLACED,
)
# Rule 3 of the design: whoever's accepted suggestions exceed this share of a text's words wrote it.
LARGEST_SHARE = 0.1
FROM_SEAT = Part(reads=True, writes=True)


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
        seat = Membership.objects.on(timezone.localdate()).filter(board=review.board_id, person=person)
        return cls(tuple(_authorship(person, review.version)), _owing_acceptance(seat))


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
    today = timezone.localdate()
    return (
        person.is_active
        and Membership.objects.on(today).filter(board=review.board_id, person=person, role=BoardRole.CHAIR).exists()
    )


def assignment_of(person: Person, review: Review) -> Assignment | None:
    """The person's seat in this review, unless they declined or recused."""
    return review.assignments.filter(person=person).exclude(state__in=LEFT).first()


def disclosure_of(person: Person, review: Review) -> Disclosure | None:
    """The newest statement of the person about this review."""
    stated = review.disclosures.filter(person=person).select_related("decision", "yearly")
    return stated.with_current(timezone.localdate()).order_by("-pk").first()


def yearly_interests_of(person: Person) -> Disclosure | None:
    """The person's statement of interests that is in force today."""
    return Disclosure.objects.in_force(timezone.localdate()).filter(person=person).first()


def declares_interests(person: Person) -> bool:
    return owing_interests().filter(pk=person.pk).exists()


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


def versions_read_by(person: Person) -> QuerySet[Version]:
    """Versions that the person reads from a seat in their review."""
    declared = Disclosure.objects.filter(review=OuterRef("review"), person=OuterRef("person"))
    seats = Assignment.objects.exclude(state__in=LEFT).filter(Exists(declared), person=person)
    return Version.objects.filter(pk__in=seats.values("review__version"))


def may_decide_conflict(person: Person, disclosure: Disclosure) -> bool:
    """The chair or a managing editor, never about themselves."""
    review = disclosure.review
    if review is None or disclosure.person_id == person.pk:
        return False
    return Desk.of(person).manages or is_chair(person, review)


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


def _authorship(person: Person, version: Version) -> Iterator[str]:
    """Why rule 3 of the design keeps somebody from signing words that are theirs."""
    if _saved(person, version):
        yield _("You wrote or changed words of this version, so you cannot sign it.")
    for audience in _large_shares(version).get(person.pk, ()):
        yield (
            _("Wording that you suggested makes up more than a tenth of the text for “%s”, so you cannot sign it.")
            % audience.label
        )


def _owing_acceptance(memberships: QuerySet[Membership]) -> bool | None:
    """Whether the board's newest statement waits for the member's acceptance; None for somebody who is no member."""
    rows = memberships.annotate(newest=_newest_statement()).annotate(owing=_owes_it())
    return rows.values_list("owing", flat=True).first()


def seats_on_boards(person: Person) -> QuerySet[Membership]:
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
    return bool(Desk.of(person).roles & {DeskRole.ADMINISTRATOR, DeskRole.MANAGING_EDITOR, DeskRole.AUDITOR})


def is_member(person: Person, board: Board) -> bool:
    """Whether the person is active and sits on the board today."""
    today = timezone.localdate()
    return person.is_active and Membership.objects.on(today).filter(board=board, person=person).exists()


def seat_for_definitions(person: Person) -> Membership | None:
    """The person's term on an open board whose signing statement they accepted, by which they sign definitions of the glossary."""
    terms = Membership.objects.on(timezone.localdate()).filter(person=person, board__opened_at__isnull=False)
    seats = terms.select_related("board").order_by("pk") if person.is_active else ()
    return next((seat for seat in seats if not _owing_acceptance(Membership.objects.filter(pk=seat.pk))), None)


def definitions_to_sign(person: Person) -> QuerySet[GlossaryTerm]:
    """Terms that wait for a signature and that are not the person's words, as `wrote_definition` has it; none for no member."""
    signed = Definition.objects.filter(term=OuterRef("pk"), signature__revoked_at=None).order_by("-number")
    terms = GlossaryTerm.objects.waiting().annotate(last_signed=Subquery(signed.values("signed_at")[:1]))
    saved = GlossaryTerm.history.filter(id=OuterRef("pk"), history_user=person)
    since = saved.filter(history_date__gt=OuterRef("last_signed"))
    sits = Membership.objects.on(timezone.localdate()).filter(person=person, board__opened_at__isnull=False)
    wrote = Q(Exists(saved), last_signed=None) | Q(Exists(since))
    return terms.filter(Exists(sits)).exclude(wrote)


def wrote_definition(person: Person, term: GlossaryTerm) -> bool:
    """Whether the person saved a change of the term since it was last signed for good (rule 3 of the design)."""
    signed = (
        term.definitions.filter(signature__revoked_at=None)
        .order_by("-number")
        .values_list("signed_at", flat=True)
        .first()
    )
    saved = term.history.filter(history_user=person)
    return bool((saved.filter(history_date__gt=signed) if signed else saved).exists())


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


def wrote(person: Person, version: Version) -> bool:
    """In the byline, or saved a change of the draft since the last approved version."""
    return person.pk in writers(version)


def writers(version: Version) -> frozenset[int]:
    """Ids of everyone whose words the version holds; the same number of queries for one person and for many."""
    return _savers(version) | frozenset(_large_shares(version))


def _savers(version: Version) -> frozenset[int]:
    """Everyone in the byline, and who saved a change since the last approved version."""
    articles, texts = _saves(version)
    return frozenset(
        (
            *Person.objects.filter(uuid__in=_bylines(version)).values_list("pk", flat=True),
            *articles.values_list("history_user", flat=True),
            *texts.values_list("history_user", flat=True),
        )
    )


def _saved(person: Person, version: Version) -> bool:
    """As `_savers`, of one person, in one query."""
    articles, texts = (rows.filter(history_user=person).values_list("history_user") for rows in _saves(version))
    return str(person.uuid) in _bylines(version) or articles.union(texts).exists()


def _bylines(version: Version) -> set[str]:
    return {byline.person for byline in version.content.contributors if byline.person}


def _saves(version: Version) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """History rows of the article and of its texts since the last approved version."""
    since = {"revision__gt": version.approved_before, "revision__lte": version.revision}
    articles = Article.history.filter(id=version.article_id, **since)
    return articles, Text.history.filter(article_id=version.article_id, **since)


def suggestions_of(version: Version) -> QuerySet[SuggestionOutcome]:
    """Accepted suggestions whose words came into the version since the last approved one, with who suggested and who accepted."""
    accepted = SuggestionOutcome.objects.between(version.article, version.approved_before, version.revision)
    return accepted.select_related("comment__author", "comment__thread", "decided_by").order_by("decided_at", "pk")


def _large_shares(version: Version) -> Mapping[int, list[Audience]]:
    """Person → texts of which more than a tenth are words that they suggested."""
    rows = suggestions_of(version).order_by().values("comment__author", "comment__thread__audience")
    found: dict[int, list[Audience]] = defaultdict(list)
    for row in rows.annotate(total=Sum("words")):
        audience = Audience(row["comment__thread__audience"])
        if row["total"] > LARGEST_SHARE * _length(version, audience):
            found[row["comment__author"]].append(audience)
    return found


def _length(version: Version, audience: Audience) -> int:
    """Words of the version's text, counted like those of a suggestion."""
    text = version.content.texts.get(audience)
    return extent("", f"{text.summary}\n{text.body}").added if text else 0
