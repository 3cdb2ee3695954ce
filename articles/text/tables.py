"""The shape of a table: which rows are its head, and what each header cell heads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.text.tree import Element, Node


@dataclass(frozen=True, slots=True)
class Row:
    in_head: bool
    cells: tuple[Element, ...]

    @property
    def heads(self) -> bool:
        """Editors drop `thead`, so a row of nothing but header cells counts as one."""
        return self.in_head or all(cell.tag == "th" for cell in self.cells)


def header_rows(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of the head (the leading ones only) and all others."""
    size = next((number for number, row in enumerate(rows) if not row.heads), len(rows))
    return list(rows[:size]), list(rows[size:])


def table(caption: Sequence[Node], head: Sequence[Row], body: Sequence[Row]) -> Element:
    parts = [
        Element("caption", {}, tuple(caption)) if caption else None,
        Element("thead", {}, tuple(_written(row, "th") for row in head)) if head else None,
        Element("tbody", {}, tuple(_written(row) for row in body)) if body else None,
    ]
    return Element("table", {}, tuple(part for part in parts if part))


def _written(row: Row, tag: str = "") -> Element:
    """`scope` follows from the place: editors lose it, and a screen reader needs it on every header cell."""
    across = all((tag or cell.tag) == "th" for cell in row.cells)
    cells = (_cell(replace(cell, tag=tag or cell.tag), "col" if across else "row") for cell in row.cells)
    return Element("tr", {}, tuple(cells))


def _cell(cell: Element, scope: str) -> Element:
    spans = {name: span(cell.attributes.get(name, ""), smallest=2, largest=1000) for name in ("colspan", "rowspan")}
    kept = {name: str(number) for name, number in spans.items() if number is not None}
    return replace(cell, attributes={**kept, "scope": scope} if cell.tag == "th" else kept)


def span(value: str, *, smallest: int, largest: int) -> int | None:
    """A whole number as HTML writes it, or None outside the bounds."""
    digits = value.strip()
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 4):
        return None
    return int(digits) if smallest <= int(digits) <= largest else None
