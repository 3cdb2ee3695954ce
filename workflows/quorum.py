"""Sign-offs × approval rule → met, open, impossible, stopped; and why. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

import rfc8785
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.audiences import Audience
from workflows.rules.roles import in_words as role_in_words
from workflows.rules.roles import scope_in_words

COUNTED_FOR = frozenset({"approve", "approve_with_comment"})


class MalformedRule(ValueError):
    """The data is not an approval rule; the message says what is wrong with it."""


class Standing(StrEnum):
    MET = "met"
    OPEN = "open"
    IMPOSSIBLE = "impossible"
    STOPPED = "stopped"


class Interests(StrEnum):
    """What is known of a member's interests in this article."""

    UNANSWERED = "unanswered"
    UNDECIDED = "undecided"
    CLEAR = "clear"
    BARRED = "barred"


@dataclass(frozen=True)
class Seat:
    """An assigned member who has not left. `verdict` is empty until they sign, `scopes` and `audiences` say about what."""

    person: int
    role: str
    verdict: str = ""
    scopes: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    interests: Interests = Interests.CLEAR
    second_factor: bool = False

    @property
    def may_still_sign(self) -> bool:
        return not self.verdict and self.interests is not Interests.BARRED


@dataclass(frozen=True)
class Need:
    """`count` approvals by members of a role (any, if empty) that cover a scope (any) of each of these texts (all, if empty)."""

    role: str = ""
    scope: str = ""
    audiences: tuple[str, ...] = ()
    count: int = 1

    @classmethod
    def from_data(cls, data: object) -> Need:
        if not isinstance(data, Mapping) or set(data) - {field.name for field in fields(cls)}:
            raise MalformedRule(_("“needs” is a list of role, scope, audiences and count."))
        audiences = data.get("audiences", ())
        if not isinstance(audiences, list | tuple) or not set(audiences) <= set(Audience.values):
            raise MalformedRule(_("A need names audiences that exist."))
        if not _is_count(data.get("count", 1)) or not all(isinstance(data.get(n, ""), str) for n in ("role", "scope")):
            raise MalformedRule(_("A need names a role, a scope, and a count of at least 1."))
        return cls(**{**data, "audiences": tuple(audiences)})

    def texts(self, of_version: Sequence[str]) -> tuple[str, ...]:
        """The texts that are meant; a text that the version does not have needs nobody."""
        return tuple(name for name in of_version if not self.audiences or name in self.audiences)

    def data(self) -> dict[str, Any]:
        return {**vars(self), "audiences": list(self.audiences)}

    def in_words(self) -> str:
        return f"{self.count} {_whom(self.role, self.scope, self.audiences)}"


@dataclass(frozen=True)
class Lack:
    """What is missing: so many approvals, of this role about this scope of this text. Empty is any."""

    count: int
    role: str = ""
    scope: str = ""
    audience: str = ""
    of_approvals: bool = False
    of_chair: bool = False
    # The share of the patient text that changed, where that is why.
    changed: int = 0

    @property
    def sentence(self) -> str:
        if self.changed:
            words = {"role": self.whom, "count": self.count, "why": _changed_in_words(self.changed)}
            return _("Still needed: %(role)s (%(count)d), because %(why)s.") % words
        if self.of_chair:
            return _("Still needed: the chair's answer about interests, without a conflict.")
        if self.of_approvals:
            return ngettext("%d more approval is needed.", "%d more approvals are needed.", self.count) % self.count
        return _("Still needed: %(role)s (%(count)d).") % {"role": self.whom, "count": self.count}

    @property
    def whom(self) -> str:
        """Whom to add, where nobody who sits can give what is missing."""
        if self.of_chair:
            return _("a chair without a conflict")
        return _whom(self.role, self.scope, (self.audience,) if self.audience else ())


