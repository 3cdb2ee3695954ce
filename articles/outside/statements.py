"""What a source says became of a work after it appeared."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from articles.references import identifiers
from articles.text.dialect import canonical
from articles.text.plain import plain

Kind = Literal["retracted", "withdrawn", "concern", "corrected"]
# From the gravest to the mildest.
KINDS: Final[tuple[Kind, ...]] = ("retracted", "withdrawn", "concern", "corrected")


@dataclass(frozen=True)
class Statement:
    """`by` is who says it, in the words of the source; `notice` the DOI of the notice, or "PMID 123", or ""."""

    kind: Kind
    by: str
    notice: str = ""
    on: str = ""  # a day in ISO 8601, or a year, or a year and a month
    words: str = ""

    def to_json(self) -> dict[str, str]:
        return asdict(self)


def plain_words(said: Any, longest: int = 600) -> str:
    """One line without markup: "10<sup>9</sup>" is "10⁹". What is no text is ""."""
    if not isinstance(said, str):
        return ""
    return " ".join(plain(canonical(f"<p>{said[: longest * 4]}</p>")).split())[:longest]


def notice_of(doi: Any, pmid: Any = "") -> str:
    """How a notice is named, so that two sources that mean the same one can be laid side by side."""
    if found := identifiers.doi(str(doi or "")):
        return found
    number = identifiers.pmid(str(pmid or ""))
    return f"PMID {number}" if number else ""


def day(parts: Sequence[object]) -> str:
    """ISO 8601 of [2004, 3, 6], as much of it as there is; "" for what is no date."""
    numbers = [int(str(part)) for part in parts if str(part).isascii() and str(part).isdecimal()]
    if len(numbers) != len(parts):
        return ""
    try:
        year, month, day_of_month = (*numbers, 1, 1)[:3]
        datetime.date(year, month, day_of_month)
    except (ValueError, OverflowError):
        return ""
    return "-".join([f"{numbers[0]:04d}", *(f"{number:02d}" for number in numbers[1:3])])
