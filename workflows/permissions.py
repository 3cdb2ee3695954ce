"""The board's rules: who may see a review, who may sign, and what keeps a person from it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Image, Person, Text, Version
from articles.permissions import Desk
from workflows.models import (
    Answer,
    Assignment,
    AssignmentState,
    BoardRole,
    ConflictDecision,
    Disclosure,
    Membership,
    Review,
)
from workflows.transitions import Who

LEFT = (AssignmentState.DECLINED, AssignmentState.RECUSED)


def may(who: Who, person: Person, *, review: Review | None = None) -> bool:
    """Whether the person is one of those whom the table of transitions names. `review` is the newest of the version."""
    desk = Desk.of(person)
    if who is Who.EDITORS:
        return desk.may_draft
    if who is Who.MANAGING_EDITOR:
        return desk.manages
    if who is Who.CHAIR_OR_MANAGING_EDITOR:
        return desk.manages or (review is not None and is_chair(person, review))
    return who is Who.SIGNATORY and review is not None and not reasons_not_to_sign(person, review)


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
    return review.disclosures.filter(person=person).select_related("decision").order_by("-declared_at", "-pk").first()


def may_read_review(person: Person, review: Review) -> bool:
    """Desk and assigned members; a member reads the text only after declaring interests (see `disclosure_of`)."""
    return Desk.of(person).may_read_drafts or assignment_of(person, review) is not None or is_chair(person, review)


def reads_version_with(person: Person, image: Image) -> bool:
    """A member who declared their interests reads the version under review with its pictures."""
    reads = Assignment.objects.filter(person=person, review__disclosures__person=person).exclude(state__in=LEFT)
    return reads.filter(review__version__shown_images__image=image).exists()


def may_decide_conflict(person: Person, disclosure: Disclosure) -> bool:
    """The chair or a managing editor, never about themselves."""
    review = disclosure.review
    if review is None or disclosure.person_id == person.pk:
        return False
    return Desk.of(person).manages or is_chair(person, review)


def reasons_not_to_sign(person: Person, review: Review) -> list[str]:
    """Sentences; empty when the person may sign. Rule 3 of the design: no words of one's own, no open conflict, nobody else."""
    today = timezone.localdate()
    found = []
    if not person.is_active:
        found.append(_("This account is not active."))
    if not Membership.objects.on(today).filter(board=review.board_id, person=person).exists():
        found.append(_("You are not a member of this board."))
    if assignment_of(person, review) is None:
        found.append(_("You are not assigned to this review."))
    if wrote(person, review.version):
        found.append(_("You wrote or changed words of this version, so you cannot sign it."))
    found += conflict_reasons(disclosure_of(person, review))
    if review.sign_offs.filter(person=person).exists():
        found.append(_("You have signed this version already."))
    return found


def conflict_reasons(disclosure: Disclosure | None) -> list[str]:
    if disclosure is None:
        return [_("Declare your interests first.")]
    if disclosure.answer == Answer.NONE:
        return []
    decision: ConflictDecision | None = getattr(disclosure, "decision", None)
    if decision is None:
        return [_("You declared an interest; the chair has not decided yet whether you may sign.")]
    return [] if decision.may_sign else [_("The chair decided that you cannot sign: %s") % decision.reason]


def wrote(person: Person, version: Version) -> bool:
    """In the byline, or saved a change of the draft since the last approved version."""
    return person.pk in writers(version)


def writers(version: Version) -> frozenset[int]:
    """Ids of everyone whose words the version holds; the same number of queries for one person and for many."""
    bylines = {byline.person for byline in version.content.contributors if byline.person}
    article = version.article
    approved = article.versions.approved().filter(number__lt=version.number).order_by("-number").first()
    since = {"revision__gt": approved.revision if approved else 0, "revision__lte": version.revision}
    return frozenset(
        (
            *Person.objects.filter(uuid__in=bylines).values_list("pk", flat=True),
            *Article.history.filter(id=article.pk, **since).values_list("history_user", flat=True),
            *Text.history.filter(article_id=article.pk, **since).values_list("history_user", flat=True),
        )
    )
