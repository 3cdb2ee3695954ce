"""All proof-reading of one text."""

from __future__ import annotations

from collections.abc import Sequence

from articles.text.consistency.flags import Flag, worst_first
from articles.text.consistency.statements import reading
from articles.text.proofreading import care_cards, emergency_numbers, impossible, names, notation, prompts, totals


def proofread(html: str, numbers: Sequence[str] = ()) -> tuple[Flag, ...]:
    """What a careful reader would mark in one canonical text, worst first.

    `numbers` are those that readers call in an emergency, as `numbers_of` gives them.
    """
    text = reading(html)
    found = (
        impossible.checked(text), emergency_numbers.checked(text, numbers), care_cards.checked(text), totals.checked(text),
        notation.checked(text), names.checked(text), prompts.checked(text),
    )  # fmt: skip
    return worst_first(flag for flags in found for flag in flags)
