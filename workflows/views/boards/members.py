"""What members do on a board: read and accept its signing statement, enter the days on which they are away."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.permissions import Desk, require
from articles.views.desk import DeskRequest
from workflows import actions
from workflows.forms.boards import AcceptanceForm, AwayForm
from workflows.models import Away, Board, Membership
from workflows.permissions import is_member
from workflows.views.answers import attempt, page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: DeskRequest, pk: int) -> HttpResponse:
    """The statement in force; a member accepts the one that the page showed."""
    board = get_object_or_404(Board, pk=pk)
    if not is_member(request.user, board) and not Desk.of(request.user).roles:
        raise Http404
    shown = board.statement
    posted = request.POST.get("statement")
    form = AcceptanceForm(request.POST if request.method == "POST" else None, initial={"statement": shown and shown.pk})
    if form.is_bound and shown is not None:
        read = get_object_or_404(board.statements, pk=posted if str(posted).isdecimal() else 0)
        if attempt(form, lambda _data: actions.accept_statement(read, by=request.user)):
            messages.success(request, _("Thank you. That you accepted the statement is on record."))
            return redirect("desk:work")
    accepted = shown and shown.acceptances.filter(person=request.user).first()
    context = {"board": board, "statement": shown, "accepted": accepted, "form": form, "section": "work"}
    return page(request, "workflows/board_statement.html", context | {"may": is_member(request.user, board)}, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: DeskRequest) -> HttpResponse:
    require(Membership.objects.filter(person=request.user).exists())
    form = AwayForm(request.POST if request.method == "POST" else None)
    if form.is_bound and attempt(form, lambda data: actions.go_away(by=request.user, **data)):
        messages.success(request, _("Noted. You are asked for no review on these days."))
        return redirect("desk:away")
    ahead = Away.objects.filter(person=request.user, last_day__gte=timezone.localdate())
    return page(request, "workflows/away.html", {"form": form, "ahead": ahead, "section": "work"}, form)


@login_required
@require_POST
def come_back(request: DeskRequest, pk: int) -> HttpResponse:
    actions.come_back(get_object_or_404(Away, pk=pk, person=request.user), by=request.user)
    messages.success(request, _("The days are taken back."))
    return redirect("desk:away")
