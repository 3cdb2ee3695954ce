"""CSV that a spreadsheet opens without taking words for formulas, row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

# A cell that begins so is reckoned by a spreadsheet, or read as a field of its own; the wide forms are taken for the narrow ones.
# OWASP, "CSV Injection": a single quote before it makes it a text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BOM = "\ufeff"  # without it Excel reads UTF-8 as something else


class _Line:
    """What `csv` writes to: the line is handed on at once, nothing is kept."""

    def write(self, line: str) -> str:
        return line


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The whole file, a line at a time, made while it is read."""
    writer = csv.writer(_Line())
    yield BOM + str(writer.writerow(header))
    for row in rows:
        yield str(writer.writerow([harmless(cell) for cell in row]))


def harmless(cell: str) -> str:
    """The cell as a text. Blanks before a sign do not hide it: spreadsheets take them away."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(FORMULA) else cell