@dataclass(frozen=True)
class Result:
    """`reasons` say what is met, missing, or stops; `to_add` whom somebody must add where it is impossible."""

    standing: Standing
    reasons: tuple[str, ...] = ()
    to_add: tuple[Lack, ...] = ()

    @property
    def additions(self) -> tuple[str, ...]:
        return tuple(f"{lack.count} {lack.whom}" for lack in self.to_add)


@dataclass(frozen=True)
class Rule:
    """`approvals`: how many; `roles`: how many of them of a role; `needs`: who must look at what. Silence is never consent.

    `seats`: how many members must be asked at the start. `majority`: more than half of those who sit must approve; who leaves,
    or may not sign because of a conflict, is not counted among them. `chair_without_conflict`: a chair sits who answered the
    question about interests and is free of a conflict. `second_factor`: a sign-off by password alone does not count.
    `lay_member_above`: a lay member must approve the patient text if more than so many per cent of its words changed since the
    last approved version; 0 is never.
    `review_days` and `answer_days`: how long members are given for the review, and to answer the invitation, unless
    whoever starts it gives other dates.
    """

    approvals: int
    roles: tuple[tuple[str, int], ...] = ()
    changes_required_stops: bool = True
    dissent_stops: bool = False
    review_days: int = 14
    reviewed_again_after_days: int = 365
    needs: tuple[Need, ...] = ()
    seats: int = 0
    majority: bool = False
    chair_without_conflict: bool = False
    second_factor: bool = False
    answer_days: int = 5
    lay_member_above: int = 0

    @classmethod
    def from_json(cls, text: str) -> Rule:
        return cls.from_data(json.loads(text))

    @classmethod
    def from_data(cls, data: object) -> Rule:
        """Raises `MalformedRule` with a sentence."""
        if not isinstance(data, Mapping):
            raise MalformedRule(_("An approval rule is an object."))
        for check in _CHECKS:
            check(data)
        roles = tuple(sorted(data.get("roles", {}).items()))
        needs = tuple(Need.from_data(need) for need in data.get("needs", ()))
        return cls(**{**data, "roles": roles, "needs": needs})

    def to_json(self) -> str:
        """Canonical. What came later than the first rules stands in it only where it is used: frozen rules stay as they were."""
        data = {**vars(self), "roles": dict(self.roles), "needs": [need.data() for need in self.needs]}
        unused = {name for name, default in _LATER.items() if data[name] == default}
        return rfc8785.dumps({name: value for name, value in data.items() if name not in unused}).decode()

    def in_words(self) -> str:
        needed = ngettext("%d approval", "%d approvals", self.approvals) % self.approvals
        if self.seats:
            needed = _("%(needed)s by %(seats)d members asked") % {"needed": needed, "seats": self.seats}
        roles = [f"{count} {role_in_words(role)}" for role, count in self.roles]
        parts = ", ".join(roles + [need.in_words() for need in self.needs])
        words = _("%(needed)s, of which %(roles)s") % {"needed": needed, "roles": parts} if parts else needed
        return "; ".join([words, *self._conditions()])

    def _conditions(self) -> Iterator[str]:
        if self.majority:
            yield _("more than half of the members")
        if self.chair_without_conflict:
            yield _("the chair without a conflict")
        if self.second_factor:
            yield _("signed with a second factor")
        if self.lay_member_above:
            yield _("a lay member for the patient text, if more than %d%% of its words changed") % self.lay_member_above
        if self.dissent_stops:
            yield _("a dissent stops it")


_LATER: dict[str, object] = {
    "needs": [],
    "seats": 0,
    "majority": False,
    "chair_without_conflict": False,
    "second_factor": False,
    "answer_days": 5,
    "lay_member_above": 0,
}


_MOST_SHARE = 99
_WHOLE = 100


def _is_count(value: object, *, least: int = 1) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _known_parts(data: Mapping[str, Any]) -> None:
    unknown = set(data) - set(Rule.__dataclass_fields__)
    if unknown:
        raise MalformedRule(_("Unknown part of an approval rule: %s.") % ", ".join(sorted(unknown)))


