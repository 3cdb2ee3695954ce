"""Tables whose row or column called "Total" is not the sum of what it stands under or beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from articles.text.blocks import Block
from articles.text.consistency.flags import Flag, Kind, Passage, Severity
from articles.text.consistency.statements import Reading, Statement

# "Total cholesterol" and "total daily dose" add nothing up.
_TOTAL: Final = re.compile(
    r"(?:(?:grand |overall )?totals?|sum|in total)(?: ?[(:].*| (?:number|people|patients|participants|cases|deaths|events|score))?",
    re.IGNORECASE,
)
_SUBTOTAL: Final = re.compile(r"sub-?totals?\b", re.IGNORECASE)
_CELL: Final = re.compile(r"(\d{1,3}(?:[, ]\d{3})+|\d+)(\.\d+)?( ?%)?(?: ?\( ?(\d+(?:\.\d+)?) ?%? ?\))?")
# Columns of counts: their total is a sum even where it lies between what it adds up.
_COUNTS: Final = re.compile(
    r"\b(?:n|no|number|numbers|count|counts|people|patients|participants|cases|deaths|events)\b", re.IGNORECASE
)


# A table with more totals than this is no table for readers; each is compared with all rows.
_MOST: Final = 50


@dataclass(frozen=True, slots=True)
class _Number:
    """`unit` is "%" or empty, `step` what its last digit is worth."""

    value: Fraction
    unit: str
    step: Fraction


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    line: str
    cells: tuple[str, ...]

    @property
    def is_total(self) -> bool:
        return bool(_TOTAL.fullmatch(self.label))

    @property
    def is_subtotal(self) -> bool:
        return bool(_SUBTOTAL.match(self.label))


@dataclass(frozen=True, slots=True)
class _Wrong:
    line: str
    said: str
    sum: str


def checked(text: Reading) -> Iterator[Flag]:
    """One flag for each total that is not the sum; columns with anything but numbers, and totals that are means, are left alone."""
    for block in text.blocks:
        if block.kind == "table":
            rows = _rows(block)
            for wrong in (*_down(rows), *_across(rows)):
                statement = _statement(text, block, wrong.line)
                values = (("left", wrong.said), ("right", wrong.sum))
                yield Flag(Kind.TOTAL, Severity.WORTH_A_LOOK, statement.passage(0), Passage(0), values)


def _statement(text: Reading, block: Block, line: str) -> Statement:
    held = text.of_block[block.key]
    return next((one for one in held if one.text and line.startswith(one.text)), held[0])


def _rows(block: Block) -> list[_Row]:
    """Rows of equal width; a table with joined cells has none."""
    split = [
        (line, tuple(part.strip() for part in line.split(" | "))) for line in block.text.split("\n") if " | " in line
    ]
    if len({len(cells) for _line, cells in split}) != 1:
        return []
    return [_Row(cells[0], line, cells) for line, cells in split]


def _down(rows: Sequence[_Row]) -> Iterator[_Wrong]:
    """Rows called "Total" and "Subtotal"."""
    body = [row for row in rows[1:] if not row.is_total and not row.is_subtotal]
    if len(rows) - len(body) > _MOST:
        return
    for place, row in enumerate(rows[1:], 1):
        if row.is_total or row.is_subtotal:
            for column in range(1, len(row.cells)):
                parts = [_above(rows, place)] if row.is_subtotal else [_above(rows, place), body, _before(rows, place)]
                yield from _wrong(row, column, parts, rows[0].cells[column])


def _above(rows: Sequence[_Row], place: int) -> list[_Row]:
    """What stands between this total and the one before."""
    found: list[_Row] = []
    for row in reversed(rows[1:place]):
        if row.is_total or row.is_subtotal:
            break
        found.append(row)
    return found


def _before(rows: Sequence[_Row], place: int) -> list[_Row]:
    return [row for row in rows[1:place] if not row.is_total and not row.is_subtotal]


def _wrong(total: _Row, column: int, choices: Sequence[Sequence[_Row]], head: str) -> Iterator[_Wrong]:
    """Each reading of the cell (a count, and its share in brackets) against each choice of what it may add up."""
    said = _numbers(total.cells[column])
    for place, number in enumerate(said):
        sums = [_sum([_numbers(row.cells[column]) for row in rows], place, number) for rows in choices]
        known = [one for one in sums if one is not None]
        if known and not any(one.fits(number) or one.is_mean(number, head) for one in known):
            yield _Wrong(total.line, total.cells[column], _shown(known[0].value, number))


def _across(rows: Sequence[_Row]) -> Iterator[_Wrong]:
    """A column called "Total"."""
    head = rows[0].cells if rows else ()
    column = next((place for place, cell in enumerate(head) if place > 1 and _TOTAL.fullmatch(cell)), 0)
    for row in rows[1:] if column else ():
        said = _numbers(row.cells[column])[:1]
        for number in said:
            added = _sum([_numbers(cell) for cell in row.cells[1:column]], 0, number)
            if added and not added.fits(number) and not added.is_mean(number, row.label):
                yield _Wrong(row.line, row.cells[column], _shown(added.value, number))


@dataclass(frozen=True, slots=True)
class _Sum:
    value: Fraction
    least: Fraction
    most: Fraction
    slack: Fraction

    def fits(self, total: _Number) -> bool:
        return abs(self.value - total.value) <= self.slack

    def is_mean(self, total: _Number, head: str) -> bool:
        """Of all rows, not their sum. Shares of everything that are no sum are means too, and whole is whole."""
        between = self.least <= total.value <= self.most
        return between and (bool(total.unit) or not _COUNTS.search(head))


def _sum(parts: Sequence[Sequence[_Number]], place: int, total: _Number) -> _Sum | None:
    """None where not every part is such a number, or there is nothing to add."""
    numbers = [part[place] for part in parts if len(part) > place and part[place].unit == total.unit]
    if len(numbers) < 2 or len(numbers) != len(parts):
        return None
    values = [number.value for number in numbers]
    # Whole counts are exact; what is rounded may be off by half of its last digit.
    exact = not total.unit and all(number.step == 1 for number in (*numbers, total))
    slack = Fraction(0) if exact else sum((number.step for number in (*numbers, total)), Fraction(0)) / 2
    return _Sum(sum(values, Fraction(0)), min(values), max(values), slack)


def _numbers(cell: str) -> list[_Number]:
    """ "12", "40%", "12 (40%)"; nothing for anything else."""
    match = _CELL.fullmatch(cell.replace("\u00a0", " "))
    if match is None:
        return []
    whole = re.sub(r"[, ]", "", match[1])
    found = [_number(f"{whole}{match[2] or ''}", "%" if match[3] else "")]
    return [*found, _number(match[4], "%")] if match[4] else found


def _number(digits: str, unit: str) -> _Number:
    decimals = len(digits.partition(".")[2])
    return _Number(Fraction(digits), unit, Fraction(1, 10**decimals))


def _shown(value: Fraction, like: _Number) -> str:
    decimals = len(str(like.step.denominator)) - 1
    return f"{float(value):.{decimals}f}{like.unit}"
