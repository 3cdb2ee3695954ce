"""What is noted of signing in and out, and what its person is told about: the only writer of `SignIn`."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from articles import notifications
from articles.models import Delivery, Person, SignIn, SignInOutcome

# As often as allauth lets somebody try in the same time.
FAILURES_TOLD = 5
FAILURES_WITHIN = datetime.timedelta(minutes=15)


@dataclass(frozen=True)
class Visitor:
    """Where a request comes from. `browser`: what it calls itself, in words; `mark`: a keyed hash of its cookie, or nothing."""

    browser: str = ""
    address: str | None = None
    mark: str = ""


@transaction.atomic
def note_sign_in(person: Person, *, how: str, visitor: Visitor) -> SignIn:
    """The person is in; they are told where the browser is one that they never signed in with, but for the very first."""
    is_known = SignIn.objects.knows(person, visitor.mark)
    row = _noted(person, SignInOutcome.IN, how, visitor)
    if not is_known:
        place = {"browser": visitor.browser, "address": visitor.address or ""}
        notifications.owe("new_browser", person, None, when=row.at.isoformat(), **place)
    return row


@transaction.atomic
def note_failure(person: Person | None, *, outcome: SignInOutcome, how: str, visitor: Visitor) -> SignIn:
    """Somebody is not in; the person whose account it is, if there is one, is told once of five in a row."""
    row = _noted(person, outcome, how, visitor)
    if person is not None and person.is_active and outcome == SignInOutcome.WRONG:
        failures = SignIn.objects.failures_since_success(person, within=FAILURES_WITHIN)
        if failures == FAILURES_TOLD:
            place = {"browser": visitor.browser, "address": visitor.address or ""}
            notifications.owe("sign_in_failures", person, None, count=failures, when=row.at.isoformat(), **place)
    return row


def note_sign_out(person: Person, *, visitor: Visitor) -> SignIn:
    return _noted(person, SignInOutcome.OUT, "", visitor)


@transaction.atomic
def note_ended(person: Person, *, count: int) -> None:
    """That sessions of a person were ended from elsewhere, once for each; the person is told."""
    if not count:
        return
    SignIn.objects.bulk_create(SignIn(person=person, outcome=SignInOutcome.ENDED) for _ in range(count))
    tell_account_changed(person, what="log_ins_ended", count=count)


def tell_account_changed(person: Person, *, what: str, **more: object) -> Delivery:
    """That something about how the person gets in is another: `what` is a word of `templates/emails/account_changed.txt`."""
    return notifications.owe("account_changed", person, None, what=what, when=timezone.now().isoformat(), **more)


def _noted(person: Person | None, outcome: SignInOutcome, how: str, visitor: Visitor) -> SignIn:
    seen = {"browser": visitor.browser[:80], "address": visitor.address, "mark": visitor.mark}
    return SignIn.objects.create(person=person, outcome=outcome, how=how[:80], **seen)
