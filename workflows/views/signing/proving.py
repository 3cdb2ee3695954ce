"""What a visit remembers of proving who signs, and the page where a person looks after it."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from articles.views.desk import DeskRequest
from workflows import actions, credentials
from workflows.forms.signing import Asked, UnlockForm
from workflows.models import Review, SigningAttempt, SignOff
from workflows.views.answers import attempt, page

PROVEN_AT, PROVEN_WITH, CHALLENGE = "signing.proven_at", "signing.proven_with", "signing.challenge"


def _proven_at(request: DeskRequest, review: Review) -> datetime.datetime | None:
    """When in this visit the person last gave every component; where the rule wants a second factor, it is asked each time."""
    if review.rule.second_factor:
        return None
    return parse_datetime(request.session.get(PROVEN_AT, ""))


def asked(request: DeskRequest, review: Review) -> Asked:
    """Which components the next signature of this visit needs."""
    everything = credentials.needs_all(_proven_at(request, review))
    return Asked.of(credentials.factors(request.user) if everything else [], everything=everything)


def challenge(request: DeskRequest, asked: Asked) -> dict[str, Any] | None:
    """What the browser asks a passkey; the session keeps what the answer is compared with."""
    made = credentials.challenge(credentials.factors(request.user)) if asked.has_passkey else None
    if made is None:
        return None
    options, request.session[CHALLENGE] = made
    return options


def taken(request: DeskRequest, review: Review) -> dict[str, Any]:
    """What the visit knows, for the credential; a challenge is answered once."""
    return {
        "challenge": request.session.pop(CHALLENGE, None),
        "proven_at": _proven_at(request, review),
        "proven_with": request.session.get(PROVEN_WITH, ""),
    }


def remember(request: DeskRequest, sign_off: SignOff) -> None:
    """A signature with every component begins the time in which the password is enough."""
    method = sign_off.signed["method"]
    if not method.startswith(credentials.LATER):
        request.session[PROVEN_AT], request.session[PROVEN_WITH] = timezone.now().isoformat(), method


@sensitive_post_parameters("mailed", "code", "passkey")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: DeskRequest) -> HttpResponse:
    """What the person signs with; where signing is locked, the form that opens it again."""
    lock = SigningAttempt.objects.filter(person=request.user).locking(timezone.now()).first()
    enrolled = credentials.factors(request.user)
    ask = Asked.of(enrolled)
    form = UnlockForm(request.POST if request.method == "POST" else None, asked=ask)
    if form.is_bound and attempt(form, lambda data: _unlock(request, form, data["mailed"])):
        messages.success(request, _("Signing is open again."))
        return redirect("desk:signing_account")
    context = {
        "lock": lock,
        "asked": ask,
        "enrolled": enrolled,
        "form": form,
        "passkey_options": challenge(request, ask) if lock else None,
        "visit_minutes": int(credentials.VISIT.total_seconds() // 60),
        "section": "signing",
    }
    return page(request, "workflows/signing_account.html", context, form)


def _unlock(request: DeskRequest, form: UnlockForm, mailed: str) -> SigningAttempt:
    given = form.given(challenge=request.session.pop(CHALLENGE, None))
    return actions.unlock_signing(request.user, mailed=mailed, given=given)
