"""How citations are written out: in brackets, always, so that no number is read as an exponent."""

from collections.abc import Iterable


def label(numbers: Iterable[int]) -> str:
    """[1], [1, 3], and from three in a row on [1–3]."""
    rows: list[list[int]] = []
    for number in sorted(set(numbers)):
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    return f"[{', '.join(_row(row) for row in rows)}]"


def _row(row: list[int]) -> str:
    return f"{row[0]}–{row[-1]}" if len(row) > 2 else ", ".join(str(number) for number in row)
