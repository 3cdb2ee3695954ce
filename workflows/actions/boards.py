"""Boards, their members and approval rules."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles import record
from articles.models import Person
from articles.permissions import Desk, require
from articles.refusals import Refusal
from workflows import quorum
from workflows.actions.steps import needs_reason
from workflows.models import ApprovalRule, Board, Membership


def _require_administrator(by: Person) -> None:
    require(Desk.of(by).administers)


@transaction.atomic
def create_board(*, by: Person, name: str, description: str = "", is_sample: bool = False) -> Board:
    _require_administrator(by)
    if Board.objects.filter(name=name).exists():
        raise Refusal(_("There is a board of this name already."))
    board = Board.objects.create(name=name, slug=slugify(name)[:50], description=description, is_sample=is_sample)
    record.append(board.stream, "board.created", by=by)
    return board


@transaction.atomic
def add_member(
    board: Board, *, by: Person, person: Person, role: str, specialty: str = "", term_from: datetime.date, reason: str
) -> Membership:
    _require_administrator(by)
    Board.objects.select_for_update().get(pk=board.pk)
    if board.memberships.filter(person=person, term_until=None).exists():
        raise Refusal(_("%s is on this board already.") % person)
    membership = Membership(board=board, person=person, role=role, specialty=specialty, term_from=term_from)
    membership.record(by=by, reason=needs_reason(reason))
    record.append(board.stream, "member.added", by=by, person=person.pk, role=role)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: Person, last_day: datetime.date, reason: str) -> Membership:
    _require_administrator(by)
    locked = Membership.objects.select_for_update().get(pk=membership.pk)
    if locked.term_until is not None:
        raise Refusal(_("This term has an end already."))
    if last_day < locked.term_from:
        raise Refusal(_("A term cannot end before it began."))
    locked.term_until = last_day
    locked.record(by=by, reason=needs_reason(reason))
    record.append(locked.board.stream, "member.ended", by=by, person=locked.person_id)
    return locked


@transaction.atomic
def add_approval_rule(
    board: Board, *, by: Person, name: str, data: dict[str, Any], is_default: bool, reason: str
) -> ApprovalRule:
    """Reviews that run keep the rule that they froze."""
    _require_administrator(by)
    Board.objects.select_for_update().get(pk=board.pk)
    try:
        quorum.Rule.from_data(data)
    except quorum.MalformedRule as error:
        raise Refusal(str(error)) from error
    if is_default:
        for former in board.approval_rules.filter(is_default=True):
            former.is_default = False
            former.record(by=by, reason=reason)
    rule = ApprovalRule(board=board, name=name, data=data, is_default=is_default)
    rule.record(by=by, reason=needs_reason(reason))
    record.append(board.stream, "rule.added", by=by, rule=rule.pk)
    return rule
