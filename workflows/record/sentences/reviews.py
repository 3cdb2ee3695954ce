"""What happens in a review, told: who was asked and what they answered, interests, sign-offs, the decision."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflows.models import Answer, Verdict
from workflows.record.sentences.telling import Kind, Told, of_table
from workflows.transitions import Action


def _started(told: Told) -> str:
    return _("Review of version %(version)s by %(board)s started, asked: %(members)s") % told


def _disclosed(told: Told) -> str:
    if told["answer"] == Answer.YES:
        return _("Declared an interest before reviewing version %(review)s") % told
    return _("Declared no interests before reviewing version %(review)s") % told


def _conflict_decided(told: Told) -> str:
    if told["may_sign"]:
        return _("Decided that %(disclosure)s may sign with a declared interest") % told
    return _("Decided that %(disclosure)s cannot sign, with a declared interest") % told


def _date_answered(told: Told) -> str:
    if told["agreed"]:
        return _("Agreed that %(assignment)s reviews by %(due_on)s") % told
    return _("Did not agree that %(assignment)s reviews by %(due_on)s") % told


def _signed(told: Told) -> str:
    return _("Signed version %(version)s: %(said)s") % Told({**told, "said": told.label("verdict", Verdict)})


def _decided(told: Told) -> str:
    if told["status"] == "approved":
        return _("Version %(version)s approved") % told
    return _("Changes requested to version %(version)s") % told


def _point_answered(told: Told) -> str:
    if told["changed_in"] is None:
        return _("Answered what %(point)s asked for in version %(version)s: not changed") % told
    return _("Answered what %(point)s asked for in version %(version)s: changed in revision %(changed_in)s") % told


KINDS: Mapping[str, Kind] = {
    "members_added": Kind(
        gettext_lazy("Members asked"), gettext_lazy("Further members asked to review version %(version)s: %(members)s")
    ),
    "rule_chosen": Kind(gettext_lazy("Rule chosen"), gettext_lazy("Chose the rule “%(rule)s” for version %(version)s")),
    "disclosed": Kind(gettext_lazy("Interests declared"), _disclosed),
    "conflict_decided": Kind(gettext_lazy("Conflict decided"), _conflict_decided),
    "recused": Kind(gettext_lazy("Stepped back"), gettext_lazy("Stepped back from the review of version %(review)s")),
    "invitation_accepted": Kind(
        gettext_lazy("Invitation accepted"), gettext_lazy("Accepted the invitation to review version %(review)s")
    ),
    "invitation_declined": Kind(
        gettext_lazy("Invitation declined"), gettext_lazy("Declined the invitation to review version %(review)s")
    ),
    "date_proposed": Kind(
        gettext_lazy("Another date asked for"),
        gettext_lazy("Asked to review version %(review)s by %(due_on)s instead"),
    ),
    "date_answered": Kind(gettext_lazy("Another date answered"), _date_answered),
    "deadlines_moved": Kind(
        gettext_lazy("Due date moved"), gettext_lazy("Moved the due date of %(assignment)s to %(due_on)s")
    ),
    "due_date_moved": Kind(
        gettext_lazy("Due date moved on"),
        gettext_lazy("Due date of %(members)s moved to %(due_on)s, because signing was locked"),
    ),
    "delegated": Kind(gettext_lazy("Seat handed on"), gettext_lazy("Handed their seat on to %(members)s")),
    "replaced": Kind(gettext_lazy("Member replaced"), gettext_lazy("Asked %(members)s in place of %(assignment)s")),
    "checklist.answered": Kind(
        gettext_lazy("Checklist answered"), gettext_lazy("Answered their checklist for version %(review)s")
    ),
    "dose.ticked": Kind(
        gettext_lazy("Row of the dose sheet ticked"),
        gettext_lazy("Ticked “%(row)s” on the dose sheet of version %(review)s"),
    ),
    "dose.unticked": Kind(
        gettext_lazy("Tick on the dose sheet taken back"),
        gettext_lazy("Took the tick at “%(row)s” on the dose sheet of version %(review)s back"),
    ),
    "signed": Kind(gettext_lazy("Signed"), _signed),
    "credential_failed": Kind(
        gettext_lazy("Wrong password"), gettext_lazy("Password or second factor did not fit when signing")
    ),
    "point_answered": Kind(gettext_lazy("Point answered"), _point_answered),
    "paper_review": Kind(
        gettext_lazy("Review on paper entered"),
        gettext_lazy("Entered a review of version %(version)s that %(reviewer)s gave on paper, with its scan"),
    ),
    "evidence_searched": Kind(
        gettext_lazy("Search recorded"), gettext_lazy("Search for new evidence recorded, for version %(version)s")
    ),
    **of_table(
        {
            Action.START_REVIEW: _started,
            Action.SIGN_OFF: _decided,
            Action.REVOKE: gettext_lazy("Sign-off of version %(version)s by %(sign_off)s taken back"),
            Action.REOPEN: gettext_lazy("Review of version %(version)s reopened"),
            Action.RENEW: gettext_lazy("Review of version %(version)s as it stands started"),
        }
    ),
}
