"""What people do with versions and boards: one function per verb. The only writers of `Version.status`."""

from workflows.actions.boards import add_approval_rule, add_member, create_board, end_membership
from workflows.actions.emergencies import hide_passage, lift, review_emergency, take_down, warn
from workflows.actions.going_live import publish, publish_due, show_pending
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
from workflows.actions.notices import end_notice, post_notice
from workflows.actions.rechecking import DigestMismatch, NotApprovedSince, RetractedReference, RuleNotMet
from workflows.actions.renewing import Search, renew
from workflows.actions.reviewing import NotReady, reopen, start_review, submit, withdraw
from workflows.actions.signing_off import CannotSign, OtherText, WrongPassword, sign_off
from workflows.actions.taking_down import remove, retire, retract

__all__ = [
    "CannotSign",
    "DigestMismatch",
    "NotApprovedSince",
    "NotReady",
    "OtherText",
    "RetractedReference",
    "RuleNotMet",
    "Search",
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
    "end_notice",
    "hide_passage",
    "lift",
    "move_deadlines",
    "post_notice",
    "propose_date",
    "publish",
    "publish_due",
    "recuse",
    "remove",
    "renew",
    "reopen",
    "replace",
    "retire",
    "retract",
    "review_emergency",
    "show_pending",
    "sign_off",
    "start_review",
    "submit",
    "take_down",
    "warn",
    "withdraw",
]
