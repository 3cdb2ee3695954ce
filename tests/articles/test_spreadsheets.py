"""Cells that a spreadsheet would reckon are made texts; everything else stays as it is."""

from __future__ import annotations

import csv
import io

import pytest

from articles.spreadsheets import BOM, csv_lines, harmless


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "  =1", "\u00a0=1"]
)
def test_what_would_be_reckoned_is_made_a_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Gout", "1 = 1", "a-b", "'quoted", "10 mg"])
def test_everything_else_stays(cell: str) -> None:
    assert harmless(cell) == cell


def test_lines_are_made_one_by_one_and_begin_with_a_mark_for_excel() -> None:
    asked = []

    def rows():  # type: ignore[no-untyped-def]
        for number in range(3):
            asked.append(number)
            yield [f'say "{number}", twice', "=x"]

    lines = csv_lines(["a", "b"], rows())
    first = next(lines)
    before = list(asked)
    whole = first + "".join(lines)

    assert (before, whole[0]) == ([], BOM)
    assert list(csv.reader(io.StringIO(whole[1:]))) == [["a", "b"], *([f'say "{n}", twice', "'=x"] for n in range(3))]
