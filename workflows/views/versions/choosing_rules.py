"""The chair's page: which rule fits a version, and another one with a reason. It shows nothing of the text."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.models import Version
from articles.views.desk import DeskRequest
from workflows import actions
from workflows.forms.boards import ChoiceOfRuleForm
from workflows.models import Board
from workflows.permissions import chairs
from workflows.reviews.fitting import fit_of
from workflows.views.answers import attempt, page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose_rule(request: DeskRequest, pk: int, board: int) -> HttpResponse:
    found = get_object_or_404(Board.objects.open(), pk=board)
    if not chairs(request.user, found):
        raise Http404
    version = get_object_or_404(Version.objects.select_related("article__topic__parent"), pk=pk)
    form = ChoiceOfRuleForm(request.POST if request.method == "POST" else None, board=found.pk)
    if form.is_bound and attempt(form, lambda data: actions.choose_rule(version, by=request.user, **data)):
        messages.success(request, _("The next review of this version takes the rule that you chose."))
        return redirect("desk:choose_rule", pk, board)
    context = {"version": version, "board": found, "fit": fit_of(found, version), "form": form, "section": "work"}
    return page(request, "workflows/choose_rule.html", context, form)
