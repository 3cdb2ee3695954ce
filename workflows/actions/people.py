"""Closing an account and opening it again; handing out and erasing what is held. Rows stay: the record names people by id."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from articles import record, sessions
from articles.actions.signing_in import note_ended
from articles.actions.tokens import end_tokens_of, end_tokens_with_log_ins
from articles.models import Delivery, Person
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.retention.rules import registered
from workflows import notifications
from workflows.actions.steps import needs_reason
from workflows.models import Reminder
from workflows.record import personal


@transaction.atomic
def deactivate_person(person: Person, *, by: Person, reason: str) -> Person:
    """The person cannot sign in, act or sign any more, from now on. Their sessions end, their rows stay.

    Whoever manages the reviews in which they sit, and the articles that they handle, is told. The password goes, because
    with it sessions would be good again after a reactivation.
    """
    current = _locked(person, by)
    if not current.is_active:
        raise Refusal(_("This account is closed already."))
    why = needs_reason(reason)
    current.is_active = False
    current.set_unusable_password()
    current.save(update_fields=["is_active", "password"])
    sessions.forget(current)
    record.append(record.SITE, "person.deactivated", by=by, person=current.pk, why=why)
    end_tokens_of(current, by=by)
    notifications.tell_deactivated(current)
    return current


@transaction.atomic
def end_log_ins(person: Person, *, by: Person, reason: str) -> Person:
    """The person is signed out in every browser at once, and may sign in again: for a lost device, or a password that is known.

    Their tokens end too: whoever had the browser may have made one, and it would hold for months.
    """
    current = _locked(person, by)
    if not current.is_active:
        raise Refusal(_("This account is closed: nobody is signed in with it."))
    why = needs_reason(reason)
    ended = sessions.forget(current)
    end_tokens_with_log_ins(current, by=by)
    record.append(record.SITE, "person.log_ins_ended", by=by, person=current.pk, count=ended, why=why)
    note_ended(current, count=ended)
    return current


@transaction.atomic
def reactivate_person(person: Person, *, by: Person, reason: str) -> Person:
    """The account opens again, with the roles and terms that are in force; its owner sets a new password by mail."""
    current = _locked(person, by)
    if current.is_active:
        raise Refusal(_("This account is open."))
    if current.is_erased:
        raise Refusal(_("The address of this account was erased. Make a new account."))
    current.is_active = True
    current.save(update_fields=["is_active"])
    record.append(record.SITE, "person.reactivated", by=by, person=current.pk, why=needs_reason(reason))
    return current


@transaction.atomic
def erase_contact_data(person: Person, *, by: Person, reason: str) -> Person:
    """Of a closed account: address, messages and what the rules of retention name go for ever; name and what was signed stay."""
    current = _locked(person, by)
    if current.is_active:
        raise Refusal(_("Close the account first."))
    if current.is_erased:
        raise Refusal(_("The contact data of this account are erased already."))
    why = needs_reason(reason)
    current.erase_contact()
    current.save()
    sessions.forget(current)
    _erase_rows(current)
    record.append(record.SITE, "person.erased", by=by, person=current.pk, why=why)
    return current


def _erase_rows(person: Person) -> None:
    for rule in registered():
        for model in rule.models if rule.erased_by else ():
            model._base_manager.filter(**{rule.erased_by: person}).delete()
    # A summary is what a reminder names; nothing stays in it.
    messages = Delivery.objects.filter(person=person)
    messages.filter(pk__in=Reminder.objects.filter(person=person).values("delivery")).update(data={}, last_error="")
    messages.filter(reminders=None).delete()


def hand_out_data(person: Person, *, by: Person) -> Iterator[bytes]:
    """All that is held about a person, as a ZIP: for herself, and for whoever answers her. That it was taken is on record."""
    require(may_have_data_of(person, by))
    with transaction.atomic():
        record.append(record.SITE, "person.data_taken", by=by, person=person.pk)
    return personal.archive(Person.objects.get(pk=person.pk), by=by)


def may_have_data_of(person: Person, by: Person) -> bool:
    desk = Desk.of(by)
    return (by == person and by.is_active) or desk.manages or desk.administers


def _locked(person: Person, by: Person) -> Person:
    """The account as it is now, for an administrator whose own it is not."""
    current = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(Desk.of(by).administers)
    if current == by or current == Person.objects.system():
        raise Refusal(_("Another administrator does this to your account, and nobody to the system's."))
    return current
