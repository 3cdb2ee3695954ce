"""The page behind the link in an invitation: no log-in, nothing of the article, and only a POST changes something (S29)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from workflows import actions
from workflows.forms.inviting import DeclineInvitationForm, ProposeDateForm
from workflows.models import Assignment, AssignmentState
from workflows.reviews.invitations import LinkExpired, assignment_of_token
from workflows.views.answers import attempt, page

GONE = 410
ACCEPT, DECLINE, DATE = "accept", "decline", "date"
Act = Callable[[Assignment, dict[str, Any]], object]


def _accept(seat: Assignment, data: dict[str, Any]) -> object:
    return actions.accept_invitation(seat, by=seat.person, by_link=True)


def _decline(seat: Assignment, data: dict[str, Any]) -> object:
    return actions.decline_invitation(seat, by=seat.person, by_link=True, **data)


def _propose(seat: Assignment, data: dict[str, Any]) -> object:
    return actions.propose_date(seat, by=seat.person, by_link=True, **data)


ACTS: Mapping[str, Act] = {ACCEPT: _accept, DECLINE: _decline, DATE: _propose}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    try:
        seat = assignment_of_token(token)
    except LinkExpired as expired:
        return _private(render(request, "workflows/invitation_expired.html", {"refusal": expired}, status=GONE))
    if seat is None:
        raise Http404
    answer = request.POST.get("answer", "") if request.method == "POST" else ""
    shown = _forms(request.POST, answer)
    if answer in ACTS and attempt(shown[answer], lambda data: ACTS[answer](seat, data)):
        return _private(redirect(request.path))
    context = {"seat": seat, "review": seat.review, "forms": shown, **_standing(seat)}
    return _private(page(request, "workflows/invitation.html", context, *shown.values()))


def _forms(posted: Mapping[str, Any], answer: str) -> dict[str, forms.Form]:
    """One for each answer; the one that was given is bound."""
    kinds = {ACCEPT: forms.Form, DECLINE: DeclineInvitationForm, DATE: ProposeDateForm}
    return {name: kind(posted if name == answer else None, auto_id=f"id_{name}_%s") for name, kind in kinds.items()}


def _standing(seat: Assignment) -> dict[str, Any]:
    is_open = seat.review.is_open and seat.person.is_active
    return {
        "asks": is_open and seat.state == AssignmentState.INVITED,
        "accepted": is_open and seat.state == AssignmentState.ACCEPTED,
        "proposal": seat.date_proposals.filter(answered_at=None).first() if is_open else None,
    }


def _private(response: HttpResponse) -> HttpResponse:
    """The address is a secret: no other site, no log of referrers and no search engine learns it. "no-referrer" would fail the form."""
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
