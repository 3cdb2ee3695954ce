"""An auditor's reads are events: whoever sees everything is seen."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from articles import record
from articles.models import DeskRole, Person

STREAM = "reads"
READ = "read"


class ReadsOnRecord:
    """Middleware. The event is written before the page leaves, so that no page is shown without it; which, never what it said."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # Only who was asked for already: to ask here would make every readers' page depend on a cookie.
        person = getattr(request, "_cached_user", None)
        if response.status_code == 200 and isinstance(person, Person) and DeskRole.AUDITOR in person.roles_found:
            note_read(request, by=person)
        return response


def note_read(request: HttpRequest, *, by: Person) -> None:
    """Which page of what, by the names and numbers of its address; what was searched for is nobody's business."""
    match = request.resolver_match
    if match is None:
        return
    of = {name: str(value) for name, value in match.kwargs.items()}
    with transaction.atomic():
        record.append(STREAM, READ, by=Person.objects.get(pk=by.pk), page=match.view_name, of=of)
