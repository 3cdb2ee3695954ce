"""Rights on a date, for administrators and auditors."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.permissions import require
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
    context = {"form": form, "day": day, "rights": found, "section": "boards"}
    return render(request, "workflows/rights.html", context, status=422 if form.errors else 200)
