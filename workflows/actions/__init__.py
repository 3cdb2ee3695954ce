"""What people do with versions and boards: one function per verb. The only writers of `Version.status`."""

from workflows.actions.boards.changes import (
    OutOfDate,
    confirm_change,
    decline_change,
    propose_change,
    take_back_change,
)
from workflows.actions.boards.checklists import OtherQuestions, Unanswered, answer_checklist, set_checklist
from workflows.actions.boards.members import accept_statement, come_back, go_away
from workflows.actions.boards.setting_up import (
    SecondPersonNeeded,
    add_approval_rule,
    add_member,
    create_board,
    last_entry,
    open_board,
    set_up,
    write_statement,
)
from workflows.actions.live.approved_earlier import (
    make_moved_in_live,
    move_first_review,
    plan_first_reviews,
    publish_approved_earlier,
)
from workflows.actions.live.emergencies import hide_passage, lift, review_emergency, take_down, warn
from workflows.actions.live.going_live import publish, publish_due, show_pending
from workflows.actions.live.notices import end_notice, post_notice
from workflows.actions.live.rechecking import DigestMismatch, NotApprovedSince, RetractedReference, RuleNotMet
from workflows.actions.live.taking_down import remove, retire, retract
from workflows.actions.people import (
    deactivate_person,
    end_log_ins,
    erase_contact_data,
    hand_out_data,
    may_have_data_of,
    reactivate_person,
)
from workflows.actions.record.auditing import review_audit_trail
from workflows.actions.record.inspecting import inspect
from workflows.actions.record.moving import export_everything, import_everything
from workflows.actions.reviews.answering import answer_point
from workflows.actions.reviews.choosing_rules import choose_rule
from workflows.actions.reviews.interests import (
    YearlyInterestsMissing,
    decide_conflict,
    declare_interests,
    disclose,
    recuse,
)
from workflows.actions.reviews.inviting import (
    accept_invitation,
    add_members,
    answer_proposal,
    decline_invitation,
    delegate,
    move_deadlines,
    propose_date,
    replace,
)
from workflows.actions.reviews.meeting import Minutes, call_meeting, close_meeting
from workflows.actions.reviews.paper import NotAScan, OnPaper, enter_paper_review
from workflows.actions.reviews.reading import NoSuchPlace, keep_note, keep_place
from workflows.actions.reviews.renewing import Search, renew
from workflows.actions.reviews.reviewing import NotReady, reopen, start_review, submit, withdraw
from workflows.actions.reviews.ticking import CannotTick, NoSuchRow, tick_dose, untick_dose
from workflows.actions.signing.defining import revoke_definition, sign_definitions
from workflows.actions.signing.proving import SigningLocked, WrongPassword, unlock_signing
from workflows.actions.signing.revoking import revoke
from workflows.actions.signing.signing_off import CannotSign, OtherText, sign_off
from workflows.actions.sweeps.confirming import Announcement, OtherChoice, confirm_sweep, write_notice
from workflows.actions.sweeps.searching import (
    Alert,
    NothingSought,
    SweepConfirmed,
    choose,
    choose_all,
    search_again,
    start_sweep,
)
from workflows.actions.tasks import change_task, drop_task, finish_task, give_task, reopen_task

__all__ = [
    "Alert",
    "Announcement",
    "CannotSign",
    "CannotTick",
    "DigestMismatch",
    "Minutes",
    "NoSuchPlace",
    "NoSuchRow",
    "NotAScan",
    "NotApprovedSince",
    "NotReady",
    "NothingSought",
    "OnPaper",
    "OtherChoice",
    "OtherQuestions",
    "OtherText",
    "OutOfDate",
    "RetractedReference",
    "RuleNotMet",
    "Search",
    "SecondPersonNeeded",
    "SigningLocked",
    "SweepConfirmed",
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
    "change_task",
    "choose",
    "choose_all",
    "choose_rule",
    "close_meeting",
    "come_back",
    "confirm_change",
    "confirm_sweep",
    "create_board",
    "deactivate_person",
    "decide_conflict",
    "declare_interests",
    "decline_change",
    "decline_invitation",
    "delegate",
    "disclose",
    "drop_task",
    "end_log_ins",
    "end_notice",
    "enter_paper_review",
    "erase_contact_data",
    "export_everything",
    "finish_task",
    "give_task",
    "go_away",
    "hand_out_data",
    "hide_passage",
    "import_everything",
    "inspect",
    "keep_note",
    "keep_place",
    "last_entry",
    "lift",
    "make_moved_in_live",
    "may_have_data_of",
    "move_deadlines",
    "move_first_review",
    "open_board",
    "plan_first_reviews",
    "post_notice",
    "propose_change",
    "propose_date",
    "publish",
    "publish_approved_earlier",
    "publish_due",
    "reactivate_person",
    "recuse",
    "remove",
    "renew",
    "reopen",
    "reopen_task",
    "replace",
    "retire",
    "retract",
    "review_audit_trail",
    "review_emergency",
    "revoke",
    "revoke_definition",
    "search_again",
    "set_checklist",
    "set_up",
    "show_pending",
    "sign_definitions",
    "sign_off",
    "start_review",
    "start_sweep",
    "submit",
    "take_back_change",
    "take_down",
    "tick_dose",
    "unlock_signing",
    "untick_dose",
    "warn",
    "withdraw",
    "write_notice",
    "write_statement",
]
