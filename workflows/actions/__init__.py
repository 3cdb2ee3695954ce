"""What people do with versions and boards: one function per verb. The only writers of `Version.status`."""

from workflows.actions.boards import add_approval_rule, add_member, create_board, end_membership
from workflows.actions.interests import YearlyInterestsMissing, decide_conflict, declare_interests, disclose, recuse
from workflows.actions.inviting import (
    accept_invitation,
    add_members,
    answer_proposal,
    decline_invitation,
    delegate,
    move_deadlines,
    propose_date,
    replace,
)
from workflows.actions.publishing import publish, publish_due, retire, show_pending
from workflows.actions.reviewing import NotReady, reopen, start_review, submit, withdraw
from workflows.actions.signing_off import CannotSign, OtherText, WrongPassword, sign_off

__all__ = [
    "CannotSign",
    "NotReady",
    "OtherText",
    "WrongPassword",
    "YearlyInterestsMissing",
    "accept_invitation",
    "add_approval_rule",
    "add_member",
    "add_members",
    "answer_proposal",
    "create_board",
    "decide_conflict",
    "declare_interests",
    "decline_invitation",
    "delegate",
    "disclose",
    "end_membership",
    "move_deadlines",
    "propose_date",
    "publish",
    "publish_due",
    "recuse",
    "reopen",
    "replace",
    "retire",
    "show_pending",
    "sign_off",
    "start_review",
    "submit",
    "withdraw",
]
