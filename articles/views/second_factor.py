"""The page that whoever needs a second factor first is led to."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles import second_factors
from articles.views.desk import DeskRequest


@login_required
@require_safe
def second_factor(request: DeskRequest) -> HttpResponse:
    if second_factors.has_one(request.user):
        return redirect("desk:work")
    return render(request, "articles/second_factor.html", {"section": "signing"})
