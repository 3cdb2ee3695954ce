"""Owing a message to a person, and sending it: the words are in `templates/emails/<kind>.txt`, the first line is the subject."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from articles import owed
from articles.models import Article, Delivery, Person

LEASE = datetime.timedelta(minutes=10)
ATTEMPTS = 14
LONGEST_WAIT = datetime.timedelta(hours=12)


Words = Callable[[Delivery], Mapping[str, Any]]
_words: dict[str, Words] = {}


def register_words(kind: str, words: Words) -> None:
    """What messages of a kind say that must not be stored; the app above says so when it is loaded."""
    _words[kind] = words


def _not_stored(delivery: Delivery) -> Mapping[str, Any]:
    return _words[delivery.kind](delivery) if delivery.kind in _words else {}


def owe(kind: str, person: Person, article: Article | None, **data: Any) -> Delivery:
    """A message of this kind to this person, as a row in the transaction of whatever it is about."""
    (delivery,) = owe_each(kind, [person.pk], article, **data)
    return delivery


def owe_each(kind: str, people: Iterable[int], article: Article | None, **data: Any) -> list[Delivery]:
    """The same message to each of these people (their ids), in one query."""
    host = urlsplit(settings.SITE_URL).hostname
    rows = Delivery.objects.bulk_create(
        Delivery(kind=kind, person_id=person, article=article, data=data, message_id=f"<{uuid.uuid4()}@{host}>")
        for person in people
    )
    for delivery in rows:
        owed.kick("deliver", delivery.pk)
    return rows


def claim(pk: int) -> Delivery | None:
    """The delivery, taken for ten minutes, so that two workers never send it at once; None if it is not due."""
    now = timezone.now()
    taken = Delivery.objects.due().filter(pk=pk).update(due_at=now + LEASE, attempts=F("attempts") + 1)
    return Delivery.objects.select_related("person", "article").get(pk=pk) if taken else None


def deliver(pk: int) -> None:
    """Send one message and note it; a failure is noted, and tried again later with longer and longer waits."""
    delivery = claim(pk)
    if delivery is None:
        return
    try:
        _message(delivery).send()
    except OSError as error:  # smtplib's errors are OSErrors
        _put_off(delivery, error)
        return
    delivery.sent_at, delivery.last_error = timezone.now(), ""
    delivery.save(update_fields=["sent_at", "last_error"])


def _put_off(delivery: Delivery, error: OSError) -> None:
    now = timezone.now()
    delivery.last_error = f"{type(error).__name__}"[:300]
    delivery.due_at = now + min(datetime.timedelta(minutes=2**delivery.attempts), LONGEST_WAIT)
    if delivery.attempts >= ATTEMPTS:
        delivery.given_up_at = now
    delivery.save(update_fields=["last_error", "due_at", "given_up_at"])


def _message(delivery: Delivery) -> EmailMessage:
    person = delivery.person
    with translation.override(person.language or settings.LANGUAGE_CODE):
        context = {"person": person, "article": delivery.article, "site_url": settings.SITE_URL}
        context |= {**delivery.data, **_not_stored(delivery)}
        subject, body = render_to_string(f"emails/{delivery.kind}.txt", context).strip().split("\n", 1)
    headers = {"Message-ID": delivery.message_id}
    return EmailMessage(subject.strip(), body.strip() + "\n", to=[person.email], headers=headers)
