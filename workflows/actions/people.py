"""Closing an account and opening it again; erasing what is erasable. Rows stay: the record names people by id."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from articles import record, sessions
from articles.actions.tokens import end_tokens_of
from articles.models import Person, WorkToken
from articles.permissions import Desk, require
from articles.refusals import Refusal
from workflows import notifications
from workflows.actions.steps import needs_reason
from workflows.models import Away, PrivateNote, ReadingPlace, SigningAttempt

# What the design lets be erased of a person: log-in records, and what they kept for themselves.
ERASABLE = (PrivateNote, ReadingPlace, SigningAttempt, Away, WorkToken)


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
    """The person is signed out in every browser at once, and may sign in again: for a lost device, or a password that is known."""
    current = _locked(person, by)
    if not current.is_active:
        raise Refusal(_("This account is closed: nobody is signed in with it."))
    why = needs_reason(reason)
    record.append(
        record.SITE, "person.log_ins_ended", by=by, person=current.pk, count=sessions.forget(current), why=why
    )
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
    """Of a closed account: address, log-in records and private notes go for ever; name and what was signed stay."""
    current = _locked(person, by)
    if current.is_active:
        raise Refusal(_("Close the account first."))
    if current.is_erased:
        raise Refusal(_("The contact data of this account are erased already."))
    why = needs_reason(reason)
    current.erase_contact()
    current.save()
    Authenticator.objects.filter(user=current).delete()
    EmailAddress.objects.filter(user=current).delete()
    sessions.forget(current)
    for model in ERASABLE:
        model.objects.filter(person=current).delete()
    record.append(record.SITE, "person.erased", by=by, person=current.pk, why=why)
    return current


def _locked(person: Person, by: Person) -> Person:
    """The account as it is now, for an administrator whose own it is not."""
    current = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(Desk.of(by).administers)
    if current == by or current == Person.objects.system():
        raise Refusal(_("Another administrator does this to your account, and nobody to the system's."))
    return current
