"""Numbers that the reader has to calculate with (CDC Clear Communication Index, item 17; PEMAT-P, item 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.text.plainness.findings import Kind
from articles.text.plainness.passages import Line, Span

_FIGURE: Final = r"\d+(?:[.,]\d+)?"
_OF_YOURS: Final = r"(?:your|the usual|the normal|the recommended|the daily|the full|the adult|the original)"
# Of an order: it stands where a sentence or clause begins, so that "cells divide" and "the nurse works out" are none.
_ORDERS: Final = re.compile(
    r"(?:^|[.;:,] |\bthen |\band |\bto |\bmust |\bshould |\bcan |\bplease )"
    r"(?P<sum>(?:divide|multiply|subtract|take away|add up|count up|calculate|work out)\b"
    r"(?: (?:your (?:weight|height|age|bmi|dose)|how (?:much|many)))?)",
    re.IGNORECASE,
)
_OTHERS_DO_IT: Final = re.compile(
    r"\b(?:nurse|doctor|pharmacist|team|clinic|they|he|she|cells?|we|us|study|trials?)\b[^.;:]{0,40}\Z", re.IGNORECASE
)
_AMOUNTS: Final = re.compile(
    rf"(?<![\w.,]){_FIGURE}\s?(?:mg|g|mcg|micrograms?|units?)(?:/kg\b|/m²|/m2\b| (?:per|for (?:every|each)|a) (?:kg|kilogram|kilo)\b)"
    rf"|(?<![\w.,]){_FIGURE}\s?(?:%|per ?cent) of {_OF_YOURS}(?: (?:daily|total|usual|normal|body|energy|current))* "
    r"(?:calories|calorie|energy|intake|weight|dose|diet|amount|income)"
    rf"|\b(?:half|twice|double|a third|a quarter|two thirds|a fifth|three times|(?:{_FIGURE}) times)(?: of)? {_OF_YOURS}"
    r"(?: (?:daily|usual|normal|recommended|body|current|total))* (?:dose|amount|weight|height|age)\b"
    rf"|\b(?:remaining|other) {_FIGURE}\s?(?:%|per ?cent)",
    re.IGNORECASE,
)
_ORDERED: Final = re.compile(r"divide|multiply|subtract|take away|add up|count up|calculate|work out", re.IGNORECASE)
_COUNTED: Final = re.compile(r"\d|half|twice|double|third|quarter|times", re.IGNORECASE)
_REACH: Final = 60


def sums(line: Line) -> Iterator[Span]:
    text = line.text
    for match in _AMOUNTS.finditer(text) if _COUNTED.search(text) else ():
        yield Span(Kind.SUM, match.start(), match.end())
    for match in _ORDERS.finditer(text) if _ORDERED.search(text) else ():
        if not _OTHERS_DO_IT.search(text[max(0, match.start() - _REACH) : match.start("sum")]):
            yield Span(Kind.SUM, match.start("sum"), match.end("sum"))
