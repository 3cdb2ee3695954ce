"""Codes by which a printed or shared copy is known again: short, typed without doubt, never guessed from one another. Pure."""

from __future__ import annotations

import secrets
from typing import Final

# No sign that is taken for another: no 0 O, 1 I L, 2 Z, 5 S, 8 B, G, V. A prime number of them, for the checksum.
ALPHABET: Final = "34679ACDEFHJKMNPQRTUWXY"
LENGTH: Final = 9  # eight at random, 36 bits, and one that checks them
GROUP: Final = 3


def new_code() -> str:
    """At random: from one code nobody comes to another. Whether it is given already is for the caller to see."""
    return checked("".join(secrets.choice(ALPHABET) for _place in range(LENGTH - 1)))


def checked(signs: str) -> str:
    """The eight signs and the one that checks them; there is always exactly one."""
    return next(signs + check for check in ALPHABET if is_whole(signs + check))


def is_whole(code: str) -> bool:
    """Does the checksum hold? Weights 1 to 9 modulo 23: one wrong sign, or two that changed places, are always seen (ISO 7064 uses
    the same idea; ISBN-10 this one, modulo 11)."""
    if len(code) != LENGTH or any(sign not in ALPHABET for sign in code):
        return False
    return sum(place * ALPHABET.index(sign) for place, sign in enumerate(code, 1)) % len(ALPHABET) == 0


def typed(text: str) -> str:
    """What somebody typed as a code is kept: small letters, blanks and hyphens do not count. Empty where it is none."""
    code = "".join(sign for sign in text[:40].upper() if sign.isalnum())
    return code if is_whole(code) else ""


def shown(code: str) -> str:
    """ "K7Q-F3M-HTX": in groups, as people read it out."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
