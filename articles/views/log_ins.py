"""Where somebody is signed in, and signing out of other browsers."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from articles import actions, sessions
from articles.models import WorkToken
from articles.views.desk import DeskRequest

HOUR = datetime.timedelta(hours=1)


@login_required
@require_safe
def log_ins(request: DeskRequest) -> HttpResponse:
    found = sessions.open_log_ins(request.user, this=request.session.session_key)
    context = {
        "log_ins": found,
        "has_others": any(not one.is_this for one in found),
        "tokens": WorkToken.objects.open().filter(person=request.user).count(),
        "idle_hours": settings.SESSION_IDLE / HOUR,
        "longest_hours": settings.SESSION_LONGEST / HOUR,
        "section": "signing",
    }
    return render(request, "articles/log_ins.html", context)


@login_required
@require_POST
def log_in_end(request: DeskRequest, pk: int) -> HttpResponse:
    return _told(request, actions.end_log_in(pk, by=request.user, this=request.session.session_key))


@login_required
@require_POST
def other_log_ins_end(request: DeskRequest) -> HttpResponse:
    return _told(request, actions.end_other_log_ins(by=request.user, this=request.session.session_key))


def _signed_out(count: int) -> str:
    return ngettext("One browser is signed out.", "%(count)d browsers are signed out.", count) % {"count": count}


def _told(request: DeskRequest, count: int) -> HttpResponse:
    if count:
        messages.success(request, _signed_out(count))
    else:
        messages.info(request, _("Nothing to end: that browser is signed out already."))
    return redirect("desk:log_ins")
