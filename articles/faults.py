"""What a check of the record finds wrong, and how it tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One record that is not as it was written."""

    record: str
    what: str

    def __str__(self) -> str:
        return f"{self.record}: {self.what}"


# Called by a check with the number of records that it has looked at since the last call.
Counted = Callable[[int], None]


def nobody(_looked_at: int) -> None:
    """Where nobody watches the progress."""
