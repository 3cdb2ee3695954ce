"""The auditor's page: draw a sample, see its articles, sign the statement about it, and what other auditors stated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article, Event
from articles.permissions import Desk, require
from articles.views.desk import DeskRequest, kept_query, page_of
from workflows import actions, credentials
from workflows.actions.record.auditing import Audit
from workflows.actions.signing.proving import WrongPassword
from workflows.forms.audit import AuditForm, SampleForm
from workflows.forms.signing import Asked, CredentialForm
from workflows.models import AuditReview, Board
from workflows.record.inspection import drawn
from workflows.record.sentences import lines_of
from workflows.views.answers import attempt, page
from workflows.views.signing import proving

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

# Chains that are not of one article; boards have their own each.
STREAMS: Mapping[str, StrPromise] = {
    "site": gettext_lazy("People, roles and keys"),
    "library": gettext_lazy("The library"),
    "reads": gettext_lazy("What auditors read"),
    "audits": gettext_lazy("Audit-trail reviews"),
    "sweeps": gettext_lazy("Safety sweeps"),
}


@sensitive_post_parameters("password", "code", "passkey")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def audit(request: DeskRequest) -> HttpResponse:
    desk = _desk_of_reader(request)
    sample = SampleForm(request.GET if "size" in request.GET else {"size": "25", "seed": "7"})
    articles = drawn(**sample.cleaned_data) if sample.is_valid() else []
    # Rare, so every component is asked for each time.
    asked = Asked.of(credentials.factors(request.user))
    typed = request.POST if request.method == "POST" else None
    form, credential = AuditForm(typed), CredentialForm(typed, asked=asked)
    if typed is not None and form.is_valid() and _signed(request, form, credential, _stated(articles, sample, form)):
        messages.success(request, _("Signed. Your statement is on record."))
        return redirect("desk:audit")
    context = {
        "sample": sample,
        "articles": articles,
        "form": form if desk.audits else None,
        "credential": credential,
        "asked": asked,
        "passkey_options": proving.challenge(request, asked) if desk.audits else None,
        "reviews": AuditReview.objects.select_related("auditor"),
        "streams": list(_labels().items()),
        "section": "audit",
    }
    return page(request, "workflows/audit.html", context, form, credential)


def _stated(articles: list[Article], sample: SampleForm, form: AuditForm) -> Audit:
    return Audit(articles=articles, **sample.cleaned_data, **form.cleaned_data)


def _signed(request: DeskRequest, form: AuditForm, credential: CredentialForm, stated: Audit) -> bool:
    """Whether it is; what was wrong stands at its field, a refusal of the statement itself above the form."""
    challenge = request.session.pop(proving.CHALLENGE, None)
    try:
        return attempt(
            credential,
            lambda _data: actions.review_audit_trail(
                stated, by=request.user, given=credential.given(challenge=challenge)
            ),
            {WrongPassword: "password"},
        )
    finally:
        for error in credential.non_field_errors():
            form.add_error(None, error)


@login_required
@require_safe
def stream(request: DeskRequest, name: str) -> HttpResponse:
    """The events of a chain that is not one article's, told, and as they were written."""
    _desk_of_reader(request)
    listed = page_of(Event.objects.filter(stream=name).select_related("actor").order_by("-sequence"), request)
    context = {
        "label": str(STREAMS[name]) if name in STREAMS else _labels().get(name, name),
        "page": listed,
        "lines": lines_of(listed.object_list),
        "query": kept_query(),
        "section": "audit",
    }
    return render(request, "workflows/stream.html", context)


def _labels() -> dict[str, str]:
    """What each chain beside those of articles is called, by its name."""
    boards = {board.stream: board.name for board in Board.objects.order_by("pk")}
    return {**{name: str(label) for name, label in STREAMS.items()}, **boards}


def _desk_of_reader(request: DeskRequest) -> Desk:
    """Auditors, and managing editors, who answer to them."""
    request.desk = Desk.of(request.user)
    require(request.desk.audits or request.desk.manages)
    return request.desk
