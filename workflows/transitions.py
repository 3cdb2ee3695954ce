"""THE page: status × action → status, and who may. Nothing else in the tree decides it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models.version import Status
from articles.refusals import Refusal


class Action(TextChoices):
    SUBMIT = "submit", gettext_lazy("Submit")
    START_REVIEW = "start_review", gettext_lazy("Start review")
    SIGN_OFF = "sign_off", gettext_lazy("Sign off")
    REVOKE = "revoke", gettext_lazy("Take a sign-off back")
    WITHDRAW = "withdraw", gettext_lazy("Withdraw")
    PUBLISH = "publish", gettext_lazy("Publish")
    RETIRE = "retire", gettext_lazy("Retire")
    REMOVE = "remove", gettext_lazy("Remove")
    RETRACT = "retract", gettext_lazy("Retract")
    REOPEN = "reopen", gettext_lazy("Reopen")
    RENEW = "renew", gettext_lazy("Review again, no change expected")
    POST_NOTICE = "post_notice", gettext_lazy("Post a notice")
    END_NOTICE = "end_notice", gettext_lazy("End a notice")
    HIDE_PASSAGE = "hide_passage", gettext_lazy("Hide a passage")
    WARN = "warn", gettext_lazy("Warn")
    TAKE_DOWN = "take_down", gettext_lazy("Take down")
    LIFT = "lift", gettext_lazy("Lift")


class Who(StrEnum):
    """Evaluated by `permissions`; an administrator is none of them by being one."""

    EDITORS = "editors"  # who may edit this article
    MANAGING_EDITOR = "managing_editor"
    SIGNATORY = "signatory"  # an assigned member without conflict whose words these are not
    SIGNER = "signer"  # whose sign-off it is, nobody else
    CHAIR_OR_MANAGING_EDITOR = "chair_or_managing_editor"
    EDITORS_OR_CHAIR = "editors_or_chair"  # whoever may see a danger first


@dataclass(frozen=True)
class Transition:
    to: frozenset[Status]
    who: Who


class WrongStatus(Refusal):
    """The action is not possible from this status."""


_NEW = Transition(frozenset({Status.SUBMITTED}), Who.EDITORS)
_TAKE_BACK = Transition(frozenset({Status.WITHDRAWN}), Who.EDITORS)
_STAYS_APPROVED = frozenset({Status.APPROVED})
# A page may be live from each of these: pending, approved, or approved and looked at again.
_LIVE_AT = (Status.SUBMITTED, Status.UNDER_REVIEW, Status.APPROVED, Status.CHANGES_REQUESTED)
_REOPENED = Transition(frozenset({Status.UNDER_REVIEW}), Who.CHAIR_OR_MANAGING_EDITOR)

# From `None`: the article has no version yet. Submitting makes the *next* version; the former keeps its status.
TABLE: dict[tuple[Status | None, Action], Transition] = {
    (None, Action.SUBMIT): _NEW,
    (Status.APPROVED, Action.SUBMIT): _NEW,
    (Status.CHANGES_REQUESTED, Action.SUBMIT): _NEW,
    (Status.WITHDRAWN, Action.SUBMIT): _NEW,
    (Status.SUBMITTED, Action.START_REVIEW): Transition(frozenset({Status.UNDER_REVIEW}), Who.MANAGING_EDITOR),
    (Status.UNDER_REVIEW, Action.SIGN_OFF): Transition(
        frozenset({Status.UNDER_REVIEW, Status.APPROVED, Status.CHANGES_REQUESTED}), Who.SIGNATORY
    ),
    # A sign-off may be taken back at any time; only the approval that holds now falls with it.
    (Status.APPROVED, Action.REVOKE): Transition(frozenset({Status.APPROVED, Status.UNDER_REVIEW}), Who.SIGNER),
    **{
        (status, Action.REVOKE): Transition(frozenset({status}), Who.SIGNER)
        for status in (Status.UNDER_REVIEW, Status.CHANGES_REQUESTED, Status.WITHDRAWN)
    },
    (Status.SUBMITTED, Action.WITHDRAW): _TAKE_BACK,
    (Status.UNDER_REVIEW, Action.WITHDRAW): _TAKE_BACK,
    (Status.APPROVED, Action.PUBLISH): Transition(_STAYS_APPROVED, Who.MANAGING_EDITOR),
    # A reopened version may still be live: going down is always possible, and quick.
    **{
        (status, action): Transition(frozenset({status}), Who.MANAGING_EDITOR)
        for status in _LIVE_AT[1:]
        for action in (Action.RETIRE, Action.REMOVE, Action.RETRACT, Action.POST_NOTICE)
    },
    **{
        (status, action): Transition(frozenset({status}), Who.EDITORS_OR_CHAIR)
        for status in _LIVE_AT
        for action in (Action.HIDE_PASSAGE, Action.WARN, Action.TAKE_DOWN)
    },
    (Status.APPROVED, Action.END_NOTICE): Transition(_STAYS_APPROVED, Who.MANAGING_EDITOR),
    (Status.APPROVED, Action.LIFT): Transition(_STAYS_APPROVED, Who.MANAGING_EDITOR),
    (Status.APPROVED, Action.REOPEN): _REOPENED,
    (Status.CHANGES_REQUESTED, Action.REOPEN): _REOPENED,
    (Status.APPROVED, Action.RENEW): _REOPENED,
}

# What the database lets a version's status become (`guards` makes a trigger of it).
EDGES: frozenset[tuple[Status, Status]] = frozenset(
    (start, end)
    for (start, action), transition in TABLE.items()
    for end in transition.to
    if start is not None and action is not Action.SUBMIT and start != end
)


def transition(status: Status | None, action: Action) -> Transition:
    """The row of the table; raises `WrongStatus` where there is none."""
    try:
        return TABLE[status, action]
    except KeyError:
        raise WrongStatus(
            _("“%(action)s” is not possible now: the version is %(status)s.")
            % {"action": action.label, "status": Status(status).label.lower() if status else _("not submitted yet")}
        ) from None


def next_status(status: Status | None, action: Action, to: Status | None = None) -> Status:
    """Where the action leads; `to` chooses among several (a sign-off's verdict)."""
    possible = transition(status, action).to
    if to is None:
        (to,) = possible
    if to not in possible:
        raise WrongStatus(_("The table of transitions does not lead there."))
    return to
