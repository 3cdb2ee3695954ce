"""One proposed change of a board, in words, with the decision of a second administrator."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.models import Person
from articles.permissions import require
from articles.views.desk import DeskRequest
from workflows import actions
from workflows.actions.boards.changes import may_decide_change
from workflows.forms.boards import DecisionForm
from workflows.models import BoardChange
from workflows.permissions import reads_boards
from workflows.views.answers import attempt, page
from workflows.views.boards.words import lines

CONFIRM, DECLINE, TAKE_BACK = "confirm", "decline", "take_back"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: DeskRequest, pk: int) -> HttpResponse:
    require(reads_boards(request.user))
    found = get_object_or_404(BoardChange.objects.select_related("board", "proposed_by", "decided_by"), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    step = request.POST.get("step", "")
    if form.is_bound and attempt(form, lambda data: _decide(found, step, data["reason"], request.user)):
        messages.success(request, _("Decided. It stands in the record."))
        return redirect("desk:board_change", pk)
    context = {
        "change": found,
        "lines": lines(found),
        "form": form,
        "may_decide": found.is_waiting and may_decide_change(request.user, found),
        "may_take_back": found.is_waiting and found.proposed_by_id == request.user.pk,
        "section": "boards",
    }
    return page(request, "workflows/board_change.html", context, form)


def _decide(found: BoardChange, step: str, reason: str, by: Person) -> None:
    if step == CONFIRM:
        actions.confirm_change(found, by=by)
    elif step == TAKE_BACK:
        actions.take_back_change(found, by=by)
    else:
        actions.decline_change(found, by=by, reason=reason)
