"""What follows from the numbers of a sentence: two tablets of 500 mg are 1 g, morning and evening are twice a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from articles.text.consistency.facts import FORMS, NEAR, NUMBER, RATE, SHARE, TIME, Fact

_STRENGTHS: Final = frozenset({"mass", "volume", "activity", "unit", "substance"})
_FEW: Final = 6
_IN: Final = re.compile(r" (?:in|per|in each|in every) ?")
_SLOTS: Final = (
    re.compile(r"\bmorning\b|\bbreakfast\b|\bget up\b|\bwake up\b|\bwaking\b", re.IGNORECASE),
    re.compile(r"\bnoon\b|\blunch(?:time)?\b|\bmidday\b", re.IGNORECASE),
    re.compile(r"\bafternoon\b|\bteatime\b", re.IGNORECASE),
    re.compile(r"\bevening\b|\bdinner\b|\bsupper\b", re.IGNORECASE),
    re.compile(r"\b(?:at|each|every) night\b|\bbedtime\b|\b(?:before|to) bed\b", re.IGNORECASE),
)  # fmt: skip


def derived(found: Sequence[Fact], text: str) -> Iterator[Fact]:
    """Extra facts, each with the places of those that it comes from."""
    yield from _products(found, text)
    yield from _sums(found, text)
    yield from _solved(found, text)
    yield from _dissolved(found)
    yield from _totals(found, text)
    yield from _slots(found, text)
    yield from _daily(found)
    yield from _ends(found, text)
    yield from _days(found)
    yield from _gaps(found, text)


def _products(found: Sequence[Fact], text: str) -> Iterator[Fact]:
    """Two tablets of 500 mg are 1 g; twice 5 mL of 25 mg in 1 mL are not worked out."""
    strengths = [(place, fact) for place, fact in enumerate(found) if fact.is_dose and fact.dimension in _STRENGTHS]
    counts = [(place, fact) for place, fact in enumerate(found) if fact.dimension in FORMS]
    for other, count in counts[:_FEW]:
        for place, strength in _beside(count, strengths[:_FEW], text):
            yield Fact(
                strength.dimension, strength.low * count.low, strength.high * count.high, f"{count.text} × {strength.text}",
                strength.start, strength.end, is_dose=True, is_extra=True, parts=(place, other),
            )  # fmt: skip


def _beside(count: Fact, strengths: Sequence[tuple[int, Fact]], text: str) -> list[tuple[int, Fact]]:
    """What is counted: of "two 4 mg tablets (8 mg)" the strength that stands nearest, and others of its value."""
    near = [
        one
        for one in strengths
        if abs(one[1].start - count.start) < 2 * NEAR and not _PARTED.search(text, count.end, one[1].start)
    ]
    nearest = min(near, key=lambda one: abs(one[1].start - count.end), default=None)
    if nearest is None:
        return []
    if nearest[1].start >= count.end and _COUNTED.fullmatch(text, count.end, nearest[1].start):
        return [nearest]
    return [one for one in near if one is nearest or not _is_whole(count, nearest[1], one[1])]


# Of "two tablets: 2.5 mg of one and 10 mg of the other" neither is meant twice.
_PARTED: Final = re.compile(r"[:;]")


def _sums(found: Sequence[Fact], text: str) -> Iterator[Fact]:
    """ "One 50 microgram and two 12.5 microgram tablets" are 75 micrograms."""
    counted = [
        (place, count, strength)
        for place, (count, strength) in enumerate(pairwise(found))
        if count.dimension in (*FORMS, NUMBER)
        and strength.is_dose
        and strength.dimension in _STRENGTHS
        and count.low == count.high
        and strength.low == strength.high
        and _COUNTED.fullmatch(text, count.end, strength.start)
    ]
    for (first, count, strength), (second, others, other) in pairwise(counted):
        if other.dimension == strength.dimension and _WITH.fullmatch(text, strength.end, others.start):
            total = count.low * strength.low + others.low * other.low
            parts = (first, first + 1, second, second + 1)
            yield Fact(strength.dimension, total, total, "", is_dose=True, is_extra=True, parts=parts)


# "4 brown 1 mg", "2 tablets of 5 mg"; "and" between two of them.
_COUNTED: Final = re.compile(r"(?: (?!and\b|or\b|then\b)[^\W\d_][\w-]*){0,2} (?:of |[x×] )?")
_WITH: Final = re.compile(r"[^.;:]{0,24}?(?:\band\b|\bplus\b|\+|\bwith\b)(?: \w+)? ?")


def _is_whole(count: Fact, part: Fact, whole: Fact) -> bool:
    return part.dimension == whole.dimension and (part.low * count.low, part.high * count.high) == (
        whole.low,
        whole.high,
    )


def _slots(found: Sequence[Fact], text: str) -> Iterator[Fact]:
    """ "In the morning and in the evening" is twice a day, and so is "one at breakfast and one at supper"."""
    if not _SLOT.search(text):
        return
    held = [(place, fact) for place, fact in enumerate(found) if fact.dimension == RATE and fact.low == fact.high == 1]
    named = sum(bool(slot.search(text)) for slot in _SLOTS)
    for often in (named, named - 1):
        if often > 1:
            parts = tuple(place for place, fact in held if _SLOT.search(fact.text))
            yield Fact(RATE, Fraction(often), Fraction(often), "", is_extra=True, parts=parts)


_SLOT: Final = re.compile("|".join(slot.pattern for slot in _SLOTS), re.IGNORECASE)


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


def _dissolved(found: Sequence[Fact]) -> Iterator[Fact]:
    """Of a liquid with 10 mg/mL, 2 mL are 20 mg."""
    for strength in found:
        amount, _slash, per = strength.dimension.partition("/")
        if per == "volume" and amount in _STRENGTHS:
            for place, fact in enumerate(found):
                if fact.dimension == "volume" and fact.is_dose:
                    low, high = strength.low * fact.low, strength.high * fact.high
                    yield Fact(amount, low, high, "", is_dose=True, is_extra=True, parts=(place,))


def _totals(found: Sequence[Fact], text: str) -> Iterator[Fact]:
    """1 g three times a day is 3 g a day; 600 mg a day in two doses are twice 300 mg."""
    for place, (dose, rate) in enumerate(pairwise(found)):
        if not dose.is_dose or dose.dimension not in _STRENGTHS or rate.dimension != RATE or rate.low != rate.high:
            continue
        if rate.start - dose.end > NEAR or rate.low < 1:
            continue
        low, high = dose.low * rate.low, dose.high * rate.low
        parts = (place, place + 1) if rate.low == 1 else ()
        yield Fact(f"{dose.dimension}/day", low, high, "", is_extra=True, parts=parts)
        if parted := _DIVIDED.search(text, rate.start, rate.end + NEAR):
            times = int(parted[1])
            yield replace(
                dose, low=dose.low / times, high=dose.high / times, is_extra=True, is_limit=False, direction=0
            )


_DIVIDED: Final = re.compile(r"\b([2-6]) divided")


def _daily(found: Sequence[Fact]) -> Iterator[Fact]:
    """ "Four doses in 24 hours" is four times a day; what is for 24 hours is for a day."""
    if any(fact.is_extra for fact in found):
        yield Fact(RATE, Fraction(1), Fraction(1), "", is_extra=True)
    for fact in found:
        if fact.dimension == "dose":
            yield Fact(RATE, fact.low, fact.high, "", direction=fact.direction, is_extra=True)


def _ends(found: Sequence[Fact], text: str) -> Iterator[Fact]:
    """ "From 4% to 2%" names both, and so does "raise it from 6 mg to 7 mg"."""
    for fact in found:
        if fact.low == fact.high:
            continue
        before = text[max(0, fact.start - NEAR) : fact.start]
        if fact.dimension == SHARE or (fact.is_dose and before.endswith("from ") and _CHANGED.search(before)):
            yield replace(fact, high=fact.low, is_extra=True)
            yield replace(fact, low=fact.high, is_extra=True)


_CHANGED: Final = re.compile(
    r"\b(?:increas|rais|reduc|lower|decreas|chang|switch|cut|drop|go|step|titrat|taper)\w*\b[^.;]{0,40}\bfrom $",
    re.IGNORECASE,
)


def _days(found: Sequence[Fact]) -> Iterator[Fact]:
    """What is done on day 14 is done after two weeks, what on days 1 to 3 for three days."""
    for place, fact in enumerate(found):
        if fact.dimension == "#day":
            yield Fact(TIME, fact.low * _DAY, fact.high * _DAY, "", is_extra=True, parts=(place,))
            spell = (fact.high - fact.low + 1) * _DAY
            yield Fact(TIME, spell, spell, "", is_extra=True, parts=(place,))


_DAY: Final = 1440


def _gaps(found: Sequence[Fact], text: str) -> Iterator[Fact]:
    """ "Every four weeks" and "with four weeks between" are one; days 1 and 15 are two weeks apart."""
    days = [fact.low for fact in found if fact.dimension == "#day" and fact.low == fact.high]
    for one, other in pairwise(days):
        yield Fact(TIME, abs(other - one) * _DAY, abs(other - one) * _DAY, "", is_extra=True)
    for fact in found:
        if fact.dimension == RATE and fact.low and _EVERY.match(fact.text):
            yield Fact(TIME, _DAY / fact.high, _DAY / fact.low, "", is_extra=True)
        elif fact.dimension == TIME and fact.low and _BETWEEN.match(text, fact.end):
            yield Fact(RATE, _DAY / fact.high, _DAY / fact.low, "", is_extra=True)


_EVERY: Final = re.compile(r"every|q\d", re.IGNORECASE)
_BETWEEN: Final = re.compile(r" between\b")
