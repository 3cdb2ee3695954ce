"""The inbox: every message of a person, mailed or not; and what they want by mail."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages as told
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import actions, messages
from articles.forms.messages import MessagesForm
from articles.models import Delivery
from articles.notifications import Words, words_of
from articles.views.desk import DeskRequest, page_of
from articles.whole_numbers import number_in


@dataclass(frozen=True)
class Entry:
    """A message as the inbox shows it."""

    delivery: Delivery
    kind: str
    words: Words


@login_required
@require_safe
def inbox(request: DeskRequest) -> HttpResponse:
    """GET marks nothing as read: that is a button."""
    page = page_of(request.user.deliveries.select_related("person", "article"), request)
    context = {
        "page": page,
        "entries": [Entry(row, messages.label_of(row.kind), words_of(row)) for row in page],
        "unread": actions.unread_count(request.user),
        "section": "messages",
    }
    return render(request, "articles/inbox.html", context)


@login_required
@require_POST
def read(request: DeskRequest) -> HttpResponse:
    """One message (`message`), or all of them."""
    chosen = [number_in(value) for value in request.POST.getlist("message")]
    count = actions.mark_read(by=request.user, messages_read=chosen or None)
    told.success(request, ngettext("%d message marked as read.", "%d messages marked as read.", count) % count)
    return redirect("desk:inbox")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: DeskRequest) -> HttpResponse:
    form = MessagesForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_bound and form.is_valid():
        actions.choose_messages(request.user, by=request.user, choices=form.chosen())
        told.success(request, _("Saved. Messages about safety are always sent."))
        return redirect("desk:inbox_choices")
    status = 422 if form.is_bound else 200
    return render(request, "articles/inbox_choices.html", {"form": form, "section": "messages"}, status=status)
