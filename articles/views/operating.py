"""What is owed and how far the web hosts are, for operators and administrators."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import owed
from articles.publishing import hosts
from articles.views.desk import DeskRequest, operates


@require_safe
@operates
@never_cache
def operating(request: DeskRequest) -> HttpResponse:
    states = owed.states()
    context = {
        "section": "boards",
        "owed": [(owed.called(kind), state) for kind, state in states.items() if state.count or state.error],
        "idle": [owed.called(kind) for kind, state in states.items() if not state.count and not state.error],
        "hosts": hosts.known(),
    }
    return render(request, "articles/operating.html", context)
