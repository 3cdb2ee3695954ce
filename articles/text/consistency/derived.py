"""What follows from the numbers of a sentence: two tablets of 500 mg are 1 g, morning and evening are twice a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from articles.text.consistency.facts import FORMS, NEAR, RATE, SHARE, Fact

_STRENGTHS: Final = frozenset({"mass", "volume", "activity", "unit", "substance"})
_FEW: Final = 6
_IN: Final = re.compile(r" (?:in|per|in each|in every) ?")
_SLOTS: Final = (
    re.compile(r"\bmorning\b|\bbreakfast\b", re.IGNORECASE),
    re.compile(r"\bnoon\b|\blunch\b|\bmidday\b|\bafternoon\b", re.IGNORECASE),
    re.compile(r"\bevening\b|\bnight\b|\bbedtime\b|\bdinner\b|\bsupper\b", re.IGNORECASE),
)  # fmt: skip


def derived(found: Sequence[Fact], text: str) -> Iterator[Fact]:
    """Extra facts, each with the places of those that it comes from."""
    yield from _products(found)
    yield from _solved(found, text)
    yield from _slots(found)
    yield from _daily(found)
    yield from _ends(found)


def _products(found: Sequence[Fact]) -> Iterator[Fact]:
    """Two tablets of 500 mg are 1 g; twice 5 mL of 25 mg in 1 mL are not worked out."""
    strengths = [(place, fact) for place, fact in enumerate(found) if fact.is_dose and fact.dimension in _STRENGTHS]
    counts = [(place, fact) for place, fact in enumerate(found) if fact.dimension in FORMS]
    for place, strength in strengths[:_FEW]:
        for other, count in counts[:_FEW]:
            if abs(strength.start - count.start) < 2 * NEAR:
                yield Fact(
                    strength.dimension, strength.low * count.low, strength.high * count.high, f"{count.text} × {strength.text}",
                    strength.start, strength.end, is_dose=True, is_extra=True, parts=(place, other),
                )  # fmt: skip


def _slots(found: Sequence[Fact]) -> Iterator[Fact]:
    """ "In the morning and in the evening" is twice a day."""
    held = [(place, fact) for place, fact in enumerate(found) if fact.dimension == RATE and fact.low == fact.high == 1]
    named = {number for _place, fact in held for number, slot in enumerate(_SLOTS) if slot.search(fact.text)}
    if len(named) > 1:
        times = Fraction(len(named))
        yield Fact(RATE, times, times, "", is_extra=True, parts=tuple(place for place, _fact in held))


def _solved(found: Sequence[Fact], text: str) -> Iterator[Fact]:
    """Of a liquid with 125 mg in 5 mL, 10 mL are 250 mg, and the other way round."""
    for place, (mass, volume) in enumerate(pairwise(found)):
        if not (
            mass.is_dose and mass.dimension in _STRENGTHS and volume.dimension == "volume" and mass.low and volume.low
        ):
            continue
        if mass.dimension == "volume" or not _IN.fullmatch(text[mass.end : volume.start]):
            continue
        for other, fact in enumerate(found):
            if other not in (place, place + 1) and fact.dimension in (mass.dimension, "volume"):
                is_mass = fact.dimension == mass.dimension
                share = volume.low / mass.low if is_mass else mass.low / volume.low
                dimension = "volume" if is_mass else mass.dimension
                yield Fact(
                    dimension, fact.low * share, fact.high * share, "", is_dose=True, is_extra=True, parts=(other,)
                )


def _daily(found: Sequence[Fact]) -> Iterator[Fact]:
    """ "Four doses in 24 hours" is four times a day; what is for 24 hours is for a day."""
    if any(fact.is_extra for fact in found):
        yield Fact(RATE, Fraction(1), Fraction(1), "", is_extra=True)
    for fact in found:
        if fact.dimension == "dose":
            yield Fact(RATE, fact.low, fact.high, "", direction=fact.direction, is_extra=True)


def _ends(found: Sequence[Fact]) -> Iterator[Fact]:
    """ "From 4% to 2%" names both."""
    for fact in found:
        if fact.dimension == SHARE and fact.low != fact.high:
            yield replace(fact, high=fact.low, is_extra=True)
            yield replace(fact, low=fact.high, is_extra=True)
