"""Which members to ask about a version, best first, and why. Pure: it proposes, a person chooses."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format as format_date
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflows.quorum import Interests, Rule, Seat, Standing, at_start

# Words that stand in the names of many specialties and say nothing about a topic.
_COMMON = frozenset(["and", "clinical", "general", "health", "medical", "medicine", "with"])
_SHORTEST, _STEM = 4, 6


@dataclass(frozen=True)
class Period:
    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> int:
        return max(0, (self.last - self.first).days + 1)

    def within(self, other: Period) -> Period:
        return Period(max(self.first, other.first), min(self.last, other.last))


@dataclass(frozen=True)
class Member:
    """What is known of somebody who could be asked."""

    person: int
    role: str
    specialties: tuple[str, ...] = ()
    open_reviews: int = 0
    most_open_reviews: int | None = None
    away: tuple[Period, ...] = ()
    institutions: tuple[str, ...] = ()  # shared with a contributor
    wrote: bool = False


@dataclass(frozen=True)
class Ranked:
    """`reasons` are for whoever chooses. Nobody is proposed who wrote the words, is full, or is away for most of the time."""

    member: Member
    fitting: tuple[str, ...]
    is_free: bool
    reasons: tuple[str, ...]

    @property
    def order(self) -> tuple[bool, bool, bool, int]:
        return (not self.is_free, bool(self.member.institutions), not self.fitting, self.member.open_reviews)


def ranked(members: Iterable[Member], subject: str, period: Period) -> list[Ranked]:
    """`subject`: topic, title and question as words; `period`: from today to the due date. Equals keep their order."""
    return sorted((_ranked(member, _stems(subject), period) for member in members), key=lambda one: one.order)


def _stems(words: str) -> frozenset[str]:
    """The beginnings of the words that say something: "neurology" and "neurological" begin alike."""
    found = re.findall(r"[^\W\d_]+", words.casefold())
    return frozenset(word[:_STEM] for word in found if len(word) >= _SHORTEST and word not in _COMMON)


def _ranked(member: Member, subject: frozenset[str], period: Period) -> Ranked:
    fitting = tuple(specialty for specialty in member.specialties if _stems(specialty) & subject)
    absences = [absence.within(period) for absence in member.away]
    absent = sum(absence.days for absence in absences)
    is_full = member.most_open_reviews is not None and member.open_reviews >= member.most_open_reviews
    is_free = not (member.wrote or is_full or absent * 2 > period.days)
    return Ranked(member, fitting, is_free, tuple(_reasons(member, fitting, absences)))


def _reasons(member: Member, fitting: Sequence[str], absences: Sequence[Period]) -> Iterable[str]:
    if fitting:
        yield _("%s fits the subject") % get_text_list([*fitting], _("and"))
    yield _load(member)
    for absence in absences:
        if absence.days:
            yield _("away %(first)s to %(last)s") % {
                "first": format_date(absence.first, "MONTH_DAY_FORMAT"),
                "last": format_date(absence.last, "MONTH_DAY_FORMAT"),
            }
    for institution in member.institutions:
        yield _("shares an institution with a contributor: %s; the chair would have to decide") % institution


def _load(member: Member) -> str:
    open_now = ngettext("%d open review", "%d open reviews", member.open_reviews) % member.open_reviews
    if member.most_open_reviews is None:
        return open_now
    return _("%(open)s, at most %(most)d at once") % {"open": open_now, "most": member.most_open_reviews}


def proposed(rule: Rule, members: Sequence[Ranked], audiences: Sequence[str], *, changed: int = 0) -> frozenset[int]:
    """The fewest free members with whom the rule can be met, the best kept; empty if not even all of them suffice.

    `changed` as in `quorum.evaluate`.
    """
    chosen = [one.member for one in members if one.is_free]
    if not _suffice(rule, chosen, audiences, changed):
        return frozenset()
    for member in reversed(tuple(chosen)):
        without = [other for other in chosen if other is not member]
        if _suffice(rule, without, audiences, changed):
            chosen = without
    return frozenset(member.person for member in chosen)


def _suffice(rule: Rule, members: Sequence[Member], audiences: Sequence[str], changed: int) -> bool:
    seats = [Seat(member.person, member.role, interests=Interests.UNANSWERED) for member in members]
    return at_start(rule, seats, audiences, changed=changed).standing is not Standing.IMPOSSIBLE
