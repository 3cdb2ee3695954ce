"""Telling webhooks: what is owed to them, and one attempt at a time, signed as Standard Webhooks has it."""

from __future__ import annotations

import base64
import datetime
import hashlib
import hmac
import json
import time
import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import owed
from articles.actions.webhooks import key_of, turned_off
from articles.models import (
    Article,
    Happening,
    Person,
    RoleGrant,
    Version,
    Webhook,
    WebhookAttempt,
    WebhookMessage,
)
from articles.notifications import owe_each
from articles.outside.addresses import Unsafe
from articles.outside.client import REDIRECTS, NoAnswer, post
from articles.refusals import Refusal
from articles.rights import Right, roles_with

LEASE: Final = datetime.timedelta(minutes=5)
LONGEST_WAIT: Final = datetime.timedelta(hours=12)
# With these waits the last one is nearly three days after the first.
TRIES: Final = 14
SECONDS: Final = 10.0


@dataclass(frozen=True)
class Outcome:
    """Of one attempt: a status, or why there is none."""

    status: int | None
    error: str = ""
    milliseconds: int = 0

    @property
    def is_taken(self) -> bool:
        return self.status is not None and HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


def tell_webhooks(happening: Happening, version: Version, *, notice: str = "") -> list[WebhookMessage]:
    """Owe every webhook that is on a message about the version's article, in the transaction of the decision.

    `notice` is what readers are told. Nothing is sent here, and what is sent says no word of the article.
    """
    data = _data(version, notice)
    rows = WebhookMessage.objects.bulk_create(
        WebhookMessage(
            webhook=webhook, message_id=f"msg_{uuid.uuid4().hex}", kind=happening, article=version.article, data=data
        )
        for webhook in Webhook.objects.on()
    )
    for row in rows:
        owed.kick("webhook", row.pk)
    return rows


def _data(version: Version, notice: str) -> dict[str, Any]:
    article: Article = version.article
    site = settings.SITE_URL.rstrip("/")
    return {
        "article": str(article.uuid),
        "slug": article.slug,
        "version": version.number,
        "digest": version.digest,
        "notice": notice,
        "sample": article.is_sample,
        "page": f"{site}{reverse('articles:choose', args=(article.slug,))}",
        "api": f"{site}{reverse('api:article', args=(str(article.uuid),))}",
    }


def call_webhook(pk: int) -> None:
    """One attempt at one message; each is recorded. Safe to run twice at once: the message is taken for five minutes."""
    message = _taken(pk)
    if message is not None:
        _note(message, _attempt(message))


def _taken(pk: int) -> WebhookMessage | None:
    now = timezone.now()
    taken = WebhookMessage.objects.due().filter(pk=pk).values("pk")
    if not WebhookMessage.objects.filter(pk__in=taken).update(due_at=now + LEASE, tries=F("tries") + 1):
        return None
    return WebhookMessage.objects.select_related("webhook").get(pk=pk)


def _attempt(message: WebhookMessage) -> Outcome:
    began = time.monotonic()

    def ended(status: int | None, error: object = "") -> Outcome:
        return Outcome(status, str(error)[:300], int((time.monotonic() - began) * 1000))

    try:
        body = body_of(message)
        headers = signed(message.message_id, int(time.time()), body, key_of(message.webhook))
        status = post(message.webhook.address, body, headers=headers, seconds=SECONDS)
    except (NoAnswer, Unsafe) as fault:
        return ended(None, fault.sentence)
    except Refusal as refusal:
        return ended(None, refusal)
    return ended(status, _("It redirects. Give the address that it leads to.") if status in REDIRECTS else "")


def body_of(message: WebhookMessage) -> bytes:
    """The same bytes at every attempt."""
    told = {"type": message.kind, "timestamp": message.created_at.isoformat(), "data": message.data}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def signed(message_id: str, timestamp: int, body: bytes, key: bytes) -> dict[str, str]:
    """The headers of Standard Webhooks: HMAC-SHA256 over "<id>.<seconds since 1970>.<body>", base64, behind its version."""
    content = b".".join((message_id.encode(), str(timestamp).encode(), body))
    signature = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return {
        "Content-Type": "application/json",
        "User-Agent": f"webhooks of {settings.SITE_URL}",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{signature}",
    }


@transaction.atomic
def _note(message: WebhookMessage, outcome: Outcome) -> None:
    WebhookAttempt.objects.create(message=message, **vars(outcome))
    if outcome.is_taken:
        message.sent_at = timezone.now()
    elif outcome.status == HTTPStatus.GONE or message.tries >= TRIES:
        message.given_up_at = timezone.now()
        _give_up(message.webhook, outcome)
    else:
        message.due_at = timezone.now() + min(datetime.timedelta(minutes=2 ** (message.tries - 1)), LONGEST_WAIT)
    message.save(update_fields=["sent_at", "given_up_at", "due_at"])


def _give_up(webhook: Webhook, outcome: Outcome) -> None:
    """Who answers 410 wishes to hear no more; who answered nothing for days does not hear. Operators and administrators are told."""
    row = Webhook.objects.select_for_update().get(pk=webhook.pk)
    if not row.is_on:
        return
    answered = outcome.error or _("It answers with an error (%s).") % outcome.status
    turned_off(row, by=Person.objects.system(), why=answered)
    grants = RoleGrant.objects.in_force().filter(role__in=roles_with(Right.OPERATE), person__is_active=True)
    people = sorted(set(grants.values_list("person", flat=True)))
    owe_each("webhook_off", people, None, host=row.host, note=row.note, why=answered)
