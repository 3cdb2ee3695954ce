"""Reviews given on paper: entering one, and reading its scan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Person
from articles.permissions import Desk, require
from articles.views.desk import DeskRequest
from articles.views.library.images import NO_CODE, NOBODY_KEEPS
from workflows import actions
from workflows.actions import NotAScan
from workflows.forms.paper import PaperReviewForm
from workflows.models import PaperReview, Review
from workflows.permissions import LEFT
from workflows.views.access import reads_text, review_for
from workflows.views.answers import attempt, page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: DeskRequest, pk: int) -> HttpResponse:
    review = review_for(request.user, pk)
    form = PaperReviewForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()), members=_members(review)
    )
    if form.is_bound and attempt(form, lambda data: _enter(review, request.user, form, data), at={NotAScan: "scan"}):
        messages.success(request, _("Entered. It stands on the page of the review, and counts in no rule."))
        return redirect(review)
    require(Desk.of(request.user).manages)
    context = {"review": review, "version": review.version, "form": form, "section": "work"}
    return page(request, "workflows/paper_review.html", context, form)


def _members(review: Review) -> list[Person]:
    asked = review.assignments.exclude(state__in=LEFT).select_related("person")
    return [seat.person for seat in asked]


def _enter(review: Review, by: Person, form: PaperReviewForm, data: dict[str, Any]) -> PaperReview:
    person = Person.objects.get(pk=data["person"])
    return actions.enter_paper_review(review, by=by, person=person, paper=form.paper)


@login_required
@require_safe
def scan(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The scan, to keep or print; never shown inside the site."""
    found = get_object_or_404(PaperReview, pk=pk)
    if not reads_text(request.user, review_for(request.user, found.review_id)):
        raise Http404
    try:
        stored = found.scan.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    suffix = str(found.scan.name).rpartition(".")[2]
    headers = {
        "Cache-Control": NOBODY_KEEPS,
        "Content-Security-Policy": NO_CODE,
        "X-Content-Type-Options": "nosniff",
    }
    return FileResponse(stored, as_attachment=True, filename=f"paper-review-{found.pk}.{suffix}", headers=headers)
