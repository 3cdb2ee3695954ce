"""The seats of a review: who was asked, by when, what they answered; other dates and somebody else in a member's place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Person
from articles.permissions import Desk, require
from articles.views.desk import DeskRequest
from workflows import actions
from workflows.actions.reviews.inviting import UNSIGNED
from workflows.forms import Candidate
from workflows.forms.inviting import AnswerProposalForm, DeadlinesForm, SuccessorForm
from workflows.models import Assignment, AssignmentState, BoardRole, DateProposal, Review
from workflows.permissions import LEFT, assignment_of
from workflows.views.access import review_for
from workflows.views.answers import attempt, page
from workflows.views.reviews.candidates import candidates

DATE, DEADLINES, REPLACE = "date", "deadlines", "replace"
Data = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One seat with the forms that make sense for it."""

    seat: Assignment
    proposal: DateProposal | None
    forms: Mapping[str, forms.Form]

    @property
    def role(self) -> str:
        return str(BoardRole(self.seat.membership_role).label) if self.seat.membership_role else ""

    @property
    def is_silent(self) -> bool:
        """Asked, the day to answer by has passed, no word."""
        answer_by = self.seat.answer_by
        return self.seat.state == AssignmentState.INVITED and bool(answer_by and answer_by < timezone.localdate())


@login_required
@require_safe
def seats(request: DeskRequest, pk: int) -> HttpResponse:
    review = review_for(request.user, pk)
    require(Desk.of(request.user).manages)
    return _seats_page(request, review)


@login_required
@require_POST
def act(request: DeskRequest, pk: int, seat: int, name: str) -> HttpResponse:
    """One of the three things that a managing editor does about a seat."""
    review = review_for(request.user, pk)
    found = get_object_or_404(Assignment.objects.select_related("review__version", "person"), pk=seat, review=review)
    if name not in ACTS:
        raise Http404
    require(Desk.of(request.user).manages)
    form = _forms(found, candidates(review.version, review.board, without=review), request.POST, name)[name]
    if attempt(form, lambda data: ACTS[name](found, request.user, data)):
        messages.success(request, _("Done. The people concerned are told."))
        return redirect("desk:review_seats", pk=pk)
    return _seats_page(request, review, typed=(found.pk, name, form))


def _answer_date(seat: Assignment, by: Person, data: Data) -> object:
    proposal = seat.date_proposals.filter(answered_at=None).first()
    if proposal is None:
        raise Http404
    return actions.answer_proposal(proposal, by=by, **data)


def _move(seat: Assignment, by: Person, data: Data) -> object:
    return actions.move_deadlines(seat, by=by, **data)


def _replace(seat: Assignment, by: Person, data: Data) -> object:
    return actions.replace(seat, by=by, member=Person.objects.get(pk=data["member"]), reason=data["reason"])


ACTS: Mapping[str, Callable[[Assignment, Person, Data], object]] = {
    DATE: _answer_date,
    DEADLINES: _move,
    REPLACE: _replace,
}


def _forms(
    seat: Assignment, others: list[Candidate], posted: Mapping[str, Any] | None = None, name: str = ""
) -> dict[str, forms.Form]:
    def made(kind: type[forms.Form], act: str, **options: Any) -> forms.Form:
        return kind(posted if act == name else None, auto_id=f"id_{seat.pk}_{act}_%s", **options)

    dates = {"answer_by": seat.answer_by, "due_on": seat.due_on}
    return {
        DATE: made(AnswerProposalForm, DATE),
        DEADLINES: made(DeadlinesForm, DEADLINES, initial=dates),
        REPLACE: made(SuccessorForm, REPLACE, candidates=others),
    }


def _seats_page(request: DeskRequest, review: Review, typed: tuple[int, str, forms.Form] | None = None) -> HttpResponse:
    others = candidates(review.version, review.board, without=review) if review.is_open else []
    waiting = Prefetch("date_proposals", DateProposal.objects.filter(answered_at=None), to_attr="waiting")
    asked = list(review.assignments.select_related("person", "in_place_of__person").prefetch_related(waiting))
    filled = {seat.in_place_of_id for seat in asked}
    rows = [_row(seat, others, review, seat.pk in filled, typed) for seat in asked]
    shown = [typed[2]] if typed else []
    context = {"review": review, "rows": rows, "typed": shown, "section": "articles"}
    return page(request, "workflows/seats.html", context, *shown)


def _row(
    seat: Assignment,
    others: list[Candidate],
    review: Review,
    is_filled: bool,
    typed: tuple[int, str, forms.Form] | None,
) -> Row:
    proposal = next(iter(getattr(seat, "waiting", ())), None)
    made = _forms(seat, others)
    if typed and typed[0] == seat.pk:
        made[typed[1]] = typed[2]
    is_open = review.is_open
    offered = {
        DATE: is_open and proposal is not None and seat.state in UNSIGNED,
        DEADLINES: is_open and seat.state in UNSIGNED,
        REPLACE: is_open and (seat.state in UNSIGNED or seat.state in LEFT) and not is_filled and bool(others),
    }
    return Row(seat, proposal, {name: form for name, form in made.items() if offered[name]})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: DeskRequest, pk: int) -> HttpResponse:
    """A member hands their seat on; nothing of the text is shown."""
    review = review_for(request.user, pk)
    seat = assignment_of(request.user, review)
    if seat is None:
        raise PermissionDenied
    others = [plain for plain in candidates(review.version, review.board, without=review) if not plain.wrote]
    form = SuccessorForm(request.POST if request.method == "POST" else None, candidates=others)
    if form.is_bound and attempt(form, lambda data: _hand_on(seat, request.user, data)):
        messages.success(request, _("Your seat is handed on. The managing editor has been told."))
        return redirect("desk:work")
    context = {"review": review, "seat": seat, "form": form, "others": others, "section": "work"}
    return page(request, "workflows/delegate.html", context, form)


def _hand_on(seat: Assignment, by: Person, data: Data) -> object:
    return actions.delegate(seat, by=by, to=Person.objects.get(pk=data["member"]), reason=data["reason"])
