"""Changes of open boards, approval rules, signing keys and the publisher's texts: one person proposes, another decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.models import DeskRole, Person, RoleGrant
from articles.permissions import Desk, require
from articles.refusals import Refusal
from workflows import notifications
from workflows.actions.boards.entries import ENTRIES, OF_SITE
from workflows.actions.boards.setting_up import SecondPersonNeeded
from workflows.actions.steps import needs_reason
from workflows.models import Board, BoardChange, ChangeKind, Decision, Membership


class OutOfDate(Refusal):
    """What the proposal was about is not as it was when it was proposed."""


@transaction.atomic
def propose_change(board: Board | None, *, by: Person, kind: str, data: Mapping[str, Any], reason: str) -> BoardChange:
    """`board` is None for signing keys and texts of the publisher. Nothing changes until a second person confirms it."""
    require(may_take_part(by, kind))
    locked = _locked(board)
    if (locked is None) != (kind in OF_SITE) or kind not in ENTRIES:
        raise Refusal(_("There is no such change."))
    if locked is not None and not locked.is_open:
        raise Refusal(_("This board is being set up; it is changed at once until it is opened."))
    checked = ENTRIES[kind].check(locked, data)
    if BoardChange.objects.waiting().filter(board=locked, kind=kind, data=checked).exists():
        raise Refusal(_("This change waits for a second person already."))
    change = BoardChange.objects.create(
        board=locked, kind=kind, data=checked, reason=needs_reason(reason), proposed_by=by
    )
    record.append(stream_of(change), "change.proposed", by=by, change=change.pk, change_kind=kind)
    notifications.tell_board_change(change, _others(by, kind))
    return change


def _locked(board: Board | None) -> Board | None:
    return None if board is None else Board.objects.select_for_update(of=("self",)).get(pk=board.pk)


def stream_of(change: BoardChange) -> str:
    return change.board.stream if change.board else record.SITE


def may_take_part(person: Person, kind: str) -> bool:
    """Administrators; in the publisher's texts managing editors too, who answer for what readers are told."""
    return bool(Desk.of(person).roles & _taking_part(kind))


def _taking_part(kind: str) -> frozenset[str]:
    more = {DeskRole.MANAGING_EDITOR} if kind == ChangeKind.PUBLISHER_TEXT else set()
    return frozenset({DeskRole.ADMINISTRATOR, *more})


def _others(by: Person, kind: str) -> list[Person]:
    grants = RoleGrant.objects.in_force().filter(role__in=_taking_part(kind))
    return list(Person.objects.filter(is_active=True, pk__in=grants.values("person")).exclude(pk=by.pk))


@transaction.atomic
def confirm_change(change: BoardChange, *, by: Person) -> BoardChange:
    """Do it, if what it is about still is as it was. Never by who proposed it, nor by whom it is about."""
    current = _waiting(change, by)
    require_second_person(current, by)
    if ENTRIES[current.kind].check(current.board, current.data) != current.data:
        raise OutOfDate(_("What this is about was changed since it was proposed. Decline it, and propose it anew."))
    ids = ENTRIES[current.kind].write(current, by)
    _decide(current, Decision.CONFIRMED, by, "")
    event, proposer = ENTRIES[current.kind].event, current.proposed_by_id
    record.append(stream_of(current), event, by=by, change=current.pk, proposed_by=proposer, **ids)
    return current


@transaction.atomic
def decline_change(change: BoardChange, *, by: Person, reason: str) -> BoardChange:
    current = _waiting(change, by)
    require_second_person(current, by)
    _decide(current, Decision.DECLINED, by, needs_reason(reason))
    record.append(stream_of(current), "change.declined", by=by, change=current.pk)
    return current


@transaction.atomic
def take_back_change(change: BoardChange, *, by: Person) -> BoardChange:
    """By whoever proposed it."""
    current = _waiting(change, by)
    if by.pk != current.proposed_by_id:
        raise PermissionDenied
    _decide(current, Decision.TAKEN_BACK, by, "")
    record.append(stream_of(current), "change.taken_back", by=by, change=current.pk)
    return current


def _waiting(change: BoardChange, by: Person) -> BoardChange:
    require(may_take_part(by, change.kind))
    locked = _locked(change.board)
    current = BoardChange.objects.select_for_update(of=("self",)).select_related("proposed_by").get(pk=change.pk)
    current.board = locked
    if not current.is_waiting:
        raise Refusal(_("This was decided already: %s.") % current.get_decision_display())
    return current


def may_decide_change(person: Person, change: BoardChange) -> bool:
    """Who takes part in changes of this kind, neither proposed it nor is whom it is about."""
    return person.pk not in (change.proposed_by_id, _about(change)) and may_take_part(person, change.kind)


def require_second_person(change: BoardChange, by: Person) -> None:
    if by.pk == change.proposed_by_id:
        raise SecondPersonNeeded(_("You proposed this. Another administrator decides about it."))
    if by.pk == _about(change):
        raise SecondPersonNeeded(_("This is about you. Another administrator decides about it."))
    require(may_decide_change(by, change))


def _about(change: BoardChange) -> int | None:
    """The person whose membership it is, if it is about one."""
    if "membership" in change.data:
        return Membership.objects.values_list("person", flat=True).get(pk=change.data["membership"])
    person: int | None = change.data.get("person")
    return person


def _decide(change: BoardChange, decision: Decision, by: Person, reason: str) -> None:
    change.decision, change.decided_by, change.decided_at = decision, by, timezone.now()
    change.decision_reason = reason
    change.save()
