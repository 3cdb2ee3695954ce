"""What a person gives to prove that it is they who sign, and whether it fits. Changes nothing."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from fido2.server import Fido2Server
from fido2.webauthn import AttestedCredentialData, PublicKeyCredentialRpEntity, UserVerificationRequirement

from articles import publisher
from articles.models import Person

# The first signature of a visit asks for all components, later ones for the password (21 CFR 11.200(a)(1)(i), (ii)).
VISIT = datetime.timedelta(minutes=30)
CODE_SECONDS = 30
# The method that a later signature of a visit names.
LATER = "password"
APP, PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN


@dataclass(frozen=True)
class Credential:
    """What was given. `challenge`: what a passkey answers.

    `proven_at`, `proven_with`: when in this visit all components were last given, and which.
    """

    password: str = ""
    email: str = ""
    code: str = ""
    passkey: Mapping[str, Any] | None = None
    challenge: Mapping[str, Any] | None = None
    proven_at: datetime.datetime | None = None
    proven_with: str = ""

    @property
    def needs_all(self) -> bool:
        return needs_all(self.proven_at)


@dataclass(frozen=True)
class Proof:
    """What fitted: the hash of the password, the second factor if one was used, and both in a word for the statement."""

    password: str
    method: str
    factor: int | None = None
    code_step: int | None = None


def needs_all(proven_at: datetime.datetime | None) -> bool:
    """Whether all components are asked for; a clock that was set back begins a new visit."""
    now = timezone.now()
    return proven_at is None or not now - VISIT < proven_at <= now


def shows_second_factor(method: str) -> bool:
    """Whether a statement's `method` rests on an app or a passkey, given with it or earlier in the same visit."""
    return any(kind in method for kind in ("totp", "passkey"))


def factors(person: Person) -> list[Authenticator]:
    """The authenticator apps and passkeys that the person has enrolled."""
    return list(Authenticator.objects.filter(user=person, type__in=(APP, PASSKEY)).order_by("pk"))


def prove(person: Person, given: Credential) -> Proof | None:
    """What fitted, or None: it is not said which of the parts did not."""
    # Not the person's own method: that one hashes anew what was hashed otherwise, which ends their sessions in the midst of signing.
    if not person.is_active or not check_password(given.password, person.password):
        return None
    if not given.needs_all:
        return Proof(person.password, " after ".join(filter(None, (LATER, given.proven_with))))
    if given.email.strip().lower() != person.email.lower():
        return None
    enrolled = factors(person)
    if not enrolled:
        return Proof(person.password, "email+password")
    return second_factor(person, enrolled, given)


def second_factor(person: Person, enrolled: Sequence[Authenticator], given: Credential) -> Proof | None:
    """The proof by the passkey or the code that was given."""
    if given.passkey is not None:
        used = _passkey(enrolled, given)
        return Proof(person.password, "email+password+passkey", used.pk) if used else None
    for app in enrolled:
        step = _step_of(app, given.code) if app.type == APP else None
        if step is not None:
            return Proof(person.password, "email+password+totp", app.pk, step)
    return None


def _step_of(app: Authenticator, code: str) -> int | None:
    """The half minute of which this is the code: this one or a neighbour, for clocks that differ a little (RFC 6238, 5.2)."""
    digits, secret = "".join(code.split()), decrypt(app.data["secret"])
    now = int(time.time()) // CODE_SECONDS
    steps = (now, now - 1, now + 1)
    return next(
        (step for step in steps if constant_time_compare(digits, format_hotp_value(hotp_value(secret, step)))), None
    )


def challenge(enrolled: Sequence[Authenticator]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """For the browser what a passkey is asked, for the session what the answer is compared with; None without a passkey."""
    known = [data for _row, data in _passkeys(enrolled)]
    if not known:
        return None
    options, state = _server().authenticate_begin(known, user_verification=UserVerificationRequirement.PREFERRED)
    return dict(options), dict(state)


def _passkey(enrolled: Sequence[Authenticator], given: Credential) -> Authenticator | None:
    rows = list(_passkeys(enrolled))
    try:
        used = _server().authenticate_complete(given.challenge, [data for _row, data in rows], given.passkey or {})
    except (ValueError, TypeError, KeyError, AttributeError):
        # Whatever the browser sent, it is no answer to this challenge.
        return None
    return next(row for row, data in rows if data.credential_id == used.credential_id)


def _passkeys(enrolled: Sequence[Authenticator]) -> Iterator[tuple[Authenticator, AttestedCredentialData]]:
    for row in enrolled:
        if row.type == PASSKEY:
            yield row, row.wrap().authenticator_data.credential_data


def _server() -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=settings.SITE_HOST, name=publisher.current().name))
