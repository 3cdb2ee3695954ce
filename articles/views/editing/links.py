"""Trying the address of a link for the editor, so many times a minute and no more."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.link_check import State, check_link, recognised
from articles.views.desk import DeskRequest, writes_drafts
from articles.views.limits import asks_too_often

LONGEST_ADDRESS = 2000


@require_POST
@writes_drafts
def link_check(request: DeskRequest) -> HttpResponse:
    typed = request.POST.get("address", "")[:LONGEST_ADDRESS]
    if asks_too_often(request.user, "link-check"):
        answer = {
            "state": State.NO_ANSWER,
            "address": recognised(typed),
            "sentence": _("Too many links at once; not tried."),
        }
        return JsonResponse(answer, status=429)
    found = check_link(typed)
    return JsonResponse({"state": found.state, "address": found.address, "sentence": str(found.sentence)})
