"""What is held about one person, for herself and for whoever answers her: shown, and handed out."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.models import Person
from articles.models.person import SYSTEM_EMAIL
from articles.permissions import Desk, require
from articles.views.desk import DeskRequest
from workflows import actions
from workflows.record import personal


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def personal_data(request: DeskRequest, pk: int) -> HttpResponseBase:
    """POST takes it away, because that leaves an event."""
    # Before the row is looked for: whether there is one is nobody else's business.
    require(pk == request.user.pk or _sees_accounts(Desk.of(request.user)))
    person = get_object_or_404(Person.objects.exclude(email=SYSTEM_EMAIL), pk=pk)
    require(actions.may_have_data_of(person, request.user))
    if request.method == "POST":
        return _file(person, request.user)
    return _page(request, person)


def _sees_accounts(desk: Desk) -> bool:
    return desk.administers or desk.manages


def _page(request: DeskRequest, person: Person) -> HttpResponse:
    context = {
        "person": person,
        "held": personal.held(person),
        "is_own": person == request.user,
        "section": "" if person == request.user else "boards",
    }
    return render(request, "workflows/personal_data.html", context)


def _file(person: Person, by: Person) -> StreamingHttpResponse:
    name = f"{slugify(person.printed_name) or person.pk}-{timezone.localdate():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(actions.hand_out_data(person, by=by), content_type="application/zip", headers=headers)
