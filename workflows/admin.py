"""Boards, reviews and sign-offs to look at. Read-only: every change is an action with a person and a reason."""

from django.apps import apps
from django.contrib import admin
from django.db.models import Model

from articles.admin import ReadOnly
from workflows import models

LISTED: dict[type[Model], tuple[str, ...]] = {
    models.Board: ("name", "slug", "opened_at", "is_sample"),
    models.Membership: ("person", "board", "role", "specialty", "term_from", "term_until"),
    models.ApprovalRule: ("name", "board", "is_default", "is_retired"),
    models.Review: ("version", "board", "opened_at", "due_on", "outcome"),
    models.Assignment: ("person", "review", "kind", "state", "due_on"),
    models.DateProposal: ("assignment", "due_on", "agreed", "answered_by"),
    models.Disclosure: ("person", "review", "answer", "declared_at"),
    models.ConflictDecision: ("disclosure", "may_sign", "decided_by", "decided_at"),
    models.SignOff: ("person", "version", "verdict", "signed_at"),
    models.Revocation: ("sign_off", "by", "revoked_at"),
    models.OpenPoint: ("review", "text", "answered_at"),
    models.BoardChange: ("board", "kind", "proposed_by", "proposed_at", "decision", "decided_by"),
    models.SigningStatement: ("board", "number", "written_at"),
    models.SigningAttempt: ("person", "at", "passed_at", "failed_at", "locked_until", "unlocked_at"),
    models.Checklist: ("board", "role", "is_retired"),
    models.ChecklistAnswer: ("person", "review", "role", "answered_at"),
    models.SigningKey: ("key_id", "algorithm", "used_from", "used_until"),
}

# A person's own; superusers have no business there.
PRIVATE = (models.PrivateNote, models.ReadingPlace)

for model in apps.get_app_config("workflows").get_models():
    if model not in PRIVATE:
        admin.site.register(model, ReadOnly, list_display=LISTED.get(model, ("__str__",)), list_select_related=True)
