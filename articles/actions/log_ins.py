"""Ending log-ins of one's own: in one browser, or in all others."""

from __future__ import annotations

from django.db import transaction

from articles import sessions
from articles.actions.signing_in import note_ended
from articles.models import Person


@transaction.atomic
def end_log_in(number: int, *, by: Person, this: str | None) -> int:
    """Sign out of one other browser; how many ended. One that has ended meanwhile, or is somebody else's, is none.

    `number`: of the row that says where; `this`: the key of the session that asks, which is left by signing out.
    """
    others = sessions.open_log_ins(by, this=this)
    return _ended([one for one in others if one.row.pk == number and not one.is_this], by=by)


@transaction.atomic
def end_other_log_ins(*, by: Person, this: str | None) -> int:
    """Sign out everywhere but here; how many ended."""
    return _ended([one for one in sessions.open_log_ins(by, this=this) if not one.is_this], by=by)


def _ended(log_ins: list[sessions.LogIn], *, by: Person) -> int:
    count = sessions.end(log_ins)
    note_ended(by, count=count)
    return count
