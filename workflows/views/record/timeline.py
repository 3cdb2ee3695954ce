"""The events of an article as sentences, with the names of the people in them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.audiences import Audience
from articles.models import Article, Basis, Event, NoticeKind, Person
from workflows.models import Verdict
from workflows.transitions import Action

SHOWN = 30
Data = Mapping[str, Any]
Names = Mapping[int, str]


@dataclass(frozen=True)
class Entry:
    """One event as the timeline component shows it."""

    title: str
    who: str
    when: datetime.datetime
    why: str = ""
    detail: str = ""
    url: str = ""


def timeline(article: Article, *, everything: bool = False) -> tuple[list[Entry], int]:
    """Newest first, and how many older ones were left out."""
    events = events_of(article)
    total = events.count()
    shown = entries_of(article, events if everything else events[:SHOWN])
    return shown, total - len(shown)


def events_of(article: Article) -> QuerySet[Event]:
    """Newest first."""
    return Event.objects.filter(stream=article.stream).select_related("actor").order_by("-sequence")


def entries_of(article: Article, events: Iterable[Event]) -> list[Entry]:
    """The events as sentences; one query more for the names in them, however many they are."""
    shown = [(event, json.loads(event.body)["data"]) for event in events]
    names = _names(data for _event, data in shown)
    return [_entry(article, event, data, names) for event, data in shown]


def _names(datas: Iterable[Data]) -> dict[int, str]:
    people = {person for data in datas for person in (*data.get("members", ()), *_reviewer(data))}
    return {person.pk: person.printed_name for person in Person.objects.filter(pk__in=people)}


def _reviewer(data: Data) -> tuple[int, ...]:
    """For whom a review on paper was entered."""
    return (data["reviewer"],) if "reviewer" in data else ()


def _detail(data: Data, names: Names) -> str:
    asked = ", ".join(names.get(person, "?") for person in data.get("members", ()))
    given = ", ".join(names.get(person, "?") for person in _reviewer(data))
    return (_("Asked: %s") % asked if asked else "") or (_("For %s, scan attached") % given if given else "")


def _entry(article: Article, event: Event, data: Data, names: Names) -> Entry:
    return Entry(
        title=SENTENCES[event.kind](data) if event.kind in SENTENCES else event.kind,
        who=event.actor.printed_name,
        when=event.at,
        why="" if event.kind == "refused" else str(data.get("why") or data.get("what") or ""),
        detail=_detail(data, names),
        url=_revision_url(article, data["revision"]) if event.kind == "saved" else "",
    )


def _revision_url(article: Article, number: int) -> str:
    """The draft as it was saved then."""
    audience = next(iter(article.audiences), Audience.PATIENT.value)
    return reverse("desk:article_revision", args=(article.pk, number, audience))


def _created(_data: Data) -> str:
    return _("Article created")


def _saved(data: Data) -> str:
    return _("Draft saved, revision %(revision)s") % data


def _imported(data: Data) -> str:
    return _("Text for “%(audience)s” imported") % {"audience": Audience(data["audience"]).label}


def _submitted(data: Data) -> str:
    return _("Version %(version)s submitted") % data


def _started(data: Data) -> str:
    return _("Review of version %(version)s started") % data


def _members_added(data: Data) -> str:
    return _("More members asked to review version %(version)s") % data


def _disclosed(data: Data) -> str:
    return _("Declared an interest") if data["answer"] == "yes" else _("Declared no interests")


def _conflict_decided(data: Data) -> str:
    if data["may_sign"]:
        return _("Decided that a member with a declared interest may sign")
    return _("Decided that a member with a declared interest cannot sign")


def _recused(_data: Data) -> str:
    return _("Stepped back from the review")


def _accepted(_data: Data) -> str:
    return _("Accepted the invitation")


def _declined(_data: Data) -> str:
    return _("Declined the invitation")


def _date_proposed(data: Data) -> str:
    return _("Asked to review by %(due_on)s instead") % data


def _date_answered(data: Data) -> str:
    return _("Agreed to %(due_on)s") % data if data["agreed"] else _("Did not agree to %(due_on)s") % data


def _deadlines_moved(data: Data) -> str:
    return _("Moved a member’s due date to %(due_on)s") % data


def _delegated(_data: Data) -> str:
    return _("Handed their seat on to another member")


def _replaced(_data: Data) -> str:
    return _("Asked somebody else in a member’s place")


def _signed(data: Data) -> str:
    return _("Signed version %(version)s: %(verdict)s") % {**data, "verdict": Verdict(data["verdict"]).label.lower()}


def _point_answered(data: Data) -> str:
    if data["changed_in"] is None:
        return _("Answered a point about version %(version)s: not changed") % data
    return _("Answered a point about version %(version)s: changed in revision %(changed_in)s") % data


def _on_paper(data: Data) -> str:
    return _("Entered a review of version %(version)s given on paper") % data


def _revoked(data: Data) -> str:
    return _("Sign-off of version %(version)s taken back") % data


def _decided(data: Data) -> str:
    if data["status"] == "approved":
        return _("Version %(version)s approved") % data
    return _("Changes requested to version %(version)s") % data


def _withdrawn(data: Data) -> str:
    return _("Version %(version)s withdrawn") % data


def _published(data: Data) -> str:
    if data["basis"] == Basis.PENDING:
        return _("Version %(version)s shown while it waits for review") % data
    return _("Version %(version)s published") % data


def _retired(data: Data) -> str:
    return _("Version %(version)s retired") % data


def _removed(data: Data) -> str:
    return _("Version %(version)s removed") % data


def _retracted(data: Data) -> str:
    return _("Version %(version)s retracted") % data


def _held(data: Data) -> str:
    return _("Version %(version)s held back: it could not be published when its time came") % data


def _notice_posted(data: Data) -> str:
    return _("Notice on version %(version)s: %(posted)s") % {**data, "posted": NoticeKind(data["posted"]).label.lower()}


def _notice_ended(data: Data) -> str:
    return _("Expression of concern on version %(version)s ended") % data


def _passage_hidden(data: Data) -> str:
    names = {**data, "audience": Audience(data["audience"]).label}
    return _("Emergency: a passage of version %(version)s hidden (“%(audience)s”)") % names


def _warned(data: Data) -> str:
    return _("Emergency: a warning put on version %(version)s") % data


def _taken_down(data: Data) -> str:
    return _("Emergency: version %(version)s taken down") % data


def _emergency_reviewed(data: Data) -> str:
    return _("Emergency reviewed: it was right") if data["was_right"] else _("Emergency reviewed: it was not right")


def _lifted(data: Data) -> str:
    return _("Emergency on version %(version)s lifted") % data


def _renewing(data: Data) -> str:
    return _("Review of version %(version)s as it stands started") % data


def _evidence_searched(data: Data) -> str:
    return _("Search for new evidence recorded, for version %(version)s") % data


def _reopened(data: Data) -> str:
    return _("Review of version %(version)s reopened") % data


def _thread_resolved(data: Data) -> str:
    return _("Thread on %s resolved") % _about(data)


def _thread_reopened(data: Data) -> str:
    return _("Thread on %s reopened") % _about(data)


def _suggestion_accepted(data: Data) -> str:
    return _("Suggested wording of %s accepted") % _about(data)


def _suggestion_declined(data: Data) -> str:
    return _("Suggested wording of %s declined") % _about(data)


def _about(data: Data) -> str:
    """Which text a conversation is about."""
    audience = Audience(data["audience"]).label
    if "version" in data:
        return _("version %(version)s, “%(audience)s”") % {**data, "audience": audience}
    return _("the draft, “%s”") % audience


def _inspected(_data: Data) -> str:
    return _("Inspection file taken")


def _refused(data: Data) -> str:
    why = REFUSED.get(data["why"], "")
    return _("Tried and refused: %(action)s. %(why)s") % {"action": Action(data["action"]).label.lower(), "why": why}


def _wrong_password(_data: Data) -> str:
    return _("Password or second factor did not fit when signing")


def _due_date_moved(data: Data) -> str:
    day = format_date(datetime.date.fromisoformat(data["due_on"]), "j F Y")
    return _("Due date moved to %s, because signing was locked") % day


REFUSED: Mapping[str, Any] = {
    "PermissionDenied": gettext_lazy("Their role does not allow it."),
    "NotReady": gettext_lazy("Something was missing."),
    "WrongStatus": gettext_lazy("The version was not at that point."),
    "WrongPassword": gettext_lazy("The credential was not right."),
    "CannotSign": gettext_lazy("They may not sign this version."),
    "OtherText": gettext_lazy("They had been shown another text."),
    "DigestMismatch": gettext_lazy("The stored version was not what was signed."),
    "RuleNotMet": gettext_lazy("The sign-offs that stand do not fulfil the approval rule."),
    "NotApprovedSince": gettext_lazy("The board had not approved the version since it was taken down."),
    "RetractedReference": gettext_lazy("A cited work was retracted."),
}

SENTENCES: Mapping[str, Callable[[Data], str]] = {
    "created": _created,
    "saved": _saved,
    "imported": _imported,
    "members_added": _members_added,
    "disclosed": _disclosed,
    "conflict_decided": _conflict_decided,
    "recused": _recused,
    "inspected": _inspected,
    "invitation_accepted": _accepted,
    "invitation_declined": _declined,
    "date_proposed": _date_proposed,
    "date_answered": _date_answered,
    "deadlines_moved": _deadlines_moved,
    "delegated": _delegated,
    "replaced": _replaced,
    "signed": _signed,
    "refused": _refused,
    "point_answered": _point_answered,
    "paper_review": _on_paper,
    "thread_resolved": _thread_resolved,
    "thread_reopened": _thread_reopened,
    "suggestion_accepted": _suggestion_accepted,
    "suggestion_declined": _suggestion_declined,
    "credential_failed": _wrong_password,
    "due_date_moved": _due_date_moved,
    Action.SUBMIT: _submitted,
    Action.START_REVIEW: _started,
    Action.SIGN_OFF: _decided,
    Action.REVOKE: _revoked,
    Action.WITHDRAW: _withdrawn,
    Action.PUBLISH: _published,
    Action.RETIRE: _retired,
    Action.REOPEN: _reopened,
    Action.REMOVE: _removed,
    Action.RETRACT: _retracted,
    Action.RENEW: _renewing,
    Action.POST_NOTICE: _notice_posted,
    Action.END_NOTICE: _notice_ended,
    Action.HIDE_PASSAGE: _passage_hidden,
    Action.WARN: _warned,
    Action.TAKE_DOWN: _taken_down,
    Action.LIFT: _lifted,
    "held": _held,
    "emergency_reviewed": _emergency_reviewed,
    "evidence_searched": _evidence_searched,
}

# What a kind of event is called in a list of kinds. Actions of the table have their own labels.
NAMES: Mapping[str, Any] = {
    "created": gettext_lazy("Article created"),
    "saved": gettext_lazy("Draft saved"),
    "imported": gettext_lazy("Text imported"),
    "members_added": gettext_lazy("Members asked"),
    "disclosed": gettext_lazy("Interests declared"),
    "conflict_decided": gettext_lazy("Conflict decided"),
    "recused": gettext_lazy("Stepped back"),
    "inspected": gettext_lazy("Inspection file taken"),
    "signed": gettext_lazy("Signed"),
    "refused": gettext_lazy("Refused attempt"),
    "point_answered": gettext_lazy("Point answered"),
    "paper_review": gettext_lazy("Review on paper entered"),
    "thread_resolved": gettext_lazy("Thread resolved"),
    "thread_reopened": gettext_lazy("Thread reopened"),
    "suggestion_accepted": gettext_lazy("Suggestion accepted"),
    "suggestion_declined": gettext_lazy("Suggestion declined"),
    "credential_failed": gettext_lazy("Wrong password"),
}


def name_of(kind: str) -> str:
    """A kind that this code has no name for stands as it was written."""
    if kind in Action.values:
        return str(Action(kind).label)
    return str(NAMES.get(kind, kind.replace("_", " ").replace(".", " ").capitalize()))
