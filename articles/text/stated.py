"""Amounts that a sentence states: numbers with units, how often, and thresholds without a unit ("below 30"). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.blocks import Block
from articles.text.doses import is_dose_unit
from articles.text.dosing.keys import Key, amount_key, frequency_key
from articles.text.quantities import quantities
from articles.text.sentences import sentences

# A number that has no unit, but a direction ("below 30") is a threshold.
_THRESHOLD = re.compile(
    r"(?:[<>≤≥] ?|\b(?:below|above|under|over|less than|more than|greater than|at least|at most) )(\d[\d.,]*\d|\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """`key` makes two amounts equal however they are written; `text` is as it stands. `needs_support`: a dose, a percentage or
    a threshold, whose source is to be quoted.
    """

    key: Key
    text: str
    needs_support: bool = False


def stated(sentence: str) -> Iterator[Stated]:
    """Quantities in order, then thresholds."""
    measured = quantities(sentence)
    for quantity in measured:
        key = amount_key(quantity.text) if quantity.value else frequency_key(quantity.text)
        needs_support = bool(quantity.value) and (is_dose_unit(quantity.unit) or quantity.unit == "%")
        yield Stated(key, " ".join(quantity.text.split()), needs_support)
    for found in _THRESHOLD.finditer(sentence):
        if not any(quantity.start <= found.start(1) < quantity.end for quantity in measured):
            yield Stated(("threshold", found.group().casefold()), found.group(), needs_support=True)


def statements(block: Block) -> tuple[str, ...]:
    """What is read as one: a row of a table, else a sentence."""
    return tuple(block.text.splitlines() if block.kind == "table" else sentences(block.text))
