"""What a member may do with a sign-off that they gave: keep its receipt, and take it back with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Person, Status, Version
from articles.views.desk import DeskRequest
from workflows import actions
from workflows.forms import ReasonForm
from workflows.models import SignOff
from workflows.record import receipts
from workflows.reviews.statement import is_of_a_member
from workflows.views.answers import attempt, page
from workflows.views.reviews.prepared import prepare


def _own(person: Person, review: int, *, standing: bool) -> SignOff:
    """The person's sign-off in the review; 404 where they gave none."""
    rows = SignOff.objects.select_related("version__article", "review__board", "key", "person")
    mine = rows.filter(person=person, review=review)
    return get_object_or_404(mine.filter(revocation=None) if standing else mine)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: DeskRequest, pk: int) -> HttpResponse:
    sign_off = _own(request.user, pk, standing=True)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and attempt(form, lambda data: actions.revoke(sign_off, by=request.user, reason=data["reason"])):
        _prepare_reexamination(sign_off, request.user)
        messages.success(request, _("Your sign-off is taken back. It stays on record beside your reason."))
        return redirect("desk:work")
    context = {
        "sign_off": sign_off,
        "version": sign_off.version,
        "holds_other_words": not is_of_a_member(sign_off.signed),
        "form": form,
        "section": "work",
    }
    return page(request, "workflows/revoke.html", context, form)


def _prepare_reexamination(sign_off: SignOff, by: Person) -> None:
    """Nobody who is asked again waits for what their page shows."""
    version = Version.objects.select_related("article").get(pk=sign_off.version_id)
    if version.status == Status.UNDER_REVIEW:
        prepare(version, by)


@login_required
@require_safe
def receipt(request: DeskRequest, pk: int) -> HttpResponse:
    sign_off = _own(request.user, pk, standing=False)
    # What the database's owner put there instead was not said by this person, and may be for nobody to read.
    if not is_of_a_member(sign_off.signed):
        raise Http404
    answer = HttpResponse(receipts.write(receipts.make(sign_off)), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="receipt-{sign_off.pk}.txt"'
    return answer
