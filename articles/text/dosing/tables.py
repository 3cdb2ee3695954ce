"""A table → its doses: what a row's cells and the heads of its columns say belongs to the amounts in that row."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from articles.text.blocks import Block
from articles.text.dosing.mentions import Mention, drugs_in, first, frequencies_in, populations_in, routes_in
from articles.text.dosing.sentences import Context, Dose, doses_of
from articles.text.plain import lines
from articles.text.reading import elements
from articles.text.tables import Row, header_rows
from articles.text.tree import Element

_LIMIT: Final = re.compile(r"\bmax(?:imum|\.)?\b|\bat most\b|\blimit\b|\bno more than\b", re.IGNORECASE)
_STEP: Final = re.compile(r"\b(?:steps?|increments?|increase|titration)\b", re.IGNORECASE)
_WHOM: Final = re.compile(r"\b(?:whom?|age|group|patients?|people|population|weight)\b", re.IGNORECASE)
_CAUTION: Final = re.compile(r"\b(?:caution|avoid|contraindicat|interaction|warning|side effect)", re.IGNORECASE)
_WAY: Final = re.compile(r"\b(?:route|given|how to)\b", re.IGNORECASE)
_OFTEN: Final = re.compile(r"\b(?:often|frequency|times|interval|when)\b", re.IGNORECASE)
_LARGEST: Final = 100


@dataclass(frozen=True, slots=True)
class _Cell:
    """`head` is what stands above it."""

    text: str
    head: str = ""

    @property
    def is_limit(self) -> bool:
        return bool(_LIMIT.search(self.head))


def doses_of_table(block: Block, around: Context) -> list[Dose]:
    found: list[Dose] = []
    for table in elements(block.html):
        caption = lines([part for part in table.elements() if part.tag == "caption"])
        known = replace(
            around,
            drugs=tuple(mention.name for mention in drugs_in(caption)[:1]) or around.drugs,
            population=first(populations_in(caption)) or around.population,
        )
        for row in _rows(table):
            found += _of_row(row, known)
    return found


def _of_row(row: list[_Cell], known: Context) -> Iterator[Dose]:
    """Amounts of a column "maximum" go to the row's other doses; a cell without an amount says what holds for the row."""
    here = _said_by(row, known)
    found = [dose for cell in row for dose in _of_cell(cell, here)]
    sentence = " · ".join(f"{cell.head}: {cell.text}" if cell.head else cell.text for cell in row if cell.text)
    limits = {(dose.drug, dose.population): dose.maximum for dose in reversed(found) if not dose.amount}
    measured = {(dose.drug, dose.population) for dose in found if dose.amount}
    for dose in found:
        whose = (dose.drug, dose.population)
        if dose.amount or whose not in measured or dose.maximum != limits[whose]:
            limit = dose.maximum or limits.get(whose, "")
            yield replace(dose, maximum=limit, sentence=sentence, is_assumed=False)


def _of_cell(cell: _Cell, here: Context) -> Iterator[Dose]:
    for dose in doses_of(cell.text, partial(_above, cell, here)):
        is_step = dose.amount and _STEP.search(cell.head)
        yield replace(dose, amount=f"{cell.head.lower()}: {dose.amount}") if is_step else dose


def _said_by(row: list[_Cell], known: Context) -> Context:
    """What cells without an amount say of the row."""
    named = [tuple(mention.name for mention in drugs_in(cell.text)) for cell in row[:2]]
    others = [cell for cell in row if not _CAUTION.search(cell.head) and not doses_of(cell.text, Context)]
    return Context(
        next(filter(None, named), known.drugs),
        _said(populations_in, _WHOM, others) or known.population,
        _said(routes_in, _WAY, others) or known.route,
        _said(frequencies_in, _OFTEN, others) or known.frequency,
    )


def _said(find: Callable[[str], Sequence[Mention]], asked: re.Pattern[str], cells: list[_Cell]) -> str:
    """By a cell that says nothing else, or stands in a column that asks for it."""
    for cell in cells:
        text = cell.text.strip(" .")
        found = find(text)
        if found and (asked.search(cell.head) or found[0].end - found[0].start == len(text)):
            return found[0].name
    return ""


def _above(cell: _Cell, here: Context) -> Context:
    drugs = tuple(mention.name for mention in drugs_in(cell.head)) or here.drugs
    group, route = first(populations_in(cell.head)), first(routes_in(cell.head))
    often = "" if cell.is_limit else here.frequency
    return Context(drugs, group or here.population, route or here.route, often, cell.is_limit)


def _rows(table: Element) -> Iterator[list[_Cell]]:
    rows = [
        Row(part.tag == "thead", tuple(row.elements()))
        for part in table.elements()
        if part.tag in {"thead", "tbody"}
        for row in part.elements()
    ]
    head, body = header_rows(rows)
    heads = _grid([row.cells for row in head])
    for cells in _grid([row.cells for row in body]):
        yield [
            _Cell(text, " ".join(dict.fromkeys(line[place] for line in heads if place < len(line))))
            for place, text in enumerate(cells)
        ]


def _grid(rows: list[tuple[Element, ...]]) -> list[list[str]]:
    """The words of each place; a cell that covers several says the same in each."""
    grid: list[list[str]] = []
    held: dict[int, tuple[int, str]] = {}
    for cells in rows:
        line: list[str] = []
        below: dict[int, tuple[int, str]] = {}
        for cell in (*cells, None):
            _fill(line, held, below)
            if cell is not None:
                _place(cell, line, below)
        grid.append(line)
        held = below
    return grid


def _fill(line: list[str], held: dict[int, tuple[int, str]], below: dict[int, tuple[int, str]]) -> None:
    """What cells of the rows above still cover."""
    while (place := len(line)) in held:
        left, text = held[place]
        line.append(text)
        if left > 1:
            below[place] = (left - 1, text)


def _place(cell: Element, line: list[str], below: dict[int, tuple[int, str]]) -> None:
    text = " ".join(lines(cell.children).split("\n"))
    rows = min(_LARGEST, int(cell.attributes.get("rowspan", "1")))
    for _column in range(min(_LARGEST, int(cell.attributes.get("colspan", "1")))):
        if rows > 1:
            below[len(line)] = (rows - 1, text)
        line.append(text)
