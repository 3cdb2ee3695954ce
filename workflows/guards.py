"""What the database keeps of a judgement: the edges of a status, and everything signed or declared."""

from __future__ import annotations

from articles.guards import Guard, grows_only, history_of, never_deleted
from articles.models import Version
from workflows.models import (
    AgendaItem,
    ApprovalRule,
    Assignment,
    Attendance,
    AuditReview,
    Board,
    BoardChange,
    Checklist,
    ChecklistAnswer,
    ConflictDecision,
    DateProposal,
    DefinitionSignature,
    Disclosure,
    DoseTick,
    DraftTask,
    EvidenceSearch,
    Meeting,
    Membership,
    OpenPoint,
    PaperReview,
    Reminder,
    Review,
    Revocation,
    RuleChoice,
    SigningAttempt,
    SigningKey,
    SigningStatement,
    SignOff,
    StatementAcceptance,
    Sweep,
    SweepNotice,
)
from workflows.transitions import EDGES


def workflows_guards() -> tuple[Guard, ...]:
    return (
        Guard(
            Version,
            edges=("status", frozenset((start.value, end.value) for start, end in EDGES)),
            with_edge=("review_started_at", "decided_at"),
        ),
        *(
            grows_only(model)
            for model in (AuditReview, SignOff, Revocation, Disclosure, ConflictDecision, RuleChoice, EvidenceSearch)
        ),
        *(grows_only(model) for model in (SigningStatement, StatementAcceptance, ChecklistAnswer, DoseTick)),
        Guard(BoardChange, once=("decision", "decided_by", "decided_at", "decision_reason")),
        *(never_deleted(model) for model in (Board, Membership, ApprovalRule, Checklist)),
        history_of(Membership),
        history_of(ApprovalRule),
        history_of(Checklist),
        Guard(SigningKey, once=("used_until",)),
        Guard(
            SigningAttempt,
            mutable=("unlock_tries",),
            once=("passed_at", "failed_at", "code_step", "locked_until", "unlocked_at"),
            deletable=True,
        ),
        Guard(Review, mutable=("due_on", "publish_at"), once=("closed_at", "outcome")),
        Guard(Assignment, mutable=("state", "due_on", "answer_by", "answered_at")),
        Guard(DraftTask, mutable=("person", "due_on", "done_at", "done_by"), once=("dropped_at",)),
        Guard(DateProposal, once=("agreed", "answer", "answered_by", "answered_at")),
        Guard(Meeting, mutable=("starts_at", "place"), once=("minutes", "closed_by", "closed_at")),
        Guard(AgendaItem, once=("noted", "standing")),
        grows_only(Attendance),
        grows_only(PaperReview),
        Guard(Reminder, once=("delivery", "dropped_at")),
        Guard(DefinitionSignature, once=("revoked_at", "revoke_reason")),
        *_of_sweeps(),
        Guard(OpenPoint, once=("answer", "changed_in", "answered_by", "answered_at")),
    )


def _of_sweeps() -> tuple[Guard, ...]:
    """What is looked for and written may change; who confirmed it, and what came of each article, is told once."""
    return (
        Guard(
            Sweep,
            mutable=(
                *("names", "left_out", "searched_at", "texts_by_index", "texts_read", "to_read", "takes_rest"),
                *("notice_kind", "warning", "sentence", "reason", "reviews_due_on"),
            ),
            once=("confirmed_by", "confirmed_at", "method", "closed_at"),
        ),
        Guard(
            SweepNotice,
            once=("notice", "emergency", "refused", "done_at", "review", "review_refused", "review_asked_at"),
        ),
    )
