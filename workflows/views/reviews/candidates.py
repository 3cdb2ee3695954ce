"""Whom a managing editor could ask: the members of a board, the fitting and free first, with what speaks for and against."""

from __future__ import annotations

import datetime
from collections import defaultdict

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Version
from workflows.actions.reviews.inviting import UNSIGNED
from workflows.authorship import writers
from workflows.forms import Candidate
from workflows.models import Assignment, Away, Board, Membership, Review
from workflows.quorum import Rule
from workflows.reviews.fitting import patient_text_changed
from workflows.reviews.proposing import Member, Period, Ranked, proposed, ranked
from workflows.rules.ties import shared_institutions


def candidates(
    version: Version, board: Board, *, without: Review | None = None, until: datetime.date | None = None
) -> list[Candidate]:
    """Members of the board today, except whom the review `without` has asked already; the same number of queries for any.

    What is said for and against them is for the days up to `until`: a fortnight, or the due date of that review.
    """
    terms = _terms(board)
    asked = set(without.assignments.values_list("person", flat=True)) if without else set()
    until = until or (without.due_on if without else timezone.localdate() + datetime.timedelta(days=14))
    best_first = _best_first(version, [term for term in terms if term.person_id not in asked], until)
    labels = {term.person_id: _label(term) for term in terms}
    return [_candidate(one, labels[one.member.person]) for one in best_first]


def proposal(version: Version, board: Board, rule: Rule, until: datetime.date) -> frozenset[int]:
    """Whose boxes are ticked when the page opens."""
    changed = patient_text_changed(version) if rule.lay_member_above else 0
    best_first = _best_first(version, _terms(board), until)
    return proposed(rule, best_first, version.content.audiences, changed=changed)


def _terms(board: Board) -> list[Membership]:
    today = Membership.objects.on(timezone.localdate()).filter(board=board, person__is_active=True)
    return list(today.select_related("person"))


def _best_first(version: Version, terms: list[Membership], until: datetime.date) -> list[Ranked]:
    topic = version.article.topic
    period = Period(timezone.localdate(), until)
    subject = " ".join((topic.name if topic else "", version.title, version.content.question))
    return ranked(_members(version, terms, period), subject, period)


def _members(version: Version, terms: list[Membership], period: Period) -> list[Member]:
    people = [term.person_id for term in terms]
    waiting = Assignment.objects.filter(person__in=people, review__closed_at=None, state__in=UNSIGNED)
    load = dict(waiting.order_by().values_list("person").annotate(Count("pk")))
    away: dict[int, list[Period]] = defaultdict(list)
    for row in Away.objects.between(period.first, period.last).filter(person__in=people):
        away[row.person_id].append(Period(row.first_day, row.last_day))
    wrote = writers(version)
    affiliations = [byline.affiliation for byline in version.content.contributors]
    return [
        Member(
            person=term.person_id,
            role=term.role,
            specialties=term.specialties,
            open_reviews=load.get(term.person_id, 0),
            most_open_reviews=term.most_open_reviews,
            away=tuple(away[term.person_id]),
            institutions=tuple(tie.about for tie in shared_institutions(term.affiliation, affiliations)),
            wrote=term.person_id in wrote,
        )
        for term in terms
    ]


def _label(term: Membership) -> str:
    seat = ", ".join(filter(None, (str(term.get_role_display()), term.specialty)))
    return f"{term.name_with_credentials} ({seat})"


def _candidate(one: Ranked, label: str) -> Candidate:
    if one.member.wrote:
        label = _("%s: wrote or changed words of this version") % label
        return Candidate(one.member.person, label, wrote=True)
    why = "; ".join(one.reasons)
    return Candidate(one.member.person, label, why=why[:1].upper() + why[1:])
