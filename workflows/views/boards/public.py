"""The public pages about boards: who sits on them today, and how they approve."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from workflows.models import ApprovalRule, Board, Membership


@require_safe
def boards(request: HttpRequest) -> HttpResponse:
    return render(request, "workflows/boards.html", {"boards": _open_boards()})


@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    rules = Prefetch("approval_rules", queryset=ApprovalRule.objects.filter(is_retired=False), to_attr="rules")
    found = get_object_or_404(_open_boards().prefetch_related(rules), slug=slug)
    return render(request, "workflows/board.html", {"board": found, "statement": found.statement})


def _open_boards() -> QuerySet[Board]:
    """Each with who sits on it today (`current`)."""
    today = Membership.objects.on(timezone.localdate()).filter(person__is_active=True).select_related("person")
    return Board.objects.open().prefetch_related(Prefetch("memberships", queryset=today, to_attr="current"))
