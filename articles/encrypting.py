"""Secrets that this server must read again, encrypted at rest: Fernet under keys derived from `SECRET_KEY`, one for each purpose."""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def keys(purpose: bytes) -> MultiFernet:
    """Encrypts under the newest secret and opens what the former ones (`SECRET_KEY_FALLBACKS`) encrypted."""
    return MultiFernet([fernet(secret, purpose) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


@lru_cache(maxsize=16)
def fernet(secret: str, purpose: bytes) -> Fernet:
    """HKDF (RFC 5869) with SHA-256: the key is of no use for what else the secret signs, nor for another purpose."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
