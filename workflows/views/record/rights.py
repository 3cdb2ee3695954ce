"""Rights on a date, for administrators and auditors."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import DeskRole
from articles.permissions import require
from articles.rights import GRANTS, Right
from articles.views.desk import DeskRequest
from workflows.forms.boards import RightsForm
from workflows.permissions import reads_boards
from workflows.record.rights import rights_on


@login_required
@require_safe
def rights(request: DeskRequest) -> HttpResponse:
    require(reads_boards(request.user))
    form = RightsForm(request.GET if "on" in request.GET else None, initial={"on": timezone.localdate()})
    day = form.cleaned_data["on"] if form.is_bound and form.is_valid() else timezone.localdate()
    found = [] if form.errors else rights_on(day)
    context = {"form": form, "day": day, "rights": found, "roles": _roles(), "section": "boards"}
    return render(request, "workflows/rights.html", context, status=422 if form.errors else 200)


def _roles() -> list[tuple[str, list[str]]]:
    """What each role may, from the table that decides it."""
    return [
        (str(DeskRole(role).label), [str(r.label) for r in Right if r in rights]) for role, rights in GRANTS.items()
    ]
