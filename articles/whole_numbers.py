"""Whole numbers that came in as words: in an address, in a hidden field, in a box that was ticked."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 15  # digits; the number of a row may have more
LARGEST: Final = 2**31 - 1  # what every column for a whole number holds, in either database


def number_in(typed: str) -> int:
    """0, which no row has, for anything that is no number or is longer than any that is given."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST else 0
