"""What people do with versions and boards: one function per verb. The only writers of `Version.status`."""

from workflows.actions.answering import answer_point
from workflows.actions.auditing import review_audit_trail
from workflows.actions.board_changes import (
    OutOfDate,
    confirm_change,
    decline_change,
    propose_change,
    take_back_change,
)
from workflows.actions.board_members import accept_statement, come_back, go_away
from workflows.actions.boards import (
    SecondPersonNeeded,
    add_approval_rule,
    add_member,
    create_board,
    last_entry,
    open_board,
    set_up,
    write_statement,
)
from workflows.actions.checklists import OtherQuestions, Unanswered, answer_checklist, set_checklist
from workflows.actions.choosing_rules import choose_rule
from workflows.actions.emergencies import hide_passage, lift, review_emergency, take_down, warn
from workflows.actions.going_live import publish, publish_due, show_pending
from workflows.actions.inspecting import inspect
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
from workflows.actions.meeting import Minutes, call_meeting, close_meeting
from workflows.actions.notices import end_notice, post_notice
from workflows.actions.paper import NotAScan, OnPaper, enter_paper_review
from workflows.actions.proving import SigningLocked, WrongPassword, unlock_signing
from workflows.actions.reading import NoSuchPlace, keep_note, keep_place
from workflows.actions.rechecking import DigestMismatch, NotApprovedSince, RetractedReference, RuleNotMet
from workflows.actions.renewing import Search, renew
from workflows.actions.reviewing import NotReady, reopen, start_review, submit, withdraw
from workflows.actions.revoking import revoke
from workflows.actions.signing_off import CannotSign, OtherText, sign_off
from workflows.actions.taking_down import remove, retire, retract

__all__ = [
    "CannotSign",
    "DigestMismatch",
    "Minutes",
    "NoSuchPlace",
    "NotAScan",
    "NotApprovedSince",
    "NotReady",
    "OnPaper",
    "OtherQuestions",
    "OtherText",
    "OutOfDate",
    "RetractedReference",
    "RuleNotMet",
    "Search",
    "SecondPersonNeeded",
    "SigningLocked",
    "Unanswered",
    "WrongPassword",
    "YearlyInterestsMissing",
    "accept_invitation",
    "accept_statement",
    "add_approval_rule",
    "add_member",
    "add_members",
    "answer_checklist",
    "answer_point",
    "answer_proposal",
    "call_meeting",
    "choose_rule",
    "close_meeting",
    "come_back",
    "confirm_change",
    "create_board",
    "decide_conflict",
    "declare_interests",
    "decline_change",
    "decline_invitation",
    "delegate",
    "disclose",
    "end_notice",
    "enter_paper_review",
    "go_away",
    "hide_passage",
    "inspect",
    "keep_note",
    "keep_place",
    "last_entry",
    "lift",
    "move_deadlines",
    "open_board",
    "post_notice",
    "propose_change",
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
    "review_audit_trail",
    "review_emergency",
    "revoke",
    "set_checklist",
    "set_up",
    "show_pending",
    "sign_off",
    "start_review",
    "submit",
    "take_back_change",
    "take_down",
    "unlock_signing",
    "warn",
    "withdraw",
    "write_statement",
]
