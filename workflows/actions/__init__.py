"""What people do with versions and boards: one function per verb. The only writers of `Version.status`."""

from workflows.actions.boards import add_approval_rule, add_member, create_board, end_membership
from workflows.actions.interests import YearlyInterestsMissing, decide_conflict, declare_interests, disclose, recuse
from workflows.actions.publishing import publish, publish_due, retire, show_pending
from workflows.actions.reviewing import NotReady, add_members, reopen, start_review, submit, withdraw
from workflows.actions.signing_off import CannotSign, OtherText, WrongPassword, sign_off

__all__ = [
    "CannotSign",
    "NotReady",
    "OtherText",
    "WrongPassword",
    "YearlyInterestsMissing",
    "add_approval_rule",
    "add_member",
    "add_members",
    "create_board",
    "decide_conflict",
    "declare_interests",
    "disclose",
    "end_membership",
    "publish",
    "publish_due",
    "recuse",
    "reopen",
    "retire",
    "show_pending",
    "sign_off",
    "start_review",
    "submit",
    "withdraw",
]
