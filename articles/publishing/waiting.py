"""What of each kind of work that has a date is owed, for whoever runs the site: how much, since when, what went wrong last."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import (
    BulkImport,
    Delivery,
    FileToRemove,
    Publication,
    Reference,
    ReferenceImport,
    ReferenceWatch,
    SearchWatch,
    Status,
    WebhookAttempt,
    WebhookMessage,
)
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


def publications() -> State:
    """Approved ones whose hour has come."""
    rows = Publication.objects.due(timezone.now()).filter(version__status=Status.APPROVED)
    return State(rows.count(), rows.aggregate(since=Min("due_at"))["since"])


def imports() -> State:
    rows = ReferenceImport.objects.underway()
    return State(rows.count(), rows.aggregate(since=Min("at"))["since"])


def bulk_imports() -> State:
    rows = BulkImport.objects.due()
    return State(rows.count(), rows.aggregate(since=Min("at"))["since"])


def files_to_remove() -> State:
    """All that are given up and not gone, those among them that wait after the store failed."""
    rows = FileToRemove.objects.given_up()
    failed = rows.exclude(last_error="").order_by("-due_at").values_list("name", "last_error").first()
    error = ": ".join(failed) if failed else ""
    return State(rows.count(), rows.aggregate(since=Min("since"))["since"], error)


def reference_checks() -> State:
    """All works that are to be asked about, those never asked about with them, not only the next one."""
    if not settings.REFERENCE_CHECKS:
        return State(0)
    rows = ReferenceWatch.objects.filter(due_at__lte=timezone.now())
    new = Reference.objects.filter(watch=None).count()
    return State(rows.count() + new, rows.aggregate(since=Min("due_at"))["since"])


def searches() -> State:
    if not settings.REFERENCE_CHECKS:
        return State(0)
    rows = SearchWatch.objects.filter(due_at__lte=timezone.now())
    return State(rows.count(), rows.aggregate(since=Min("due_at"))["since"])
