"""Webhooks, for operators and administrators: where messages go, what became of each, and the buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from articles import actions
from articles.forms.webhooks import SwitchOffForm, WebhookForm
from articles.models import Webhook, WebhookMessage
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, operates, page_of


@require_http_methods(["GET", "HEAD", "POST"])
@operates
@never_cache
def webhooks(request: DeskRequest) -> HttpResponse:
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return _secret(request, actions.add_webhook(by=request.user, **form.cleaned_data))
        except Refusal as refusal:
            form.add_error("address", str(refusal.sentence))
    return _page(request, {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@operates
@never_cache
def webhook_act(request: DeskRequest, pk: int, deed: str) -> HttpResponse:
    webhook = get_object_or_404(Webhook, pk=pk)
    if deed == "secret":
        return _secret(request, actions.renew_secret(webhook, by=request.user))
    if deed == "on":
        actions.switch_webhook_on(webhook, by=request.user)
        messages.success(request, _("It is on. What was not sent is sent now."))
        return redirect("desk:webhooks")
    if deed != "off":
        raise Http404
    return _off(request, webhook)


def _off(request: DeskRequest, webhook: Webhook) -> HttpResponse:
    form = SwitchOffForm(request.POST, auto_id=f"id_{webhook.pk}_%s")
    if not form.is_valid():
        return _page(request, {"form": WebhookForm(), "typed": {webhook.pk: form}}, status=422)
    actions.switch_webhook_off(webhook, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("It is off. Nothing more is sent there."))
    return redirect("desk:webhooks")


@require_POST
@operates
def message_again(request: DeskRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(WebhookMessage.objects.select_related("webhook"), pk=pk)
    try:
        actions.send_again(message, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        messages.success(request, _("The message is sent again."))
    return redirect("desk:webhooks")


def _secret(request: DeskRequest, made: actions.MadeSecret) -> HttpResponse:
    """The one page that shows it; it is in no redirect, no session and no log."""
    return render(request, "articles/webhook_secret.html", {"made": made, "section": "boards"})


def _page(request: DeskRequest, more: Mapping[str, Any], *, status: int) -> HttpResponse:
    typed: Mapping[int, SwitchOffForm] = more.get("typed", {})
    rows = [
        (row, typed.get(row.pk) or SwitchOffForm(auto_id=f"id_{row.pk}_%s"))
        for row in Webhook.objects.select_related("added_by")
    ]
    sent = WebhookMessage.objects.select_related("webhook", "article").prefetch_related("attempts")
    wrong = next(iter(typed.values()), more["form"] if more["form"].errors else None)
    context = {**more, "rows": rows, "page": page_of(sent, request), "wrong": wrong, "section": "boards"}
    return render(request, "articles/webhooks.html", context, status=status)
