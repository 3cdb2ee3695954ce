"""Signing in two steps: first the line that readers will see, then the credential. Posts only."""

from __future__ import annotations

import hashlib
import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from articles.models import Person
from articles.views.desk import DeskRequest
from workflows import actions, signing
from workflows.actions import WrongPassword
from workflows.forms import SignForm
from workflows.forms.signing import CredentialForm
from workflows.models import Outcome, Review, Scope
from workflows.permissions import disclosure_of, reasons_not_to_sign
from workflows.reviews.dose_ticks import Progress
from workflows.reviews.standing import seat_of
from workflows.views.access import review_for
from workflows.views.answers import attempt, page
from workflows.views.reviews import review as review_page
from workflows.views.reviews.dose_sheet import progress_of
from workflows.views.reviews.people import as_readers_see
from workflows.views.reviews.resigning import last_row, last_sign_off, resigning, signature_in
from workflows.views.signing import proving

EDIT, SIGN = "edit", "sign"


@sensitive_post_parameters("password", "code", "passkey")
@login_required
@require_POST
def sign(request: DeskRequest, pk: int) -> HttpResponse:
    review = review_for(request.user, pk)
    form = review_page.sign_form(review, request.POST)
    step = request.POST.get("step")
    if step == EDIT or not form.is_valid():
        return review_page.answer(request, review, sign=form)
    line = shown_line(request.user, review, form.decision)
    # Whoever has no line has nothing to sign with: the action refuses that, and records it.
    if step == SIGN and (not line or request.POST.get("line") == fingerprint(line)):
        return _sign(request, review, form, line)
    reasons = reasons_not_to_sign(request.user, review)
    if reasons:
        form.add_error(None, reasons)
        return review_page.answer(request, review, sign=form)
    return _preview(request, review, form, None, line)


def shown_line(person: Person, review: Review, decision: signing.Verdict) -> SafeString | str:
    """The signature as the reader page will show it, by the same template from the same statement; empty without a seat (S34)."""
    seat, declared = seat_of(person, review), disclosure_of(person, review)
    if seat is None or declared is None:
        return ""
    now = timezone.now()
    statement = signing.statement(person, review, decision, disclosure=declared, seat=seat, method="password", at=now)
    with translation.override(review.version.content.language):
        signature = as_readers_see(json.loads(statement))
        return render_to_string("articles/published/_signer.html", {"signature": signature, "signer": signature.signer})


def rows_ticked(person: Person, review: Review, decision: signing.Verdict) -> Progress | None:
    """How far they are with the dose sheet, where they sign for the doses. Nobody has to tick; they only have to know."""
    if Scope.DOSES not in decision.scope:
        return None
    last = last_sign_off(person, review.version)
    return progress_of(review, person, signed=last.version if last and Scope.DOSES in last.signed["scope"] else None)


def _are_open(ticked: Progress | None) -> bool:
    """Rows that they neither ticked nor signed for in an earlier version."""
    return ticked is not None and ticked.unsigned > 0


def fingerprint(line: str) -> str:
    """Posted with the password: a line that changed since it was shown is shown again before it is signed."""
    return hashlib.sha256(line.encode()).hexdigest()


def _sign(request: DeskRequest, review: Review, form: SignForm, line: str) -> HttpResponse:
    ticked = rows_ticked(request.user, review, form.decision)
    credential = CredentialForm(request.POST, asked=proving.asked(request, review), has_open_rows=_are_open(ticked))
    digest, decision, given = form.cleaned_data["digest"], form.decision, proving.taken(request, review)
    if attempt(
        credential,
        lambda _data: proving.remember(
            request,
            actions.sign_off(review, by=request.user, given=credential.given(**given), digest=digest, verdict=decision),
        ),
        at={WrongPassword: "password"},
    ):
        messages.success(request, _thanks(Review.objects.get(pk=review.pk)))
        return redirect(review)
    # What was wrong at a field, the open rows among them, is mended where it was typed.
    if credential.has_error("password") or not credential.non_field_errors():
        return _preview(request, review, form, credential, line)
    form.add_error(None, list(credential.non_field_errors()))
    return review_page.answer(request, review, sign=form)


def _preview(
    request: DeskRequest, review: Review, form: SignForm, credential: CredentialForm | None, line: str
) -> HttpResponse:
    asked, row = proving.asked(request, review), last_row(request.user, review.version)
    last = signature_in(row)
    ticked = rows_ticked(request.user, review, form.decision)
    credential = credential or CredentialForm(asked=asked, has_open_rows=_are_open(ticked))
    context = {
        "review": review,
        "version": review.version,
        "form": form,
        "credential": credential,
        "asked": asked,
        "passkey_options": proving.challenge(request, asked),
        "line": line,
        "ticked": ticked,
        "fingerprint": fingerprint(line),
        "resigning": resigning(last.version, review.version, request) if last else None,
        "holds_other_words": None if last else row,
        "meaning": signing.MEANING[form.decision.verdict],
        "section": "work",
    }
    return page(request, "workflows/sign.html", context, credential)


def _thanks(review: Review) -> str:
    if review.outcome == Outcome.APPROVED:
        return _("Signed. With your signature the version is approved.")
    if review.outcome == Outcome.CHANGES_REQUESTED:
        return _("Signed. The version goes back to the editors.")
    return _("Signed. Thank you.")
