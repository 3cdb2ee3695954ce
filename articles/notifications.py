"""Owing a message to a person, and sending it: the words are in `templates/emails/<kind>.txt`, the first line is the subject.

Every message stands in its person's inbox. Whether it is mailed as well, and when, is theirs to say, but for safety's.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from articles import messages, owed
from articles.models import Article, BulkAct, BulkExport, Delivery, DeskRole, HarmReport, Person, RoleGrant
from articles.permissions import in_charge

KINDS = (
    messages.MessageKind("handed_over", gettext_lazy("news of who handles an article")),
    messages.MessageKind("co_editor", gettext_lazy("news that you are co-editor of an article")),
    messages.MessageKind("mentioned", gettext_lazy("mention in a comment")),
    messages.MessageKind("bulk_act_done", gettext_lazy("news that what you began with many articles is done")),
    messages.MessageKind("bulk_export_done", gettext_lazy("news that an archive of articles is ready")),
    messages.MessageKind("webhook_off", gettext_lazy("news that a webhook was switched off")),
    messages.MessageKind("token_made", gettext_lazy("news that a token for a program was made"), is_safety=True),
    messages.MessageKind("harm_report", gettext_lazy("report of a reader that something could harm"), is_safety=True),
    messages.MessageKind("page_not_made", gettext_lazy("page that could not be made"), is_safety=True),
    messages.MessageKind("new_browser", gettext_lazy("news of a sign-in with a new browser"), is_safety=True),
    messages.MessageKind("sign_in_failures", gettext_lazy("news that somebody could not sign in"), is_safety=True),
    messages.MessageKind("account_changed", gettext_lazy("news of your account"), is_safety=True),
    messages.MessageKind("evidence", gettext_lazy("news that a cited work was retracted"), is_safety=True),
)
LEASE = datetime.timedelta(minutes=10)
ATTEMPTS = 14
TOLD_AGAIN = datetime.timedelta(days=1)
LONGEST_WAIT = datetime.timedelta(hours=12)


NotStored = Callable[[Delivery], Mapping[str, Any]]
_words: dict[str, NotStored] = {}


def register_words(kind: str, words: NotStored) -> None:
    """What messages of a kind say that must not be stored; the app above says so when it is loaded."""
    _words[kind] = words


@dataclass(frozen=True)
class File:
    """What is attached to a mail."""

    name: str
    content: bytes
    content_type: str


Files = Callable[[Delivery], Iterable[File]]
_files: dict[str, Files] = {}


def register_files(kind: str, files: Files) -> None:
    """What is attached to messages of a kind, made when they are sent; the app above says so when it is loaded."""
    _files[kind] = files


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


def tell_page_not_made(article: Article, why: str, details: Iterable[str]) -> list[Delivery]:
    """To administrators, managing editors and the handling editor; the same fault is told once a day, whichever host finds it."""
    since = timezone.now() - TOLD_AGAIN
    told = Delivery.objects.filter(kind="page_not_made", article=article, created_at__gt=since)
    if any(delivery.data.get("why") == why for delivery in told):
        return []
    grants = RoleGrant.objects.in_force().filter(role__in=(DeskRole.ADMINISTRATOR, DeskRole.MANAGING_EDITOR))
    people = Person.objects.filter(is_active=True).filter(
        Q(pk__in=grants.values("person")) | Q(pk__in=in_charge(article))
    )
    keys = people.order_by("pk").values_list("pk", flat=True)
    return owe_each("page_not_made", keys, article, title=article.title, why=why, details=list(details))


def tell_harm_report(report: HarmReport) -> list[Delivery]:
    """S33: to whoever is in charge of the article and every managing editor; the reader's words stay on the desk."""
    grants = RoleGrant.objects.in_force().filter(role=DeskRole.MANAGING_EDITOR)
    people = Person.objects.filter(is_active=True).filter(
        Q(pk__in=grants.values("person")) | Q(pk__in=in_charge(report.article))
    )
    about = {"title": report.article.title, "version": report.publication.version.number, "report": report.pk}
    return owe_each("harm_report", people.order_by("pk").values_list("pk", flat=True), report.article, **about)


