"""The notice of a sweep: written, seen as readers will see it, and confirmed with the credential."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from articles.permissions import require
from articles.publishing import wording
from articles.views.desk import DeskRequest
from workflows import actions, credentials
from workflows.actions.live.taking_down import NotForReaders
from workflows.actions.signing.proving import WrongPassword
from workflows.actions.sweeps.confirming import seen
from workflows.forms.signing import Asked, CredentialForm
from workflows.forms.sweeps import SweepNoticeForm
from workflows.models import Sweep, SweepNoticeKind
from workflows.permissions import may_sweep
from workflows.views.answers import attempt, page
from workflows.views.signing import proving
from workflows.views.sweeps.searching import looked_at

NAMED_BEFORE = 3


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: DeskRequest, pk: int) -> HttpResponse:
    row = _open(request, pk)
    if row.is_confirmed:
        return redirect(row)
    posted = request.POST if request.method == "POST" else None
    form = SweepNoticeForm(posted, manages=request.desk.manages, initial=_kept(row))
    if posted is not None and attempt(form, lambda _data: _keep(request, row, form), {NotForReaders: "sentence"}):
        return redirect("desk:sweep_confirm", pk)
    context = {"sweep": row, "form": form, "chosen": row.findings.chosen().count(), "section": "work"}
    return page(request, "workflows/sweep_notice.html", context, form)


def _open(request: DeskRequest, pk: int) -> Sweep:
    row = looked_at(request, pk)
    require(may_sweep(request.user, desk=request.desk))
    return row


def _kept(row: Sweep) -> dict[str, object]:
    """What was written before, so that a second look begins with it."""
    names = ("notice_kind", "warning", "sentence", "reason", "reviews_due_on")
    return {name: value for name in names if (value := getattr(row, name))}


def _keep(request: DeskRequest, row: Sweep, form: SweepNoticeForm) -> Sweep:
    return actions.write_notice(row, by=request.user, announcement=form.announcement)


@sensitive_post_parameters("password", "code", "passkey")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: DeskRequest, pk: int) -> HttpResponse:
    row = _open(request, pk)
    if row.is_confirmed:
        messages.info(request, _("%s has confirmed the notice of this sweep already.") % row.confirmed_by)
        return redirect(row)
    if not row.notice_kind:
        return redirect("desk:sweep_notice", pk)
    # Rare, and about many pages, so every component is asked for each time.
    asked = Asked.of(credentials.factors(request.user))
    form = CredentialForm(request.POST if request.method == "POST" else None, asked=asked)
    if form.is_bound and attempt(form, lambda _data: _confirm(request, row, form), {WrongPassword: "password"}):
        messages.success(request, _("Confirmed. The notice goes onto each page now; readers see it within a minute."))
        return redirect(row)
    return _confirm_page(request, Sweep.objects.select_related("confirmed_by").get(pk=pk), form, asked)


def _confirm(request: DeskRequest, row: Sweep, form: CredentialForm) -> Sweep:
    given = form.given(challenge=request.session.pop(proving.CHALLENGE, None))
    return actions.confirm_sweep(row, by=request.user, given=given, as_seen=request.POST.get("seen", ""))


def _confirm_page(request: DeskRequest, row: Sweep, form: CredentialForm, asked: Asked) -> HttpResponse:
    chosen = row.findings.chosen()
    is_warning = row.notice_kind == SweepNoticeKind.WARNING
    context = {
        "sweep": row,
        "form": form,
        "asked": asked,
        "seen": seen(row),
        "count": chosen.count(),
        "titles": list(chosen.values_list("title", flat=True)[:NAMED_BEFORE]),
        "notice_title": wording.NOTICES[row.notice_kind],
        "notice_text": wording.WARNINGS.get(row.warning, "") if is_warning else row.sentence,
        "today": timezone.localdate(),
        "passkey_options": proving.challenge(request, asked),
        "section": "work",
    }
    return page(request, "workflows/sweep_confirm.html", context, form)
