"""What members do on a board themselves: accept its signing statement, and enter the days on which they are away."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.models import Person
from articles.permissions import require
from articles.refusals import Refusal
from workflows.models import Away, Board, Membership, SigningStatement, StatementAcceptance
from workflows.permissions import is_member


@transaction.atomic
def accept_statement(statement: SigningStatement, *, by: Person) -> StatementAcceptance:
    """By a member, of the words in force that they were shown; twice is once."""
    board = Board.objects.select_for_update(of=("self",)).get(pk=statement.board_id)
    require(is_member(by, board))
    if board.statement != statement:
        raise Refusal(_("The board has a newer statement. Read that one, then accept it."))
    acceptance, is_new = StatementAcceptance.objects.get_or_create(statement=statement, person=by)
    if is_new:
        record.append(board.stream, "statement.accepted", by=by, statement=statement.pk, number=statement.number)
    return acceptance


@transaction.atomic
def go_away(*, by: Person, first_day: datetime.date, last_day: datetime.date) -> Away:
    """Days (both included) on which the person is asked for no review; reviews that run go on."""
    require(by.is_active and Membership.objects.filter(person=by).exists())
    if last_day < first_day or last_day < timezone.localdate():
        raise Refusal(_("The last day is before the first one, or has passed."))
    if Away.objects.filter(person=by).between(first_day, last_day).exists():
        raise Refusal(_("You entered some of these days already."))
    away = Away.objects.create(person=by, first_day=first_day, last_day=last_day)
    record.append(record.SITE, "away.added", by=by, away=away.pk)
    return away


@transaction.atomic
def come_back(away: Away, *, by: Person) -> None:
    """Take days away back; by the person themselves. Twice is once."""
    require(away.person_id == by.pk)
    if Away.objects.filter(pk=away.pk).delete()[0]:
        record.append(record.SITE, "away.removed", by=by, away=away.pk)
