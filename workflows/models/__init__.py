"""How a version is judged."""

from workflows.models.board import ApprovalRule, Board, Membership
from workflows.models.disclosure import Answer, ConflictDecision, Disclosure
from workflows.models.review import Assignment, AssignmentState, OpenPoint, Outcome, Review
from workflows.models.signoff import Revocation, Scope, SigningKey, SignOff, Verdict
from workflows.roles import BoardRole

__all__ = [
    "Answer",
    "ApprovalRule",
    "Assignment",
    "AssignmentState",
    "Board",
    "BoardRole",
    "ConflictDecision",
    "Disclosure",
    "Membership",
    "OpenPoint",
    "Outcome",
    "Review",
    "Revocation",
    "Scope",
    "SignOff",
    "SigningKey",
    "Verdict",
]
