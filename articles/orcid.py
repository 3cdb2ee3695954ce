"""ORCID identifiers: sixteen digits, the last one a check by ISO 7064 MOD 11-2 (it may be X). Pure."""

from __future__ import annotations

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SITE: Final = "https://orcid.org/"
_PREFIX: Final = re.compile(r"^(?:https?://)?(?:www\.)?orcid\.org/", re.ASCII | re.IGNORECASE)
_SIXTEEN: Final = re.compile(r"[0-9]{15}[0-9X]", re.ASCII)


class NoOrcid(ValidationError):
    """What was typed is no ORCID iD."""


def normal(typed: str) -> str:
    """As ORCID writes it, 0000-0002-1825-0097, from any of its spellings; raises `NoOrcid`. Nothing stays nothing."""
    digits = _PREFIX.sub("", typed.strip()).rstrip("/").replace("-", "").replace(" ", "").upper()
    if not digits:
        return ""
    if not _SIXTEEN.fullmatch(digits):
        raise NoOrcid(_("An ORCID iD has sixteen digits, such as 0000-0002-1825-0097; the last may be X."))
    if check_digit(digits[:15]) != digits[15]:
        raise NoOrcid(_("“%s” is not an ORCID iD: its last digit does not fit the others. Compare it again.") % typed)
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4))


def check_digit(digits: str) -> str:
    """ISO 7064 MOD 11-2 of a string of digits, as ORCID's "Structure of the ORCID Identifier" describes it."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2 % 11
    rest = (12 - total) % 11
    return "X" if rest == 10 else str(rest)


def validate_orcid(value: str) -> None:
    """Of a field: it holds the normal spelling or nothing."""
    if normal(value) != value:
        raise NoOrcid(_("Write it as 0000-0002-1825-0097."))
