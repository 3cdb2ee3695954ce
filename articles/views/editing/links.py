"""Trying the address of a link for the editor, so many times a minute and no more."""

from __future__ import annotations

import time

from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.link_check import State, check_link, recognised
from articles.models import Person
from articles.views.desk import DeskRequest, writes_drafts

MOST_PER_MINUTE = 30
LONGEST_ADDRESS = 2000


@require_POST
@writes_drafts
def link_check(request: DeskRequest) -> HttpResponse:
    typed = request.POST.get("address", "")[:LONGEST_ADDRESS]
    if _asks_too_often(request.user):
        answer = {
            "state": State.NO_ANSWER,
            "address": recognised(typed),
            "sentence": _("Too many links at once; not tried."),
        }
        return JsonResponse(answer, status=429)
    found = check_link(typed)
    return JsonResponse({"state": found.state, "address": found.address, "sentence": str(found.sentence)})


def _asks_too_often(person: Person) -> bool:
    key = f"link-check:{person.pk}:{int(time.time() // 60)}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) > MOST_PER_MINUTE
    except ValueError:
        # The cache went away, or came back, between the two and took the count with it.
        return False
