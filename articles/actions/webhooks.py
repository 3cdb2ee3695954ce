"""Webhooks as administrators keep them: adding, a new secret, switching off and on, sending again."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from typing import Final

import httpx
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import encrypting, owed, record
from articles.models import Person, Webhook, WebhookMessage
from articles.outside.addresses import Unsafe, public_places
from articles.permissions import Desk, require
from articles.refusals import Refusal

PURPOSE: Final = b"reviewboard webhooks 1"
# As Standard Webhooks writes a secret: the prefix, then base64.
PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 32


class UnusableAddress(Refusal):
    """Nothing can be sent there, or nothing should."""


class SecretUnreadable(Refusal):
    """The secret was encrypted under a `SECRET_KEY` that this server no longer has."""


class WebhookIsOff(Refusal):
    """Nothing is sent to a webhook that is off."""


@dataclass(frozen=True)
class MadeSecret:
    """The secret in the clear: shown once, kept nowhere."""

    webhook: Webhook
    secret: str


def add_webhook(*, by: Person, address: str, note: str) -> MadeSecret:
    """An address that is told from now on. Its host is looked up before anything is written."""
    require(Desk.of(by).operates)
    usable, what_for, secret = _usable(address.strip()), _needed(note), _new_secret()
    with transaction.atomic():
        row = Webhook.objects.create(address=usable, note=what_for, secret=encrypted(secret), added_by=by)
        record.append(record.SITE, "webhook.added", by=by, webhook=row.pk, host=row.host)
    return MadeSecret(row, secret)


@transaction.atomic
def renew_secret(webhook: Webhook, *, by: Person) -> MadeSecret:
    """Another secret, from the next attempt on."""
    row, secret = _locked(webhook, by), _new_secret()
    row.secret = encrypted(secret)
    row.save(update_fields=["secret"])
    record.append(record.SITE, "webhook.secret_renewed", by=by, webhook=row.pk, host=row.host)
    return MadeSecret(row, secret)


@transaction.atomic
def switch_webhook_off(webhook: Webhook, *, by: Person, reason: str) -> Webhook:
    """Send nothing more. Twice changes nothing."""
    row, why = _locked(webhook, by), _needed(reason)
    return turned_off(row, by=by, why=why)


@transaction.atomic
def switch_webhook_on(webhook: Webhook, *, by: Person) -> Webhook:
    """Send again, first what was not sent while it was off. Twice changes nothing."""
    row = _locked(webhook, by)
    if not row.is_on:
        row.off_at, row.off_why = None, ""
        row.save(update_fields=["off_at", "off_why"])
        row.messages.filter(sent_at=None, given_up_at=None).update(due_at=timezone.now(), tries=0)
        record.append(record.SITE, "webhook.on", by=by, webhook=row.pk, host=row.host)
    return row


@transaction.atomic
def send_again(message: WebhookMessage, *, by: Person) -> WebhookMessage:
    """Owe a message once more, under its old id, whatever became of it."""
    webhook = _locked(message.webhook, by)
    if not webhook.is_on:
        raise WebhookIsOff(_("This webhook is off. Switch it on first."))
    row = WebhookMessage.objects.select_for_update(of=("self",)).get(pk=message.pk)
    row.sent_at = row.given_up_at = None
    row.due_at, row.tries = timezone.now(), 0
    row.save(update_fields=["sent_at", "given_up_at", "due_at", "tries"])
    record.append(record.SITE, "webhook.sent_again", by=by, webhook=webhook.pk, host=webhook.host, message=row.pk)
    owed.kick("webhook", row.pk)
    return row


def turned_off(row: Webhook, *, by: Person, why: str) -> Webhook:
    """For a caller who holds the row and checked who may."""
    if row.is_on:
        row.off_at, row.off_why = timezone.now(), why
        row.save(update_fields=["off_at", "off_why"])
        record.append(record.SITE, "webhook.off", by=by, webhook=row.pk, host=row.host, why=why)
    return row


def encrypted(secret: str) -> str:
    return encrypting.keys(PURPOSE).encrypt(secret.encode()).decode()


def key_of(webhook: Webhook) -> bytes:
    """What its messages are signed with. Raises `SecretUnreadable`."""
    try:
        secret = encrypting.keys(PURPOSE).decrypt(webhook.secret.encode()).decode()
    except InvalidToken as error:
        raise SecretUnreadable(_("Its secret cannot be read any more. Make a new one.")) from error
    return base64.b64decode(secret.removeprefix(PREFIX))


def _new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def _locked(webhook: Webhook, by: Person) -> Webhook:
    require(Desk.of(by).operates)
    return Webhook.objects.select_for_update().get(pk=webhook.pk)


def _usable(address: str) -> str:
    """By the rules of every address that is asked from here, and encrypted on its way."""
    try:
        url = httpx.URL(address)
        if url.scheme != "https" and not settings.LINK_CHECK_LOOPBACK:
            raise UnusableAddress(_("Give an address that begins with https://."))
        list(public_places(url))
    except Unsafe as unsafe:
        raise UnusableAddress(unsafe.sentence) from unsafe
    except (httpx.InvalidURL, ValueError):
        raise UnusableAddress(_("This is no address.")) from None
    except OSError:
        raise UnusableAddress(_("There is no site of this name.")) from None
    return address


def _needed(words: str) -> str:
    told = " ".join(words.split())
    if not told:
        raise Refusal(_("Say why, in a sentence."))
    return told
