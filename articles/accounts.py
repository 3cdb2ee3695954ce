"""What second factors rest on is encrypted at rest."""

from __future__ import annotations

import base64
import secrets
from typing import Any

import structlog
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction

from articles import encrypting

# In front of what is encrypted; what was stored before has no such mark (secrets are base32 or hex, codes are digits).
MARK = "fernet1:"
PURPOSE = b"reviewboard second factors 1"
ENCRYPTED = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)

log = structlog.get_logger(__name__)


class EncryptedFactors(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes, encrypted with Fernet under a key derived from `SECRET_KEY`."""

    def encrypt(self, text: str) -> str:
        return MARK + _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Also under the keys of `SECRET_KEY_FALLBACKS`, and what was stored in the clear.

        What no key opens becomes a secret that nobody knows: no code fits, and the page says so as for any wrong code.
        """
        if not encrypted_text.startswith(MARK):
            return encrypted_text
        try:
            return _keys().decrypt(encrypted_text.removeprefix(MARK)).decode()
        except InvalidToken:
            log.error("second_factor_unreadable", hint="restore the former SECRET_KEY in SECRET_KEY_FALLBACKS")
            return base64.b32encode(secrets.token_bytes(20)).decode()


def encrypt_anew() -> int:
    """Every stored secret under the newest key; how many were not. Afterwards the former keys may go."""
    rows = Authenticator.objects.filter(type__in=ENCRYPTED).order_by("pk")
    return sum(_encrypt_anew(pk) for pk in list(rows.values_list("pk", flat=True)))


@transaction.atomic
def _encrypt_anew(pk: int) -> bool:
    row = Authenticator.objects.select_for_update().get(pk=pk)
    renewed = {name: _renewed(value) for name, value in row.data.items()}
    if renewed == row.data:
        return False
    row.data = renewed
    row.save(update_fields=["data"])
    return True


def _renewed(value: Any) -> Any:
    """A secret, or a list of them; anything else, and what no key opens, stays as it is."""
    if isinstance(value, list):
        return [_renewed(one) for one in value]
    if not isinstance(value, str):
        return value
    if not value.startswith(MARK):
        return EncryptedFactors().encrypt(value)
    token = value.removeprefix(MARK)
    try:
        encrypting.fernet(settings.SECRET_KEY, PURPOSE).decrypt(token)
    except InvalidToken:
        return _under_the_newest(value, token)
    return value


def _under_the_newest(value: str, token: str) -> str:
    try:
        return MARK + _keys().rotate(token).decode()
    except InvalidToken:
        return value


def _keys() -> MultiFernet:
    return encrypting.keys(PURPOSE)
