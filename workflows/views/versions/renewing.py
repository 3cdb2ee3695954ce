"""Asking the board to approve a live version again as it stands, on a search for new evidence."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.models import Person, Version
from articles.permissions import require
from articles.views.desk import DeskRequest
from workflows import actions, permissions
from workflows.actions.steps import newest_review
from workflows.forms.after import RenewForm
from workflows.transitions import Who
from workflows.views.answers import attempt, page
from workflows.views.reviews.candidates import candidates
from workflows.views.reviews.prepared import prepare
from workflows.views.versions.starting import people, reopenable


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: DeskRequest, pk: int) -> HttpResponse:
    version = reopenable(request.user, pk)
    review = newest_review(version)
    require(permissions.may(Who.CHAIR_OR_MANAGING_EDITOR, request.user, review=review))
    if review is None:
        raise PermissionDenied
    form = RenewForm(
        request.POST if request.method == "POST" else None,
        candidates=candidates(version, review.board),
        initial={"due_on": timezone.localdate() + datetime.timedelta(days=review.rule.review_days)},
    )
    if form.is_bound and attempt(form, lambda data: _renew(version, request.user, form, data)):
        prepare(version, request.user)
        messages.success(request, _("The review has started. The members have been invited."))
        return redirect(newest_review(version) or review)
    live = version.publications.live().first()
    context = {"version": version, "board": review.board, "live": live, "form": form, "section": "articles"}
    return page(request, "workflows/renew.html", context, form)


def _renew(version: Version, by: Person, form: RenewForm, data: dict[str, Any]) -> object:
    members, due_on, reason = people(data["members"]), data["due_on"], data["reason"]
    return actions.renew(version, by=by, members=members, due_on=due_on, reason=reason, search=form.search)
