"""Proving who signs: five failures lock signing for a while, and the person alone can open it sooner."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _

from articles import record
from articles.models import Article, Delivery, DeskRole, Person, RoleGrant
from articles.refusals import Refusal
from workflows import credentials, notifications
from workflows.credentials import Credential, Proof
from workflows.models import Assignment, AssignmentState, Review, SigningAttempt
from workflows.permissions import LEFT

FAILURES_ALLOWED = 5
LOCKED_FOR = datetime.timedelta(minutes=15)


class WrongPassword(Refusal):
    """The credential did not fit; no sign-off was made."""


class SigningLocked(WrongPassword):
    """Too many failures; the person waits, or unlocks by mail and second factor."""


def prove(by: Person, given: Credential, *, article: Article | None, action: str) -> Proof:
    """Who signs, proven before anything is locked. Each failure is recorded in a transaction of its own, beside the article if
    it is about one.
    """
    attempt = SigningAttempt.objects.begin(by)
    _require_open(attempt)
    proof = credentials.prove(by, given)
    if proof is not None and _pass(attempt, proof):
        return proof
    _fail(attempt, article=article, action=action)
    if not given.needs_all:
        raise WrongPassword(_("That is not your password. Nothing was signed."))
    raise WrongPassword(_("This does not fit, or the code was used already. Nothing was signed."))


def _require_open(attempt: SigningAttempt) -> None:
    """Raises `SigningLocked` where a lock stands, or failures and attempts under way have taken every place before this one,
    which then was not checked and does not count.
    """
    now = timezone.now()
    earlier = attempt.person.signing_attempts.filter(pk__lt=attempt.pk).counting(now)[:FAILURES_ALLOWED]
    standing = _since_the_count_began(earlier)
    lock = next((one for one in earlier if one.is_locking(now)), None)
    if lock is None and len(standing) < FAILURES_ALLOWED:
        return
    attempt.delete()
    raise SigningLocked(locked_sentence(lock) if lock else _("Too many attempts at once. Nothing was signed."))


def _since_the_count_began(newest: Iterable[SigningAttempt]) -> list[SigningAttempt]:
    return list(takewhile(lambda one: not one.ends_the_count, newest))


def locked_sentence(lock: SigningAttempt) -> str:
    assert lock.locked_until is not None
    until = format_date(timezone.localtime(lock.locked_until), "H:i")
    return (
        _("Signing is locked until %s after five failures. You have a message that says how to unlock it sooner.")
        % until
    )


def _pass(attempt: SigningAttempt, proof: Proof) -> bool:
    """Note that the attempt passed; False where its one-time code has passed before."""
    fresh = SigningAttempt.objects.filter(pk=attempt.pk)
    if proof.code_step is not None:
        fresh = fresh.exclude(Exists(attempt.person.signing_attempts.filter(code_step=proof.code_step)))
    try:
        return bool(fresh.update(passed_at=timezone.now(), code_step=proof.code_step))
    except IntegrityError:  # the same code in the same instant
        return False


def require_same_credential(person: Person, proof: Proof) -> None:
    """What was proven before the lock still holds under it."""
    if person.password != proof.password:
        raise WrongPassword(_("Your password was changed a moment ago. Sign again with the new one."))
    if proof.factor is not None and not Authenticator.objects.filter(pk=proof.factor, user=person).exists():
        raise WrongPassword(_("Your second factor was removed a moment ago. Sign again."))


def _fail(attempt: SigningAttempt, *, article: Article | None, action: str) -> None:
    with transaction.atomic():
        locked = Article.objects.locked().get(pk=article.pk) if article else None
        lock = _noted(attempt)
        stream = locked.stream if locked else record.SITE
        record.append(stream, "credential_failed", by=attempt.person, action=action)
        if lock is not None:
            _lock(lock, locked)
    if lock is not None:
        _move_due_dates(lock)


def _noted(attempt: SigningAttempt) -> SigningAttempt | None:
    """That it failed; where it is the fifth, the newest of the five, which is to lock: what is older is counted no more.

    Failures of one instant are noted one after the other, so that one of them is the fifth.
    """
    Person.objects.select_for_update(no_key=True).get(pk=attempt.person_id)
    SigningAttempt.objects.filter(pk=attempt.pk).update(failed_at=timezone.now())
    answered = attempt.person.signing_attempts.exclude(passed_at=None, failed_at=None, locked_until=None)
    failures = _since_the_count_began(answered[:FAILURES_ALLOWED])
    return failures[0] if len(failures) == FAILURES_ALLOWED else None


def _lock(attempt: SigningAttempt, article: Article | None) -> None:
    """Close signing for the person, and tell them and whoever looks after security."""
    attempt.locked_until = timezone.now() + LOCKED_FOR
    attempt.save(update_fields=["locked_until"])
    until = attempt.locked_until.isoformat()
    record.append(record.SITE, "signing_locked", by=attempt.person, until=until)
    notifications.owe("signing_locked", attempt.person, article, until=until, lock=attempt.pk)
    member = attempt.person.printed_name
    notifications.owe_each("signing_locked_elsewhere", _guardians(), article, until=until, member=member)


def _guardians() -> list[int]:
    """Who holds the security role; where nobody does, the administrators."""
    grants = RoleGrant.objects.in_force().filter(person__is_active=True)
    for role in (DeskRole.SECURITY, DeskRole.ADMINISTRATOR):
        people = list(grants.filter(role=role).order_by("person").values_list("person", flat=True))
        if people:
            return people
    return []


def _move_due_dates(attempt: SigningAttempt) -> None:
    """A review that is due on the day of the lock is due a day later; each under the lock of its article."""
    seats = Assignment.objects.filter(person=attempt.person, review__closed_at=None, due_on=timezone.localdate())
    for seat in seats.exclude(state__in=(*LEFT, AssignmentState.DONE)).select_related("review__version"):
        _move_due_date(seat)


@transaction.atomic
def _move_due_date(seat: Assignment) -> None:
    article = Article.objects.locked().get(pk=seat.review.version.article_id)
    current, review = Assignment.objects.get(pk=seat.pk), Review.objects.get(pk=seat.review_id)
    current.due_on = seat.due_on + datetime.timedelta(days=1)
    current.save(update_fields=["due_on"])
    if review.due_on < current.due_on:
        review.due_on = current.due_on
        review.save(update_fields=["due_on"])
    record.append(
        article.stream,
        "due_date_moved",
        by=Person.objects.system(),
        review=review.pk,
        members=[current.person_id],
        due_on=current.due_on.isoformat(),
    )


def unlock_code(lock: SigningAttempt) -> str:
    """What the mail carries; worth something only beside the person's second factor, until the lock ends."""
    return salted_hmac(
        "workflows.unlock_signing", f"{lock.pk} {lock.locked_until}", secret=settings.SECRET_KEY
    ).hexdigest()[:8]


