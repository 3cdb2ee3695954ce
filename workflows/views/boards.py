"""The public list of boards and who sits on them today."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from workflows.models import Board, Membership


@require_safe
def boards(request: HttpRequest) -> HttpResponse:
    today = Membership.objects.on(timezone.localdate()).select_related("person")
    listed = Board.objects.prefetch_related(Prefetch("memberships", queryset=today, to_attr="current"))
    return render(request, "workflows/boards.html", {"boards": listed})
