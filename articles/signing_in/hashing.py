"""How passwords are kept: Argon2id, as hard as needed and no harder, since whoever signs waits for it and so does everybody else."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """OWASP's Password Storage Cheat Sheet, to which ASVS 5.0 (11.4.2, appendix C) leads: 19 MiB, two passes, one lane.

    Django's own (100 MiB, two passes, eight lanes) takes ten times the processor. What was hashed by it stays good, and is hashed anew
    when its person next signs in.
    """

    time_cost = 2
    memory_cost = 19_456  # KiB
    parallelism = 1
