"""Sign-offs × approval rule → met, open, impossible, stopped; and why. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import rfc8785
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflows.roles import in_words as roles_in_words

COUNTED_FOR = frozenset({"approve", "approve_with_comment"})


class MalformedRule(ValueError):
    """The data is not an approval rule; the message says what is wrong with it."""


class Standing(StrEnum):
    MET = "met"
    OPEN = "open"
    IMPOSSIBLE = "impossible"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Seat:
    """An assigned member who has not declined or recused; `verdict` is empty until they sign."""

    person: int
    role: str
    verdict: str = ""


@dataclass(frozen=True)
class Result:
    standing: Standing
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """`approvals`: how many; `roles`: how many of them of a role on the board; silence is never consent."""

    approvals: int
    roles: tuple[tuple[str, int], ...] = ()
    changes_required_stops: bool = True
    dissent_stops: bool = False
    review_days: int = 14
    reviewed_again_after_days: int = 365

    @classmethod
    def from_json(cls, text: str) -> Rule:
        return cls.from_data(json.loads(text))

    @classmethod
    def from_data(cls, data: object) -> Rule:
        """Raises `MalformedRule` with a sentence."""
        if not isinstance(data, Mapping):
            raise MalformedRule(_("An approval rule is an object."))
        unknown = set(data) - set(cls.__dataclass_fields__)
        if unknown:
            raise MalformedRule(_("Unknown part of an approval rule: %s.") % ", ".join(sorted(unknown)))
        roles = data.get("roles", {})
        if not isinstance(roles, Mapping) or not all(_is_count(count) for count in roles.values()):
            raise MalformedRule(_("“roles” says how many of each role, at least one."))
        for name in ("approvals", "review_days", "reviewed_again_after_days"):
            if not _is_count(data.get(name, 1)) or (name == "approvals" and name not in data):
                raise MalformedRule(_("“%s” is a number, at least 1.") % name)
        return cls(**{**data, "roles": tuple(sorted(roles.items()))})

    def to_json(self) -> str:
        return rfc8785.dumps({**vars(self), "roles": dict(self.roles)}).decode()

    def in_words(self) -> str:
        needed = ngettext("%d approval", "%d approvals", self.approvals) % self.approvals
        roles = ", ".join(f"{count} {roles_in_words(role)}" for role, count in self.roles)
        return _("%(needed)s, of which %(roles)s") % {"needed": needed, "roles": roles} if roles else needed


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def evaluate(rule: Rule, seats: Iterable[Seat]) -> Result:
    """Abstaining uses up a seat; whoever declined or recused is not among the seats."""
    seats = tuple(seats)
    stopped = _stopped(rule, seats)
    if stopped:
        return Result(Standing.STOPPED, stopped)
    missing = _missing(rule, [seat for seat in seats if seat.verdict in COUNTED_FOR])
    if not missing:
        return Result(Standing.MET)
    unreachable = _missing(rule, [seat for seat in seats if seat.verdict in COUNTED_FOR or not seat.verdict])
    if unreachable:
        return Result(Standing.IMPOSSIBLE, unreachable)
    return Result(Standing.OPEN, missing)


def _stopped(rule: Rule, seats: tuple[Seat, ...]) -> tuple[str, ...]:
    verdicts = {seat.verdict for seat in seats}
    if rule.changes_required_stops and "changes_required" in verdicts:
        return (_("A member requires changes."),)
    if rule.dissent_stops and "dissent" in verdicts:
        return (_("A member dissents."),)
    return ()


def _missing(rule: Rule, seats: list[Seat]) -> tuple[str, ...]:
    reasons = []
    lacking = rule.approvals - len(seats)
    if lacking > 0:
        reasons.append(ngettext("%d more approval is needed.", "%d more approvals are needed.", lacking) % lacking)
    for role, count in rule.roles:
        lacking = count - sum(seat.role == role for seat in seats)
        if lacking > 0:
            missing_role = {"role": roles_in_words(role), "count": lacking}
            reasons.append(_("Still needed: %(role)s (%(count)d).") % missing_role)
    return tuple(reasons)