def _roles(data: Mapping[str, Any]) -> None:
    roles = data.get("roles", {})
    if not isinstance(roles, Mapping) or not all(_is_count(count) for count in roles.values()):
        raise MalformedRule(_("“roles” says how many of each role, at least one."))
    if not isinstance(data.get("needs", ()), list | tuple):
        raise MalformedRule(_("“needs” is a list of role, scope, audiences and count."))


def _numbers(data: Mapping[str, Any]) -> None:
    for name in ("approvals", "review_days", "reviewed_again_after_days", "answer_days"):
        if not _is_count(data.get(name, 1)) or (name == "approvals" and name not in data):
            raise MalformedRule(_("“%s” is a number, at least 1.") % name)
    seats = data.get("seats", 0)
    if not _is_count(seats, least=0) or (seats and seats < data["approvals"]):
        raise MalformedRule(_("“seats” is the number of members asked, at least the number of approvals."))


def _shares(data: Mapping[str, Any]) -> None:
    share = data.get("lay_member_above", 0)
    if not _is_count(share, least=0) or share > _MOST_SHARE:
        raise MalformedRule(_("“lay_member_above” is a percentage from 1 to 99, or 0 for never."))


def _switches(data: Mapping[str, Any]) -> None:
    switches = ("changes_required_stops", "dissent_stops", "majority", "chair_without_conflict", "second_factor")
    for name in switches:
        if not isinstance(data.get(name, False), bool):
            raise MalformedRule(_("“%s” is true or false.") % name)


_CHECKS: tuple[Callable[[Mapping[str, Any]], None], ...] = (_known_parts, _roles, _numbers, _shares, _switches)


def _whom(role: str, scope: str, audiences: Sequence[str]) -> str:
    words = role_in_words(role) if role else _("member")
    if scope:
        words = _("%(whom)s for %(scope)s") % {"whom": words, "scope": scope_in_words(scope)}
    if audiences:
        texts = ", ".join(f"“{Audience(name).label}”" for name in audiences)
        words = _("%(whom)s, of the text for %(texts)s") % {"whom": words, "texts": texts}
    return words


def evaluate(rule: Rule, seats: Iterable[Seat], audiences: Sequence[str], *, changed: int = 0) -> Result:
    """Where a version with texts for these audiences stands. Who declined or recused is not among the seats; abstaining uses one up.

    `changed`: how many per cent of the patient text changed since the last approved version, 100 where there was none.
    """
    seats = tuple(seats)
    stopped = _stopped(rule, seats)
    if stopped:
        return Result(Standing.STOPPED, stopped)
    counted = [seat for seat in seats if _counts(rule, seat)]
    asked = _asked_of(rule, audiences, changed)
    missing = _lacks(rule, counted, seats, audiences, asked)
    if not missing:
        return Result(Standing.MET, _met(rule, len(counted), changed if asked else 0))
    hoped = [seat for seat in seats if _counts(rule, seat) or seat.may_still_sign]
    unreachable = _lacks(rule, hoped, seats, audiences, asked, hoping=True)
    if unreachable:
        return Result(Standing.IMPOSSIBLE, tuple(lack.sentence for lack in unreachable), unreachable)
    return Result(Standing.OPEN, tuple(lack.sentence for lack in missing))


def at_start(rule: Rule, seats: Sequence[Seat], audiences: Sequence[str], *, changed: int = 0) -> Result:
    """As `evaluate`, before anybody was asked: enough members must be, whoever leaves later."""
    lacking = rule.seats - len(seats)
    if lacking > 0:
        asked = ngettext("%d more member must be asked.", "%d more members must be asked.", lacking) % lacking
        return Result(Standing.IMPOSSIBLE, (asked,), (Lack(lacking),))
    return evaluate(rule, seats, audiences, changed=changed)


def asks_lay_member(rule: Rule, changed: int) -> bool:
    """Whether so great a change of the patient text, in per cent, asks for a lay member."""
    return 0 < rule.lay_member_above < changed


