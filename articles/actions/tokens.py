"""Tokens for programs: making one, ending it, finding whose it is. What a token may do is asked of its person each time."""

from __future__ import annotations

import datetime
import hashlib
import secrets
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.actions.signing_in import tell_account_changed
from articles.models import Person, TokenEnding, TokenScope, WorkToken
from articles.notifications import owe
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.rights import NEEDED, scopes_within

# Programs that look for secrets in code and logs find it by its beginning, and know by its end that it is no accident.
PREFIX: Final = "rbwork_"
_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
RANDOM_BITS: Final = 256
_RANDOM_DIGITS: Final = 43  # 62 ** 43 > 2 ** 256
_CHECK_DIGITS: Final = 6  # 62 ** 6 > 2 ** 32


class TokenRefused(Refusal):
    """`field` is what was typed wrong."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class MadeToken:
    """`secret` is the token: it is shown once, and no row holds it."""

    token: WorkToken
    secret: str


@transaction.atomic
def make_token(*, by: Person, name: str, scopes: Collection[str], days: int) -> MadeToken:
    """A token of one's own, for `days` from now; with no scope that one has no right for. Its person gets a message."""
    offered = scopes_within(Desk.of(by).roles)
    require(bool(offered))
    _require_sense(name, scopes, days, offered)
    _require_same_password(by)
    secret, now = new_secret(), timezone.now()
    token = WorkToken.objects.create(
        person=by,
        name=name.strip(),
        scopes=[scope.value for scope in TokenScope if scope.value in scopes],
        token_hash=hash_of(secret),
        made_at=now,
        expires_at=now + datetime.timedelta(days=days),
    )
    record.append(record.SITE, "token.made", by=by, token=token.pk, scopes=token.scopes, days=days)
    owe("token_made", by, None, name=token.name, until=token.expires_at.isoformat())
    return MadeToken(token, secret)


def _require_sense(name: str, scopes: Collection[str], days: int, offered: Collection[str]) -> None:
    if not name.strip():
        raise TokenRefused(_("Say what the token is for."), "name")
    if not scopes or not set(scopes) <= set(offered):
        raise TokenRefused(_("Choose what the token may do, of what you may do."), "scopes")
    if not 1 <= days <= settings.TOKEN_LONGEST_DAYS:
        raise TokenRefused(_("A token may hold from 1 to %d days.") % settings.TOKEN_LONGEST_DAYS, "days")


def _require_same_password(by: Person) -> None:
    """Whoever changes it holds this row until the tokens that there are have ended."""
    if Person.objects.select_for_update(no_key=True).get(pk=by.pk).password != by.password:
        raise TokenRefused(_("Your password was changed a moment ago. Sign in again."), "name")


@transaction.atomic
def revoke_token(token: WorkToken, *, by: Person) -> WorkToken:
    """From now on it opens nothing. By its person or a managing editor; twice, or after its end, changes nothing."""
    locked = WorkToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    desk = Desk.of(by)
    require(desk.manages or (locked.person_id == by.pk and bool(scopes_within(desk.roles))))
    if locked.is_open:
        _end(locked, by, TokenEnding.REVOKED)
    return locked


def end_tokens_of(person: Person, *, by: Person) -> None:
    """Of an account that is being closed, in the transaction of that."""
    for token in WorkToken.objects.open().filter(person=person):
        _end(token, by, TokenEnding.ACCOUNT)


@transaction.atomic
def end_tokens_of_old_password(person: Person) -> None:
    """After it was changed or set anew: whoever knew it may have made them. The person is told, and makes new ones."""
    _end_all(person, person, TokenEnding.PASSWORD, "tokens_ended")


def end_tokens_with_log_ins(person: Person, *, by: Person) -> None:
    """In the transaction of that: whoever was signed in may have made them. The person is told, and makes new ones."""
    _end_all(person, by, TokenEnding.LOG_INS, "tokens_signed_out")


def _end_all(person: Person, by: Person, why: TokenEnding, what: str) -> None:
    ended = list(WorkToken.objects.open().filter(person=person))
    for token in ended:
        _end(token, by, why)
    if ended:
        tell_account_changed(person, what=what, count=len(ended))


def end_tokens_beyond_rights(person: Person, *, by: Person) -> None:
    """After a role has ended, in the transaction of that: each token with a scope for which its person has no right any more."""
    left = scopes_within(Desk.of(person).roles)
    for token in WorkToken.objects.open().filter(person=person):
        if not set(token.scopes) <= left:
            _end(token, by, TokenEnding.ROLE)


def _end(token: WorkToken, by: Person, why: TokenEnding) -> None:
    token.ended_at, token.ended_by, token.ended_why = timezone.now(), by, why
    token.save(update_fields=["ended_at", "ended_by", "ended_why"])
    record.append(record.SITE, "token.ended", by=by, token=token.pk, person=token.person_id, why=why.value)


def token_of(secret: str) -> WorkToken | None:
    """The open token of an open account. What cannot be a token is not looked up."""
    if not is_well_formed(secret):
        return None
    found = WorkToken.objects.open().select_related("person").filter(token_hash=hash_of(secret)).first()
    return found if found is not None and found.person.is_active else None


def note_use(token: WorkToken) -> None:
    """The day, once a day."""
    today = timezone.localdate()
    if token.last_used_on != today:
        WorkToken.objects.filter(pk=token.pk).update(last_used_on=today)


def may_use(token: WorkToken, desk: Desk, scopes: Collection[TokenScope]) -> bool:
    """Whether the token has all of these scopes and its person, whose desk this is, the right for each at this moment."""
    return all(scope.value in token.scopes and desk.may(NEEDED[scope]) for scope in scopes)


def new_secret() -> str:
    """ "rbwork_", 256 random bits as 43 digits of base 62, and their CRC-32 as 6."""
    body = _in_digits(secrets.randbits(RANDOM_BITS), _RANDOM_DIGITS)
    return f"{PREFIX}{body}{_check(body)}"


def is_well_formed(secret: str) -> bool:
    body, check = secret[len(PREFIX) : -_CHECK_DIGITS], secret[-_CHECK_DIGITS:]
    return secret.startswith(PREFIX) and secret.isascii() and len(body) == _RANDOM_DIGITS and check == _check(body)


def hash_of(secret: str) -> str:
    """No salt and no stretching: the token has 256 random bits, so nobody can go through them, and no two are equal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _check(body: str) -> str:
    return _in_digits(zlib.crc32(body.encode()), _CHECK_DIGITS)


def _in_digits(number: int, length: int) -> str:
    digits = []
    for _place in range(length):
        number, digit = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
