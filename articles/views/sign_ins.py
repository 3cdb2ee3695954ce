"""Who signed in and who tried, for whoever audits, gives roles or looks after security."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import SignIn, SignInOutcome
from articles.permissions import Desk, require
from articles.rights import Right
from articles.views.desk import DeskRequest, kept_query, page_of

READERS = (Right.AUDIT, Right.ADMINISTER, Right.UNLOCK_SIGNING)


@login_required
@require_safe
def sign_ins(request: DeskRequest) -> HttpResponse:
    request.desk = Desk.of(request.user)
    require(any(request.desk.may(right) for right in READERS))
    searched, outcome = request.GET.get("q", "").strip(), request.GET.get("outcome", "")
    rows = SignIn.objects.select_related("person")
    if searched:
        rows = rows.filter(Q(person__printed_name__icontains=searched) | Q(person__email__iexact=searched))
    if outcome in SignInOutcome.values:
        rows = rows.filter(outcome=outcome)
    context = {
        "page": page_of(rows, request),
        "q": searched,
        "outcome": outcome,
        "outcomes": SignInOutcome.choices,
        "query": kept_query(q=searched, outcome=outcome),
        "kept_days": settings.SIGN_INS_KEPT,
        "section": "audit" if request.desk.audits else "boards",
    }
    return render(request, "articles/sign_ins.html", context)
