"""Something in a sentence that cannot be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """`quote` cannot be, for `reason` (words of ours, `consistency.wording`). Not `is_sure`: there may be a way to mean it."""

    quote: str
    reason: str
    is_sure: bool = True
