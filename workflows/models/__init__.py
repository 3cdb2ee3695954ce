"""How a version is judged."""

from workflows.models.audit import AuditResult, AuditReview
from workflows.models.board import ApprovalRule, Away, Board, ChangeClass, Membership
from workflows.models.board_change import BoardChange, ChangeKind, Decision, SigningStatement, StatementAcceptance
from workflows.models.checklist import Checklist, ChecklistAnswer, Tick
from workflows.models.disclosure import Answer, ConflictDecision, DeclaredInterest, Disclosure, InterestItem
from workflows.models.dose_tick import DoseTick
from workflows.models.draft_task import DraftTask, TaskKind
from workflows.models.glossary import DefinitionSignature
from workflows.models.inviting import DateProposal
from workflows.models.meeting import AgendaItem, Attendance, Meeting
from workflows.models.paper import PaperReview
from workflows.models.proving import SigningAttempt
from workflows.models.reading import PrivateNote, ReadingPlace
from workflows.models.reminder import Reminder
from workflows.models.renewal import EvidenceSearch
from workflows.models.review import Assignment, AssignmentState, OpenPoint, Outcome, Review, RuleChoice
from workflows.models.signoff import Revocation, SigningKey, SignOff, Verdict
from workflows.models.sweep import Quoted, Sweep, SweepFinding, SweepKind, SweepNotice, SweepNoticeKind
from workflows.rules.roles import BoardRole, Scope

__all__ = [
    "AgendaItem",
    "Answer",
    "ApprovalRule",
    "Assignment",
    "AssignmentState",
    "Attendance",
    "AuditResult",
    "AuditReview",
    "Away",
    "Board",
    "BoardChange",
    "BoardRole",
    "ChangeClass",
    "ChangeKind",
    "Checklist",
    "ChecklistAnswer",
    "ConflictDecision",
    "DateProposal",
    "Decision",
    "DeclaredInterest",
    "DefinitionSignature",
    "Disclosure",
    "DoseTick",
    "DraftTask",
    "EvidenceSearch",
    "InterestItem",
    "Meeting",
    "Membership",
    "OpenPoint",
    "Outcome",
    "PaperReview",
    "PrivateNote",
    "Quoted",
    "ReadingPlace",
    "Reminder",
    "Review",
    "Revocation",
    "RuleChoice",
    "Scope",
    "SignOff",
    "SigningAttempt",
    "SigningKey",
    "SigningStatement",
    "StatementAcceptance",
    "Sweep",
    "SweepFinding",
    "SweepKind",
    "SweepNotice",
    "SweepNoticeKind",
    "TaskKind",
    "Tick",
    "Verdict",
]