def tell_handed_over(article: Article, former: Person, *, by: Person, why: str) -> list[Delivery]:
    """To whoever handles the article now, and to whoever did, but not to the one who said so."""
    people = [person for person in (article.handling_editor, former) if person.is_active and person != by]
    about = {"title": article.title, "editor": article.handling_editor.printed_name, "why": why}
    return owe_each("handed_over", [person.pk for person in people], article, **about)


def tell_bulk_act_done(act: BulkAct, counts: Mapping[str, int]) -> list[Delivery]:
    """To whoever began it."""
    return owe_each("bulk_act_done", [act.by_id], None, act=act.pk, deed=act.deed, **counts)


def tell_bulk_export_done(export: BulkExport, counts: Mapping[str, int]) -> list[Delivery]:
    """To whoever asked for it: how many articles are in the archive, and until when it is kept."""
    until = export.kept_until.isoformat() if export.kept_until else ""
    return owe_each("bulk_export_done", [export.by_id], None, export=export.pk, until=until, **counts)


def claim(pk: int) -> Delivery | None:
    """The delivery, taken for ten minutes, so that two workers never send it at once; None if it is not due."""
    now = timezone.now()
    taken = Delivery.objects.due().filter(pk=pk).update(due_at=now + LEASE, attempts=F("attempts") + 1)
    return Delivery.objects.select_related("person", "article").get(pk=pk) if taken else None


def deliver(pk: int) -> None:
    """Send one message and note it; a failure is noted, and tried again later with longer and longer waits."""
    delivery = claim(pk)
    if delivery is None or _held(delivery):
        return
    try:
        _message(delivery).send()
    except OSError as error:  # smtplib's errors are OSErrors
        _put_off(delivery, error)
        return
    delivery.sent_at, delivery.last_error = timezone.now(), ""
    delivery.save(update_fields=["sent_at", "last_error"])


def _held(delivery: Delivery) -> bool:
    """Whether its person does not want it mailed, or not now; what is held back was no attempt."""
    person, now = delivery.person, timezone.now()
    if not person.is_erased and messages.is_safety(delivery.kind):
        return False
    quiet_ends = messages.end_of_quiet(now, zone_of(person), person.quiet_from, person.quiet_until)
    if person.is_erased or delivery.kind in person.muted:
        delivery.muted_at = now
    elif quiet_ends:
        delivery.due_at = quiet_ends
    else:
        return False
    delivery.attempts -= 1
    delivery.save(update_fields=["muted_at", "due_at", "attempts"])
    return True


def zone_of(person: Person) -> str:
    """The name of the person's time zone; the publisher's where they chose none."""
    return person.time_zone or settings.TIME_ZONE


def _put_off(delivery: Delivery, error: OSError) -> None:
    now = timezone.now()
    delivery.last_error = f"{type(error).__name__}"[:300]
    delivery.due_at = now + min(datetime.timedelta(minutes=2**delivery.attempts), LONGEST_WAIT)
    if delivery.attempts >= ATTEMPTS:
        delivery.given_up_at = now
    delivery.save(update_fields=["last_error", "due_at", "given_up_at"])


@dataclass(frozen=True)
class Words:
    """What a message says, in its person's language."""

    subject: str
    body: str


def words_of(delivery: Delivery, **more: Any) -> Words:
    """`more` is what is said beside the row, as links that must not be stored."""
    person = delivery.person
    language = person.reads_in
    with translation.override(language):
        context = {"person": person, "article": delivery.article, "site_url": settings.SITE_URL}
        context |= messages.in_words({**delivery.data, **more}, language=language, zone=zone_of(person))
        subject, body = render_to_string(f"emails/{delivery.kind}.txt", context).strip().split("\n", 1)
    return Words(subject.strip(), body.strip())


def _message(delivery: Delivery) -> EmailMultiAlternatives:
    """As text, and the same words as HTML."""
    person, words = delivery.person, words_of(delivery, **_not_stored(delivery))
    headers = {"Message-ID": delivery.message_id}
    message = EmailMultiAlternatives(
        words.subject, f"{words.body}\n", to=[delivery.data.get("to") or person.email], headers=headers
    )
    html = {"words": words, "language": person.reads_in, "site_url": settings.SITE_URL}
    message.attach_alternative(render_to_string("emails/message.html", html), "text/html")
    for file in _files[delivery.kind](delivery) if delivery.kind in _files else ():
        message.attach(file.name, file.content, file.content_type)
    return message
