"""Setting boards up, opening them, and changing them: two administrators each time. And what members accept and enter."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles import record
from articles.audiences import Audience
from articles.models import Event, Person
from articles.permissions import Desk, require
from articles.refusals import Refusal
from workflows import quorum
from workflows.actions.boards.entries import ENTRIES
from workflows.actions.steps import needs_reason
from workflows.models import ApprovalRule, Board, BoardChange, ChangeKind, Membership, SigningStatement


class SecondPersonNeeded(Refusal):
    """One administrator proposes, another confirms."""


def require_administrator(by: Person) -> None:
    require(Desk.of(by).administers)


@transaction.atomic
def create_board(*, by: Person, name: str, description: str = "", is_sample: bool = False) -> Board:
    """A board to be set up. Another administrator opens it; until then it starts no review."""
    require_administrator(by)
    if not name.strip() or Board.objects.filter(name=name.strip()).exists():
        raise Refusal(_("There is a board of this name already."))
    board = Board.objects.create(
        name=name.strip(), slug=_free_slug(name), description=description, is_sample=is_sample, created_by=by
    )
    record.append(board.stream, "board.created", by=by)
    return board


def _free_slug(name: str) -> str:
    slug = slugify(name)[:44] or "board"
    taken = Board.objects.filter(slug__startswith=slug).count()
    return f"{slug}-{taken + 1}" if taken else slug


def add_member(
    board: Board, *, by: Person, person: Person, role: str, term_from: datetime.date, reason: str, **more: Any
) -> Membership:
    """While the board is set up. `more`: specialty, shown_credentials, shown_affiliation, most_open_reviews, term_until."""
    data = {"person": person.pk, "role": role, "term_from": term_from, **more}
    return Membership.objects.get(pk=set_up(board, ChangeKind.MEMBER_ADDED, data, by=by, reason=reason)["membership"])


def add_approval_rule(
    board: Board, *, by: Person, name: str, data: dict[str, Any], is_default: bool, reason: str, **more: Any
) -> ApprovalRule:
    """While the board is set up. `more`: classes and topics that the rule is for."""
    entry = {"name": name, "data": data, "is_default": is_default, **more}
    return ApprovalRule.objects.get(pk=set_up(board, ChangeKind.RULE_ADDED, entry, by=by, reason=reason)["rule"])


def write_statement(board: Board, *, by: Person, text: str, reason: str) -> SigningStatement:
    """While the board is set up: what its members promise before they sign."""
    ids = set_up(board, ChangeKind.STATEMENT, {"text": text}, by=by, reason=reason)
    return SigningStatement.objects.get(pk=ids["statement"])


@transaction.atomic
def set_up(board: Board, kind: str, data: Mapping[str, Any], *, by: Person, reason: str) -> dict[str, Any]:
    """Any entry of a board that is not open yet; the ids of what was written."""
    require_administrator(by)
    locked = Board.objects.select_for_update(of=("self",)).get(pk=board.pk)
    if locked.is_open:
        raise SecondPersonNeeded(_("This board is open: propose the change, and another administrator confirms it."))
    checked = ENTRIES[kind].check(locked, data)
    change = BoardChange(board=locked, kind=kind, data=checked, reason=needs_reason(reason), proposed_by=by)
    ids = ENTRIES[kind].write(change, by)
    record.append(locked.stream, ENTRIES[kind].event, by=by, **ids)
    return ids


def last_entry(board: Board) -> int:
    """Number of the newest event of the board: what somebody saw who saw the board as it is."""
    newest = Event.objects.filter(stream=board.stream).order_by("-sequence")
    return newest.values_list("sequence", flat=True).first() or 0


@transaction.atomic
def open_board(board: Board, *, by: Person, seen: int) -> Board:
    """Let a board review, having looked at all that `last_entry` counts; by an administrator who set up nothing of it."""
    require_administrator(by)
    locked = Board.objects.select_for_update(of=("self",)).get(pk=board.pk)
    if locked.is_open:
        raise Refusal(_("This board is open already."))
    if by.pk in who_set_up(locked):
        raise SecondPersonNeeded(_("You set this board up. Another administrator opens it."))
    if seen != last_entry(locked):
        raise Refusal(_("The board was changed since you looked at it. Look again, then open it."))
    lacks = lacks_before_opening(locked)
    if lacks:
        raise Refusal(_("The board cannot be opened yet:"), details=lacks)
    locked.opened_at, locked.opened_by = timezone.now(), by
    locked.save()
    record.append(locked.stream, "board.opened", by=by, seen=seen)
    return locked


def who_set_up(board: Board) -> frozenset[int]:
    """Everyone who entered something of a board before it was opened."""
    actors = Event.objects.filter(stream=board.stream).values_list("actor", flat=True)
    return frozenset((*actors, *((board.created_by_id,) if board.created_by_id else ())))


def lacks_before_opening(board: Board) -> list[str]:
    """What keeps a board from being opened: no chair, or a rule in force that its members could never fulfil."""
    members = list(Membership.objects.on(timezone.localdate()).filter(board=board).values_list("person", "role"))
    rules = list(board.approval_rules.filter(is_retired=False))
    lacks = [] if any(role == "chair" for _person, role in members) else [_("It has no chair.")]
    if not any(rule.is_default for rule in rules):
        lacks.append(_("It has no approval rule that is used unless another fits better."))
    seats = [quorum.Seat(person, role, interests=quorum.Interests.UNANSWERED) for person, role in members]
    for rule in rules:
        result = quorum.at_start(rule.rule, seats, Audience.values, changed=100)
        lacks += [f"{rule.name}: {reason}" for reason in result.reasons if result.to_add]
    return lacks
