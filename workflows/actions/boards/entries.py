"""What each kind of change to a board says and does: its data checked, and written once it may be."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import actions as desk
from articles.models import Person, Topic
from articles.models.tracked import Tracked
from articles.refusals import Refusal
from workflows import quorum, signing
from workflows.models import (
    ApprovalRule,
    Board,
    BoardChange,
    BoardRole,
    ChangeClass,
    ChangeKind,
    Membership,
    SigningKey,
    SigningStatement,
)

Data = dict[str, Any]
MEMBER_FIELDS = ("role", "specialty", "shown_credentials", "shown_affiliation", "most_open_reviews")
RULE_FIELDS = ("name", "data", "classes", "topics", "is_default")


@dataclass(frozen=True)
class Entry:
    """`check` gives the data as it is stored and refuses what cannot be; `write` does it and names what it wrote."""

    event: str
    check: Callable[[Board | None, Mapping[str, Any]], Data]
    write: Callable[[BoardChange, Person], Data]


def _board(change: BoardChange) -> Board:
    assert change.board is not None
    return change.board


def _day(value: Any) -> datetime.date | None:
    if value is None or isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        raise Refusal(_("“%s” is not a date.") % value) from None


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _membership(board: Board | None, data: Mapping[str, Any]) -> Membership:
    found = Membership.objects.filter(board=board, pk=data["membership"]).select_related("person").first()
    if found is None:
        raise Refusal(_("This person is not on the board."))
    return found


def _rule(board: Board | None, data: Mapping[str, Any]) -> ApprovalRule:
    found = ApprovalRule.objects.filter(board=board, pk=data["rule"]).first()
    if found is None or found.is_retired:
        raise Refusal(_("This rule is not in use."))
    return found


def _as_it_is(row: Tracked, fields: tuple[str, ...]) -> Data:
    return {name: getattr(row, name) for name in fields}


def _member_fields(data: Mapping[str, Any]) -> Data:
    fields = {"role": "", "specialty": "", "shown_credentials": "", "shown_affiliation": "", "most_open_reviews": None}
    entry = {name: data.get(name, empty) for name, empty in fields.items()}
    if entry["role"] not in BoardRole.values:
        raise Refusal(_("Choose a role on the board."))
    return entry


def _check_member_added(board: Board | None, data: Mapping[str, Any]) -> Data:
    first, last = _day(data["term_from"]), _day(data.get("term_until"))
    person = Person.objects.filter(pk=data["person"], is_active=True).first()
    if person is None or first is None:
        raise Refusal(_("Choose somebody with an active account, and the first day of the term."))
    if last is not None and last < first:
        raise Refusal(_("A term cannot end before it began."))
    others = Membership.objects.filter(board=board, person=person).filter(Q(term_until=None) | Q(term_until__gte=first))
    if (others.filter(term_from__lte=last) if last else others).exists():
        raise Refusal(_("%s is on this board already.") % person)
    return {"person": person.pk, **_member_fields(data), "term_from": _iso(first), "term_until": _iso(last)}


def _write_member_added(change: BoardChange, by: Person) -> Data:
    days = {name: _day(change.data[name]) for name in ("term_from", "term_until")}
    entry = {name: change.data[name] for name in MEMBER_FIELDS}
    row = Membership(board=_board(change), person_id=change.data["person"], **entry, **days)
    row.record(by=by, reason=change.reason)
    return {"person": row.person_id, "membership": row.pk, "role": row.role}


def _check_member_changed(board: Board | None, data: Mapping[str, Any]) -> Data:
    row = _membership(board, data)
    entry, was = _member_fields(data), _as_it_is(row, MEMBER_FIELDS)
    if entry == was:
        raise Refusal(_("Nothing would change."))
    return {"membership": row.pk, **entry, "was": was}


def _write_member_changed(change: BoardChange, by: Person) -> Data:
    row = _membership(change.board, change.data)
    for name in MEMBER_FIELDS:
        setattr(row, name, change.data[name])
    row.record(by=by, reason=change.reason)
    return {"person": row.person_id, "membership": row.pk, "role": row.role}


def _check_member_ended(board: Board | None, data: Mapping[str, Any]) -> Data:
    row, last = _membership(board, data), _day(data["last_day"])
    if row.term_until is not None and row.term_until <= timezone.localdate():
        raise Refusal(_("This term has ended already."))
    if last is None or last < row.term_from:
        raise Refusal(_("A term cannot end before it began."))
    return {"membership": row.pk, "last_day": _iso(last), "was": {"last_day": _iso(row.term_until)}}


def _write_member_ended(change: BoardChange, by: Person) -> Data:
    row = _membership(change.board, change.data)
    row.term_until = _day(change.data["last_day"])
    row.record(by=by, reason=change.reason)
    return {"person": row.person_id, "membership": row.pk}


def _check_identity(board: Board | None, data: Mapping[str, Any]) -> Data:
    row, on, how = _membership(board, data), _day(data["on"]), str(data["how"]).strip()
    if on is None or on > timezone.localdate() or not how:
        raise Refusal(_("Say how the identity was verified, and on which day."))
    return {"membership": row.pk, "on": _iso(on), "how": how}


def _write_identity(change: BoardChange, by: Person) -> Data:
    row = _membership(change.board, change.data)
    row.identity_verified_by = change.proposed_by
    row.identity_verified_on, row.identity_verified_how = _day(change.data["on"]), change.data["how"]
    row.record(by=by, reason=change.reason)
    return {"person": row.person_id, "membership": row.pk}


def _rule_fields(board: Board | None, data: Mapping[str, Any], *, other_than: int = 0) -> Data:
    name, classes, topics = str(data["name"]).strip(), list(data.get("classes", [])), list(data.get("topics", []))
    if not name or ApprovalRule.objects.filter(board=board, name=name).exclude(pk=other_than).exists():
        raise Refusal(_("Give the rule a name of its own."))
    if not set(classes) <= set(ChangeClass.values) or Topic.objects.filter(pk__in=topics).count() != len(set(topics)):
        raise Refusal(_("The rule is for a kind of change or a topic that does not exist."))
    try:
        quorum.Rule.from_data(data["data"])
    except quorum.MalformedRule as error:
        raise Refusal(str(error)) from error
    narrow = bool(classes or topics)
    if data["is_default"] and narrow:
        raise Refusal(_("The rule that is used unless another fits better is for every change and every topic."))
    return {
        "name": name,
        "data": data["data"],
        "classes": sorted(classes),
        "topics": sorted(topics),
        "is_default": bool(data["is_default"]),
    }


def _check_rule_added(board: Board | None, data: Mapping[str, Any]) -> Data:
    return _rule_fields(board, data)


def _write_rule_added(change: BoardChange, by: Person) -> Data:
    return _write_rule(ApprovalRule(board=_board(change)), change, by)


def _check_rule_changed(board: Board | None, data: Mapping[str, Any]) -> Data:
    row = _rule(board, data)
    entry, was = _rule_fields(board, data, other_than=row.pk), _as_it_is(row, RULE_FIELDS)
    if entry == was:
        raise Refusal(_("Nothing would change."))
    if row.is_default and not entry["is_default"]:
        raise Refusal(_("Make another rule the one that is used unless another fits better."))
    return {"rule": row.pk, **entry, "was": was}


def _write_rule_changed(change: BoardChange, by: Person) -> Data:
    return _write_rule(_rule(change.board, change.data), change, by)


def _write_rule(row: ApprovalRule, change: BoardChange, by: Person) -> Data:
    """Reviews that run keep the rule that they froze."""
    if change.data["is_default"]:
        for former in ApprovalRule.objects.filter(board=change.board, is_default=True).exclude(pk=row.pk):
            former.is_default = False
            former.record(by=by, reason=change.reason)
    for name in RULE_FIELDS:
        setattr(row, name, change.data[name])
    row.record(by=by, reason=change.reason)
    return {"rule": row.pk}


def _check_rule_retired(board: Board | None, data: Mapping[str, Any]) -> Data:
    row = _rule(board, data)
    if row.is_default:
        raise Refusal(_("Make another rule the one that is used unless another fits better."))
    return {"rule": row.pk}


def _write_rule_retired(change: BoardChange, by: Person) -> Data:
    row = _rule(change.board, change.data)
    row.is_retired = True
    row.record(by=by, reason=change.reason)
    return {"rule": row.pk}


def _check_statement(board: Board | None, data: Mapping[str, Any]) -> Data:
    text = str(data["text"]).strip()
    newest = SigningStatement.objects.filter(board=board).first()
    if not text or (newest is not None and newest.text == text):
        raise Refusal(_("Write a statement that differs from the one in force."))
    return {"text": text, "was": {"number": newest.number if newest else 0}}


def _write_statement(change: BoardChange, by: Person) -> Data:
    number = change.data["was"]["number"] + 1
    row = SigningStatement.objects.create(
        board=_board(change), number=number, text=change.data["text"], written_by=change.proposed_by
    )
    return {"statement": row.pk, "number": number}


def _check_description(board: Board | None, data: Mapping[str, Any]) -> Data:
    assert board is not None
    entry: Data = {
        "description": str(data["description"]).strip(),
        "pending_patient_text": bool(data["pending_patient_text"]),
    }
    was: Data = {"description": board.description, "pending_patient_text": board.pending_patient_text}
    if entry == was:
        raise Refusal(_("Nothing would change."))
    return {**entry, "was": was}


def _write_description(change: BoardChange, by: Person) -> Data:
    board = _board(change)
    board.description, board.pending_patient_text = change.data["description"], change.data["pending_patient_text"]
    board.save()
    return {"pending_patient_text": board.pending_patient_text}


def _check_second_factor(board: Board | None, data: Mapping[str, Any]) -> Data:
    assert board is not None
    required = bool(data["second_factor_required"])
    if required == board.second_factor_required:
        raise Refusal(_("Nothing would change."))
    return {"second_factor_required": required, "was": {"second_factor_required": board.second_factor_required}}


def _write_second_factor(change: BoardChange, by: Person) -> Data:
    board = _board(change)
    board.second_factor_required = change.data["second_factor_required"]
    board.save()
    return {"second_factor_required": board.second_factor_required}


def _check_key_added(board: Board | None, data: Mapping[str, Any]) -> Data:
    public = str(data["public_key"]).strip()
    if not signing.is_public_key(public):
        raise Refusal(_("This is not the public half of a signing key, as `new_signing_key` prints it."))
    if SigningKey.objects.filter(public_key=public).exists():
        raise Refusal(_("This key is known already."))
    return {"public_key": public}


def _write_key_added(change: BoardChange, by: Person) -> Data:
    public = change.data["public_key"]
    key = SigningKey.objects.create(key_id=signing.key_id_of(public), public_key=public)
    return {"key": key.key_id}


def _check_key_ended(board: Board | None, data: Mapping[str, Any]) -> Data:
    key = SigningKey.objects.filter(key_id=data["key"], used_until=None).first()
    if key is None:
        raise Refusal(_("This key is not in use."))
    if not SigningKey.objects.filter(used_until=None).exclude(pk=key.pk).exists():
        raise Refusal(_("Take another key into use first: without one nobody can sign."))
    return {"key": key.key_id}


def _write_key_ended(change: BoardChange, by: Person) -> Data:
    key = SigningKey.objects.get(key_id=change.data["key"])
    key.used_until = timezone.now()
    key.save()
    return {"key": key.key_id}


def _check_text(board: Board | None, data: Mapping[str, Any]) -> Data:
    kind, language = str(data["kind"]), str(data["language"])
    kept, newest = desk.checked_text(kind, language, str(data["words"])), desk.newest_text(kind, language)
    was = {"number": newest.number if newest else 0, "words": newest.words if newest else ""}
    return {"kind": kind, "language": language, "words": kept, "was": was}


def _write_text(change: BoardChange, by: Person) -> Data:
    text = desk.put_text_in_force(change.data["kind"], change.data["language"], change.data["words"])
    return {"text": text.kind, "language": text.language, "number": text.number}


OF_KEYS = frozenset({ChangeKind.KEY_ADDED, ChangeKind.KEY_ENDED})
# About no board: the keys of the server, the texts of the publisher.
OF_SITE = OF_KEYS | {ChangeKind.PUBLISHER_TEXT}
ENTRIES: dict[str, Entry] = {
    ChangeKind.MEMBER_ADDED: Entry("member.added", _check_member_added, _write_member_added),
    ChangeKind.MEMBER_CHANGED: Entry("member.changed", _check_member_changed, _write_member_changed),
    ChangeKind.MEMBER_ENDED: Entry("member.ended", _check_member_ended, _write_member_ended),
    ChangeKind.IDENTITY_VERIFIED: Entry("member.identity_verified", _check_identity, _write_identity),
    ChangeKind.RULE_ADDED: Entry("rule.added", _check_rule_added, _write_rule_added),
    ChangeKind.RULE_CHANGED: Entry("rule.changed", _check_rule_changed, _write_rule_changed),
    ChangeKind.RULE_RETIRED: Entry("rule.retired", _check_rule_retired, _write_rule_retired),
    ChangeKind.STATEMENT: Entry("board.statement", _check_statement, _write_statement),
    ChangeKind.SECOND_FACTOR: Entry("board.second_factor", _check_second_factor, _write_second_factor),
    ChangeKind.DESCRIPTION: Entry("board.described", _check_description, _write_description),
    ChangeKind.KEY_ADDED: Entry("key.added", _check_key_added, _write_key_added),
    ChangeKind.KEY_ENDED: Entry("key.ended", _check_key_ended, _write_key_ended),
    ChangeKind.PUBLISHER_TEXT: Entry("publisher.text", _check_text, _write_text),
}
