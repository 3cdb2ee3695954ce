"""Interests before access: what a member declares, stepping back, and the decision about a declared interest."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.views.desk import DeskRequest
from workflows import actions
from workflows.actions.interests import question
from workflows.forms import ConflictForm, InterestsForm, RecuseForm
from workflows.models import Review
from workflows.permissions import assignment_of, disclosure_of
from workflows.views import review as review_page
from workflows.views.access import review_for
from workflows.views.answers import attempt, page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def interests(request: DeskRequest, pk: int) -> HttpResponse:
    review = review_for(request.user, pk)
    if assignment_of(request.user, review) is None:
        raise PermissionDenied
    form = InterestsForm(request.POST if request.method == "POST" else None)
    if form.is_bound and attempt(form, lambda data: actions.disclose(review, by=request.user, **data)):
        messages.success(request, _("Thank you. What you declared is on record."))
        return redirect(review)
    return _interests_page(request, review, form, RecuseForm(auto_id="id_recuse_%s"))


@login_required
@require_POST
def recuse(request: DeskRequest, pk: int) -> HttpResponse:
    review = review_for(request.user, pk)
    form = RecuseForm(request.POST, auto_id="id_recuse_%s")
    if attempt(form, lambda data: actions.recuse(review, by=request.user, **data)):
        messages.success(request, _("You stepped back. The managing editor has been told."))
        return redirect("desk:work")
    return _interests_page(request, review, InterestsForm(), form)


def _interests_page(request: DeskRequest, review: Review, form: InterestsForm, recuse_form: RecuseForm) -> HttpResponse:
    """Nothing of the text: title, board and due date are all that a member knows before they answered."""
    context = {
        "review": review,
        "seat": assignment_of(request.user, review),
        "declared": disclosure_of(request.user, review),
        "question": question(review),
        "form": form,
        "recuse_form": recuse_form,
        "section": "work",
    }
    return page(request, "workflows/interests.html", context, form, recuse_form)


@login_required
@require_POST
def decide(request: DeskRequest, pk: int, disclosure: int) -> HttpResponse:
    review = review_for(request.user, pk)
    declared = get_object_or_404(review.disclosures.select_related("review__version"), pk=disclosure)
    form = ConflictForm(request.POST, auto_id=f"id_conflict_{declared.pk}_%s")
    if attempt(form, lambda data: actions.decide_conflict(declared, by=request.user, **data)):
        messages.success(request, _("The decision is on record."))
        return redirect(review)
    return review_page.answer(request, review, conflict=(declared.pk, form))
