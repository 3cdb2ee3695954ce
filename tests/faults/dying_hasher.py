"""A process that is killed just after it has found a password right."""

from __future__ import annotations

import os
import signal

from django.contrib.auth.hashers import Argon2PasswordHasher


class DyingHasher(Argon2PasswordHasher):
    def verify(self, password: str, encoded: str) -> bool:
        if super().verify(password, encoded):
            os.kill(os.getpid(), signal.SIGKILL)
        return False
