"""Who might do what on a day: desk roles and seats on boards as the record had them at the end of it. For an auditor."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from articles.models import Person, RoleGrant
from workflows.models import BoardRole, Membership


@dataclass(frozen=True)
class Right:
    """`where` is empty for the desk, else the board. `given_by` and `reason` are those of the entry in force on the day."""

    person: Person
    role: str
    where: str
    since: datetime.date
    until: datetime.date | None
    given_by: Person | None
    reason: str

    def data(self) -> dict[str, Any]:
        given_by = self.given_by.uuid if self.given_by else ""
        return {
            "person": str(self.person.uuid),
            "printed_name": self.person.printed_name,
            "role": self.role,
            "board": self.where,
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "given_by": str(given_by),
            "reason": self.reason,
        }


def rights_on(day: datetime.date, *, people: Collection[Person] | None = None) -> list[Right]:
    """Everything in force at the end of the day in the publisher's zone, by name. Later corrections of the record do not count.
    `people`: theirs alone."""
    found = [*_desk_roles(_end_of(day), people), *_seats(day, people)]
    return sorted(found, key=lambda right: (right.person.printed_name, right.person.pk, right.where, right.role))


def _end_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.max))


def _desk_roles(end: datetime.datetime, people: Collection[Person] | None) -> list[Right]:
    grants = RoleGrant.objects.filter(granted_at__lte=end).filter(Q(ended_at=None) | Q(ended_at__gt=end))
    # Some end by themselves, an auditor's always, whether or not the clock has noted it yet.
    grants = grants.filter(Q(until=None) | Q(until__gt=end))
    grants = grants if people is None else grants.filter(person__in=people)
    return [
        Right(
            grant.person,
            str(grant.get_role_display()),
            "",
            timezone.localdate(grant.granted_at),
            timezone.localdate(last) if (last := grant.ended_at or grant.until) else None,
            grant.granted_by,
            grant.reason,
        )
        for grant in grants.select_related("person", "granted_by")
    ]


def _seats(day: datetime.date, people: Collection[Person] | None) -> list[Right]:
    """Of each membership the entry that was the newest at the end of the day, if its term includes the day."""
    written = Membership.history.filter(history_date__lte=_end_of(day))
    written = written if people is None else written.filter(person__in=people)
    newest = {row.id: row for row in written.select_related("person", "board", "history_user").order_by("history_id")}
    return [
        Right(
            row.person,
            str(BoardRole(row.role).label),
            row.board.name,
            row.term_from,
            row.term_until,
            row.history_user,
            row.history_change_reason,
        )
        for row in newest.values()
        if row.term_from <= day and (row.term_until is None or row.term_until >= day)
    ]
