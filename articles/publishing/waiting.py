"""What of messages, webhooks and pages is owed, for whoever keeps the site running: how much, since when, and what went wrong last."""

from __future__ import annotations

from django.db.models import Min
from django.utils.translation import gettext as _

from articles.models import Delivery, WebhookAttempt, WebhookMessage
from articles.owed import State
from articles.publishing import pages as page_changes
from articles.publishing import pdf, purging
from articles.publishing.making import store


def messages() -> State:
    """Not sent yet, those among them that wait after an error."""
    rows = Delivery.objects.filter(sent_at=None, given_up_at=None, muted_at=None)
    failed = rows.exclude(last_error="").order_by("-due_at").values_list("last_error", flat=True).first()
    return State(rows.count(), rows.aggregate(since=Min("created_at"))["since"], failed or "")


def webhooks() -> State:
    rows = WebhookMessage.objects.owed()
    last = WebhookAttempt.objects.filter(message__in=rows).order_by("-at", "-pk").first()
    error = (last.error or f"HTTP {last.status}") if last else ""
    return State(rows.count(), rows.aggregate(since=Min("created_at"))["since"], error)


def pages() -> State:
    """Of this host: page changes that it has not applied; what the cache ahead of it was not told is an error, and a PDF refused."""
    here = store()
    rows = page_changes.unapplied(here.progress)
    return State(rows.count(), rows.aggregate(since=Min("at"))["since"], purging.error_of(here) or _refused())


def _refused() -> str:
    names = ", ".join(pdf.refused())
    return _("PDF refused, because it does not say what was signed: %(names)s") % {"names": names} if names else ""