def unlock_words(delivery: Delivery) -> Mapping[str, Any]:
    """What the mail says beside the row of the delivery, which does not store it."""
    lock = SigningAttempt.objects.filter(pk=delivery.data.get("lock")).first()
    return {"code": unlock_code(lock)} if lock else {}


def unlock_signing(by: Person, *, mailed: str, given: Credential) -> SigningAttempt:
    """Open signing again before its time: the code of the mail and a second factor, both of the person's own."""
    lock = by.signing_attempts.locking(timezone.now()).first()
    if lock is None:
        raise Refusal(_("Signing is not locked."))
    enrolled = credentials.factors(by)
    if not enrolled:
        raise Refusal(_("You have no second factor, so only waiting helps."))
    tried = SigningAttempt.objects.filter(pk=lock.pk, unlock_tries__lt=FAILURES_ALLOWED)
    if not tried.update(unlock_tries=F("unlock_tries") + 1):
        raise SigningLocked(_("Too many attempts. Wait until the lock ends."))
    proof = credentials.second_factor(by, enrolled, given)
    fits = constant_time_compare("".join(mailed.split()).lower(), unlock_code(lock))
    used = (
        proof is not None
        and proof.code_step is not None
        and by.signing_attempts.filter(code_step=proof.code_step).exists()
    )
    if proof is None or not fits or used:
        raise WrongPassword(_("This does not fit, or the code was used already."))
    with transaction.atomic():
        lock.unlocked_at, lock.code_step = timezone.now(), proof.code_step
        lock.save(update_fields=["unlocked_at", "code_step"])
        record.append(record.SITE, "signing_unlocked", by=by, method=proof.method.removeprefix("email+password+"))
    return lock
