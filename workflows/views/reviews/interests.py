"""Interests before access: what a member declares, for the year and about a review, stepping back, and the decision."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.permissions import require
from articles.views.desk import DeskRequest
from articles.whole_numbers import number_in
from workflows import actions
from workflows.actions.reviews.interests import question, yearly_question
from workflows.forms import ConflictForm, InterestsForm, RecuseForm
from workflows.forms.interests import YearlyInterestsForm
from workflows.models import Disclosure, Review
from workflows.permissions import assignment_of, declares_interests, disclosure_of, yearly_interests_of
from workflows.views.access import review_for
from workflows.views.answers import attempt, page
from workflows.views.reviews import review as review_page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def yearly(request: DeskRequest) -> HttpResponse:
    """The statement of the year. `review` in the address leads back to the question about one article."""
    require(declares_interests(request.user))
    stated = Disclosure.objects.yearly().filter(person=request.user)
    form = YearlyInterestsForm(request.POST if request.method == "POST" else None, former=stated.first())
    if form.is_bound and attempt(
        form, lambda _data: actions.declare_interests(by=request.user, interests=form.interests())
    ):
        messages.success(request, _("Thank you. Your interests of the year are on record."))
        return _after_yearly(request)
    context = {"form": form, "question": yearly_question(), "stated": stated, "section": "work"}
    return page(request, "workflows/yearly_interests.html", context, form)


def _after_yearly(request: DeskRequest) -> HttpResponse:
    asked = number_in(request.GET.get("review", ""))
    return redirect("desk:review_interests", pk=asked) if asked else redirect("desk:work")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def interests(request: DeskRequest, pk: int) -> HttpResponse:
    review = review_for(request.user, pk)
    if assignment_of(request.user, review) is None:
        raise PermissionDenied
    if yearly_interests_of(request.user) is None:
        return redirect(f"{reverse('desk:interests')}?review={review.pk}")
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
    yearly = yearly_interests_of(request.user)
    context = {
        "review": review,
        "seat": assignment_of(request.user, review),
        "declared": disclosure_of(request.user, review),
        "yearly": yearly,
        "question": question(review, yearly) if yearly else "",
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
