"""What a person does with the messages that they got: reading them, and saying which are to be mailed, and when."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import messages
from articles.models import Delivery, Person
from articles.permissions import require
from articles.refusals import Refusal


@dataclass(frozen=True)
class MessageChoices:
    """`muted`: names of kinds that are not mailed. Quiet hours have both ends or none; they may pass midnight.

    `language` is that of mail and of the desk.
    """

    muted: Collection[str] = ()
    quiet_from: datetime.time | None = None
    quiet_until: datetime.time | None = None
    time_zone: str = ""
    language: str = ""


def mark_read(*, by: Person, messages_read: Collection[int] | None = None) -> int:
    """These messages of the person, or all of theirs; how many were unread."""
    require(by.is_active)
    unread = by.deliveries.unread()
    chosen = unread if messages_read is None else unread.filter(pk__in=messages_read)
    return chosen.update(read_at=timezone.now())


@transaction.atomic
def choose_messages(person: Person, *, by: Person, choices: MessageChoices) -> Person:
    """Nobody chooses for somebody else, and nobody goes without messages about safety."""
    require(by.is_active and by.pk == person.pk)
    known = messages.registry()
    if any(name not in known or known[name].is_safety for name in choices.muted):
        raise Refusal(_("Messages about safety are always sent."))
    if (choices.quiet_from is None) != (choices.quiet_until is None):
        raise Refusal(_("Say when the quiet hours begin and when they end, or leave both empty."))
    locked = Person.objects.select_for_update().get(pk=person.pk)
    locked.muted = sorted(choices.muted)
    locked.quiet_from, locked.quiet_until = choices.quiet_from, choices.quiet_until
    locked.time_zone, locked.language = choices.time_zone, choices.language
    locked.full_clean(exclude=["password"])
    locked.save(update_fields=["muted", "quiet_from", "quiet_until", "time_zone", "language"])
    return locked


def unread_count(person: Person) -> int:
    return Delivery.objects.unread().filter(person=person).count()
