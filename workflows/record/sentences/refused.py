"""Refused attempts, told: what was tried, and why it was not done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflows.record.sentences.telling import Told
from workflows.transitions import Action

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

# What is tried beside the actions of the table.
TRIED: Mapping[str, StrPromise] = {
    "answer_point": gettext_lazy("answer a point"),
    "enter_paper_review": gettext_lazy("enter a review given on paper"),
}
WHY: Mapping[str, StrPromise] = {
    "PermissionDenied": gettext_lazy("Their role does not allow it."),
    "NotReady": gettext_lazy("Something was missing."),
    "TasksOpen": gettext_lazy("Tasks on the draft were open, and no reason was given."),
    "WrongStatus": gettext_lazy("The version was not at that point."),
    "WrongPassword": gettext_lazy("The credential was not right."),
    "CannotSign": gettext_lazy("They may not sign this version."),
    "OtherText": gettext_lazy("They had been shown another text."),
    "DigestMismatch": gettext_lazy("The stored version was not what was signed."),
    "RuleNotMet": gettext_lazy("The sign-offs that stand do not fulfil the approval rule."),
    "NotDisclosed": gettext_lazy("Not everything about its contributors was stated."),
    "NotApprovedSince": gettext_lazy("The board had not approved the version since it was taken down."),
    "RetractedReference": gettext_lazy("A cited work was retracted."),
    "WrongMembers": gettext_lazy("These members could not be asked, or not these alone."),
    "WrongDay": gettext_lazy("The due date could not be taken."),
    "WrongAnswerDay": gettext_lazy("The day to answer could not be taken."),
    "NotRenderable": gettext_lazy("Its pages could not be made."),
    "KeyNotInUse": gettext_lazy("The signing key was not in use."),
    "NotAScan": gettext_lazy("The file was not a scan that is taken."),
    "NoSuchRevision": gettext_lazy("The draft was not changed in the revision named."),
}


def refused(told: Told) -> str:
    words = {"action": _tried(str(told["action"])), "why": why_refused(told["why"])}
    return (_("Tried and refused: %(action)s. %(why)s") % words).strip()


def _tried(action: str) -> str:
    if action in Action.values:
        return str(Action(action).label).lower()
    return str(TRIED.get(action, action.replace("_", " ")))


def why_refused(name: object) -> str:
    """What the name of a refusal says to people; nothing for one that has a sentence of its own each time."""
    return str(WHY.get(str(name), ""))
