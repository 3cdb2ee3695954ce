"""How long each kind of data is kept, for whoever runs the site."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.retention.rules import registered
from articles.views.desk import DeskRequest, operates


@require_safe
@operates
def retention(request: DeskRequest) -> HttpResponse:
    return render(request, "articles/retention.html", {"section": "boards", "rules": registered()})
