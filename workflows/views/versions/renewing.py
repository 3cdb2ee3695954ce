"""Asking the board to approve a live version again as it stands, on a search for new evidence."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.models import Person, Version
from articles.permissions import require
from articles.views.desk import DeskRequest
from workflows import actions, permissions
from workflows.actions.steps import newest_review
from workflows.forms.after import RenewForm
from workflows.reviews.fitting import fit_of
from workflows.transitions import Who
from workflows.views.answers import attempt, page
from workflows.views.reviews.prepared import prepare
from workflows.views.versions.asking import AT_FIELDS, asking, posted, proposed, with_people
from workflows.views.versions.starting import reopenable, rule_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: DeskRequest, pk: int) -> HttpResponse:
    version = reopenable(request.user, pk)
    review = newest_review(version)
    require(permissions.may(Who.CHAIR_OR_MANAGING_EDITOR, request.user, review=review))
    if review is None:
        raise PermissionDenied
    form = asking(RenewForm, request, version, review.board, rule_of(fit_of(review.board, version)))
    if posted(request) and attempt(form, lambda data: _renew(version, request.user, form, data), AT_FIELDS):
        prepare(version, request.user)
        messages.success(request, _("The review has started. The members have been invited."))
        return redirect(newest_review(version) or review)
    live = version.publications.live().first()
    context: dict[str, object] = {"is_proposed_again": proposed(request, form)}
    context |= {"version": version, "board": review.board, "live": live, "form": form, "section": "articles"}
    return page(request, "workflows/renew.html", context, form)


def _renew(version: Version, by: Person, form: RenewForm, data: dict[str, Any]) -> object:
    asked = {name: data[name] for name in ("members", "due_on", "answer_by", "reason")}
    return actions.renew(version, by=by, search=form.search, **with_people(asked))
