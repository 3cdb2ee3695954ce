"""What is signed, with what proof: canonical JSON and an Ed25519 signature of the server over it."""

from __future__ import annotations

import base64
import binascii
import datetime
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from articles.models import Person, Version
from articles.refusals import Refusal
from workflows.models import (
    Assignment,
    AuditReview,
    DefinitionSignature,
    Disclosure,
    EvidenceSearch,
    Review,
    SigningKey,
    SignOff,
)

STATEMENT_VERSION = "1"
PUBLIC_KEY_BYTES = 32
MEANING = {
    "approve": "I reviewed this version within the scope named here and approve it for publication.",
    "approve_with_comment": "I reviewed this version within the scope named here and approve it for publication, with a comment.",
    "changes_required": "I reviewed this version and require changes before it is published.",
    "abstain": "I abstain from judging this version.",
    "dissent": "I reviewed this version and do not agree with its publication.",
}


class KeyNotInUse(Refusal):
    """The key in the environment is unknown, or its use has ended."""


@dataclass(frozen=True)
class Verdict:
    """What a member decides. `scope` and `audiences` say what of the version they looked at.

    `published`: of a dissent, whether readers see its words; None of every other verdict.
    """

    verdict: str
    scope: Sequence[str]
    audiences: Sequence[str]
    comment: str = ""
    published: bool | None = None


def statement(
    person: Person,
    review: Review,
    verdict: Verdict,
    *,
    disclosure: Disclosure,
    seat: Assignment,
    method: str,
    at: datetime.datetime,
) -> str:
    """Canonical JSON (RFC 8785) of everything a sign-off says; readers are quoted from it. `seat` came `as_shown`."""
    version: Version = review.version
    return rfc8785.dumps(
        {
            "statement": STATEMENT_VERSION,
            "article": str(version.article.uuid),
            "version": str(version.number),
            "digest": version.digest,
            "review": str(review.pk),
            "board": review.board.name,
            "rule": hashlib.sha256(review.frozen_rule.encode()).hexdigest(),
            "person": str(person.uuid),
            "printed_name": person.printed_name,
            "credentials": seat.credentials,
            "affiliation": seat.affiliation,
            "role": seat.membership_role,
            "interests": disclosure.statement,
            "verdict": verdict.verdict,
            "meaning": MEANING[verdict.verdict],
            "scope": sorted(verdict.scope),
            "audiences": [audience for audience in version.content.audiences if audience in verdict.audiences],
            "comment": verdict.comment,
            "method": method,
            "at": at.isoformat(),
            **({} if verdict.published is None else {"published": verdict.published}),
            **_renewal(review),
        }
    ).decode()


def _renewal(review: Review) -> dict[str, str]:
    """In a review of a live version as it stands: the fingerprint of the evidence search that the signers were shown."""
    search: EvidenceSearch | None = getattr(review, "evidence_search", None)
    return {"evidence_search": search.digest} if search else {}


@cache
def _private_key(encoded: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(encoded, validate=True))
    except (ValueError, binascii.Error) as error:
        raise ImproperlyConfigured(
            _("There is no signing key: set SIGNING_KEY to what `manage.py new_signing_key` prints.")
        ) from error


@lru_cache(maxsize=64)
def _public_key(encoded: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded))


def _public_bytes(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def current_key() -> SigningKey:
    """The row of the key in the environment. The first key of all comes into use by itself, later ones by two administrators."""
    public = current_public_key()
    key = SigningKey.objects.filter(key_id=key_id_of(public)).first()
    if key is None and not SigningKey.objects.exists():
        key, _created = SigningKey.objects.get_or_create(key_id=key_id_of(public), defaults={"public_key": public})
    if key is None or key.used_until is not None:
        raise KeyNotInUse(
            _("The server's signing key is not one that two administrators took into use. Nothing was signed.")
        )
    return key


def current_public_key() -> str:
    """Base64 of the public half of the key in the environment."""
    return _public_bytes(_private_key(settings.SIGNING_KEY))


def key_id_of(public_key: str) -> str:
    return hashlib.sha256(public_key.encode()).hexdigest()[:16]


def is_public_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == PUBLIC_KEY_BYTES
    except (ValueError, binascii.Error):
        return False


def public_half(private_key: str) -> str:
    return _public_bytes(_private_key(private_key))


def sign(text: str) -> str:
    """Base64 of the Ed25519 signature over the UTF-8 bytes of `text`."""
    return base64.b64encode(_private_key(settings.SIGNING_KEY).sign(text.encode())).decode()


def is_valid(sign_off: SignOff | AuditReview | DefinitionSignature) -> bool:
    """Whether the stored signature is one of the stored key over the stored statement."""
    try:
        public = _public_key(sign_off.key.public_key)
        public.verify(base64.b64decode(sign_off.signature), sign_off.statement.encode())
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def columns_fit(sign_off: SignOff) -> bool:
    """Whether the row's columns say what its signed statement says, about the version that it hangs on.

    A statement of another kind, which only the database's owner could put there, says none of it.
    """
    signed = sign_off.signed
    return (
        signed.get("digest") == sign_off.digest == sign_off.version.digest
        and signed.get("review") == str(sign_off.review_id)
        and signed.get("person") == str(sign_off.person.uuid)
        and signed.get("verdict") == sign_off.verdict
        and signed.get("comment") == sign_off.comment
        and signed.get("at") == sign_off.signed_at.isoformat()
        and sign_off.review.version_id == sign_off.version_id
    )


def new_private_key() -> str:
    """Base64 of 32 random bytes, for SIGNING_KEY."""
    return base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def keep_development_key() -> None:
    """Where no key is set, make one and keep it in the data folder, readable by its owner alone. Never in production."""
    if settings.SIGNING_KEY or settings.IS_PRODUCTION:
        return
    key = new_private_key()
    with os.fdopen(os.open(settings.SIGNING_KEY_FILE, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(key)
    settings.SIGNING_KEY = key
