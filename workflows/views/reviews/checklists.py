"""The checklists of a board, to see and to set; and answering one's own in a review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.models import Person
from articles.permissions import Desk
from articles.prepared import prepared
from articles.views.desk import DeskRequest
from workflows import actions
from workflows.forms.checklists import ChecklistForm, QuestionsForm
from workflows.models import Assignment, Board, BoardRole, Checklist, ChecklistAnswer, Review
from workflows.permissions import is_member, reads_boards
from workflows.views.answers import attempt, page


@dataclass(frozen=True)
class OfRole:
    """One role on a board with what its members are asked, and the form to change it."""

    role: str
    label: str
    checklist: Checklist | None
    form: QuestionsForm | None


def sees_checklists(desk: Desk) -> bool:
    """The desk; only administrators change anything."""
    return desk.may_read_drafts or desk.administers


def _board_for(person: Person, pk: int) -> Board:
    if not sees_checklists(Desk.of(person)):
        raise Http404
    return get_object_or_404(Board, pk=pk)


@login_required
@require_safe
def checklists(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, _board_for(request.user, pk))


@login_required
@require_POST
def set_checklist(request: DeskRequest, pk: int, role: str) -> HttpResponse:
    board = _board_for(request.user, pk)
    if role not in BoardRole.values:
        raise Http404
    if not Desk.of(request.user).administers:
        raise PermissionDenied
    form = QuestionsForm.of(None, role, request.POST)
    if attempt(
        form,
        lambda data: actions.set_checklist(
            board, by=request.user, role=role, questions=form.lines(), reason=data["reason"]
        ),
    ):
        messages.success(request, _("The checklist is set. What was answered before stays as it was."))
        return redirect("desk:board_checklists", pk)
    return _page(request, board, {role: form})


def _page(request: DeskRequest, board: Board, typed: dict[str, QuestionsForm] | None = None) -> HttpResponse:
    typed = typed or {}
    known = {row.role: row for row in board.checklists.all()}
    changes = Desk.of(request.user).administers
    rows = [
        OfRole(
            role,
            str(label),
            known.get(role),
            (typed.get(role) or QuestionsForm.of(known.get(role), role)) if changes else None,
        )
        for role, label in BoardRole.choices
    ]
    context = {
        "board": board,
        "rows": rows,
        "wrong": next(iter(typed.values()), None),
        "reads_board": reads_boards(request.user) or is_member(request.user, board),
        "section": "boards",
    }
    return page(request, "workflows/checklists.html", context, *typed.values())


def checklist_of(seat: Assignment | None, review: Review) -> Checklist | None:
    """What a member is asked in this review, by the role in which they sit."""
    if seat is None or not review.is_open:
        return None
    return Checklist.objects.filter(board=review.board_id, role=seat.membership_role, is_retired=False).first()


def answers_in(review: Review) -> dict[int, ChecklistAnswer]:
    """The newest answers of each person; one query."""
    rows = _answers(review.pk)
    for row in rows:
        row.review = review
    return {row.person_id: row for row in reversed(rows)}


@prepared
def _answers(review: int) -> QuerySet[ChecklistAnswer]:
    return ChecklistAnswer.objects.filter(review=review).select_related("person")


def form_for(checklist: Checklist, former: ChecklistAnswer | None, data: Any = None) -> ChecklistForm:
    return ChecklistForm(data, questions=checklist.questions, former=former.ticked if former else ())
