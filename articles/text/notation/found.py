"""What a rule found in the words of a block."""

from __future__ import annotations

from dataclasses import dataclass

from articles.text.notation.slips import Rule


@dataclass(frozen=True, slots=True)
class Found:
    """`quote` stands at `start`; `instead` is what to write, "" where a person has to decide."""

    rules: tuple[Rule, ...]
    start: int
    quote: str
    instead: str

    @property
    def end(self) -> int:
        return self.start + len(self.quote)