def lay_member_because(rule: Rule, changed: int) -> str:
    """Why a lay member must approve the patient text; empty where nobody must."""
    return _changed_in_words(changed) if asks_lay_member(rule, changed) else ""


def _changed_in_words(changed: int) -> str:
    if changed >= _WHOLE:
        return _("it is new, or all of it changed since the last approved version")
    return _("%d%% of its words changed since the last approved version") % changed


def _asked_of(rule: Rule, audiences: Sequence[str], changed: int) -> Lack | None:
    """The lay member whom this change asks for, as long as nobody has approved."""
    if "patient" not in audiences or not asks_lay_member(rule, changed):
        return None
    return Lack(1, role="lay_member", audience="patient", changed=changed)


def _counts(rule: Rule, seat: Seat) -> bool:
    return seat.verdict in COUNTED_FOR and (seat.second_factor or not rule.second_factor)


def _met(rule: Rule, given: int, changed: int) -> tuple[str, ...]:
    approve = ngettext("%d member approves", "%d members approve", given) % given
    met = _("%(approve)s; the rule asks for %(needed)s.") % {"approve": approve, "needed": rule.in_words()}
    why = _("A lay member approves the patient text: %s.") % _changed_in_words(changed)
    return (met, why) if changed else (met,)


def _stopped(rule: Rule, seats: tuple[Seat, ...]) -> tuple[str, ...]:
    verdicts = {seat.verdict for seat in seats}
    if rule.changes_required_stops and "changes_required" in verdicts:
        return (_("A member requires changes."),)
    if rule.dissent_stops and "dissent" in verdicts:
        return (_("A member dissents."),)
    return ()


def _lacks(
    rule: Rule,
    approving: list[Seat],
    seats: Sequence[Seat],
    audiences: Sequence[str],
    lay: Lack | None,
    *,
    hoping: bool = False,
) -> tuple[Lack, ...]:
    """What these approvals leave missing. `hoping`: who has not signed is taken to approve all that they can."""
    lacks = [Lack(_approvals_lacking(rule, approving, seats, hoping), of_approvals=True)]
    lacks += [Lack(count - sum(s.role == role for s in approving), role=role) for role, count in rule.roles]
    for need in rule.needs:
        lacks += [
            Lack(need.count - sum(_covers(s, need, name) for s in approving), need.role, need.scope, name)
            for name in need.texts(audiences)
        ]
    if lay is not None and not any(_covers(s, Need(lay.role), lay.audience) for s in approving):
        lacks.append(lay)
    lacks.append(Lack(int(rule.chair_without_conflict and not _chair_is_free(seats, hoping)), of_chair=True))
    return tuple(lack for lack in lacks if lack.count > 0)


def _approvals_lacking(rule: Rule, approving: list[Seat], seats: Sequence[Seat], hoping: bool) -> int:
    """With `majority` the base is who sits: who has left is not among the seats, who is barred and did not sign is not counted."""
    lacking = rule.approvals - len(approving)
    if not rule.majority:
        return lacking
    base = sum(bool(seat.verdict) or seat.may_still_sign for seat in seats)
    # Whoever is added widens the base as well.
    beyond_half = base - 2 * len(approving) + 1 if hoping else base // 2 + 1 - len(approving)
    return max(lacking, beyond_half)


def _covers(seat: Seat, need: Need, audience: str) -> bool:
    """Whether this approval, given or hoped for, is one of those that are needed for a text."""
    if need.role and seat.role != need.role:
        return False
    return not seat.verdict or ((not need.scope or need.scope in seat.scopes) and audience in seat.audiences)


def _chair_is_free(seats: Sequence[Seat], hoping: bool) -> bool:
    known = {seat.interests for seat in seats if seat.role == "chair"}
    return Interests.CLEAR in known or (hoping and bool(known - {Interests.BARRED}))
