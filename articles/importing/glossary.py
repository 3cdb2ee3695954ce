"""Terms from elsewhere, as CSV or JSON, to rows with their line: each the words of a term, or why it is none. Pure.

Columns are known by many names, so that a list of "don't say" and "say" is read as it is. Several synonyms or
abbreviations in one cell of CSV are parted by semicolons.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.refusals import Refusal
from articles.spreadsheets import BOM, csv_lines, harmless
from articles.text.folding import folded
from articles.text.terms import Wording
from articles.text.terms.wording import faults

MOST_ROWS = 20_000
NAMES: Mapping[str, str] = {
    **dict.fromkeys(("term", "word", "headword", "name", "dontsay", "insteadof", "jargon"), "term"),
    **dict.fromkeys(
        ("patient", "patients", "definition", "plaindefinition", "plainalternative", "plainlanguage", "meaning", "say"),
        "patient",
    ),
    **dict.fromkeys(("student", "students"), "student"),
    **dict.fromkeys(("clinician", "clinicians", "professional", "healthprofessionals"), "clinician"),
    **dict.fromkeys(("synonym", "synonyms", "alsocalled"), "synonyms"),
    **dict.fromkeys(("abbreviation", "abbreviations", "acronym"), "abbreviations"),
    **dict.fromkeys(("sense", "whichsense", "context"), "sense"),
    **dict.fromkeys(("language", "lang"), "language"),
}
# What our own export adds, and nothing is read from.
OUR_OWN = frozenset({"key", "signedon", "signedas", "inuse"})
_LISTS = ("synonyms", "abbreviations")
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class Row:
    """A row of the source: its words, or in `refusal` why there are none."""

    line: int
    term: str
    wording: Wording | None
    refusal: str = ""


@dataclass(frozen=True)
class Source:
    """`unread` are columns that nothing was read from."""

    rows: tuple[Row, ...]
    unread: tuple[str, ...] = ()


def read_terms(text: str, *, language: str = "en") -> Source:
    """Rows of decoded CSV or JSON. Raises a Refusal for a file that is neither, or has no column for the term."""
    bare = text.lstrip("\ufeff \t\r\n")
    rows = list(_json_rows(text) if bare[:1] in ("[", "{") else _csv_rows(text.lstrip("\ufeff")))
    if not rows:
        raise Refusal(_("There is no row in this file."))
    if len(rows) > MOST_ROWS:
        raise Refusal(_("There are more than %d rows in this file. Please split it.") % MOST_ROWS)
    named = dict.fromkeys(name for _line, row in rows for name in row)
    if not any(_field(name) == "term" for name in named):
        found = ", ".join(f"“{name}”" for name in list(named)[:8])
        raise Refusal(_("No column holds the term. Name one of them “term”; there are: %s.") % found)
    unread = tuple(name for name in named if not _field(name) and _bare(name) not in OUR_OWN)
    return Source(tuple(_row(line, row, language) for line, row in rows), unread)


def _bare(name: str) -> str:
    return re.sub(r"[^a-z]", "", folded(name))


def _field(name: str) -> str:
    return NAMES.get(_bare(name), "")


def _row(line: int, row: Mapping[str, Any], language: str) -> Row:
    values: dict[str, Any] = {}
    for name, value in row.items():
        field = _field(name)
        if field and value not in ("", None, []):
            read = _values(value) if field in _LISTS else value
            if not _is_text(read):
                return Row(line, str(row.get("term", ""))[:80], None, _("“%s” is not text.") % name)
            values[field] = read
    wording = Wording(**{"term": "", "language": language, **values}).tidied()
    wrong = faults(wording)
    return Row(line, wording.term[:80], None if wrong else wording, " ".join(wrong))


def _values(value: Any) -> Any:
    """ "a; b" or a list, as a tuple."""
    return tuple(value.split(";")) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, tuple) and all(isinstance(one, str) for one in value))


def _csv_rows(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header: list[str] = []
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [cell.strip() for cell in cells]
                continue
            yield line, dict(zip(header, map(_cell, cells), strict=False))
    except csv.Error as error:
        raise Refusal(_("Line %(line)d cannot be read: %(why)s.") % {"line": before + 1, "why": error}) from None


def _cell(cell: str) -> str:
    """Without the apostrophe that an export puts before what a spreadsheet takes for a formula."""
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) != cell[1:] else cell


def _delimiter(text: str) -> str:
    """The one by which the first line falls into the most columns that are known."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def known(delimiter: str) -> int:
        return sum(bool(_field(cell)) for cell in first.split(delimiter))

    return max(_DELIMITERS, key=known)


def _json_rows(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    start = _start_of_list(text)
    decoder, line, counted = json.JSONDecoder(), 1, 0
    for place, item in _items(text, start, decoder):
        line, counted = line + text.count("\n", counted, place), place
        if not isinstance(item, dict):
            raise Refusal(_("Line %d: each entry of the list must be an object with a “term”.") % line)
        yield line, item


def _start_of_list(text: str) -> int:
    """Of a list at the top, or under one name in an object at the top ({"terms": […]})."""
    found = re.match(r'[\s\ufeff]*(?:\{\s*"[^"\\]{1,40}"\s*:\s*)?\[', text)
    if found is None:
        raise Refusal(_("The JSON must be a list of objects, each with a “term”."))
    return found.end()


def _items(text: str, start: int, decoder: json.JSONDecoder) -> Iterator[tuple[int, Any]]:
    place = _next_sign(text, start)
    while text[place : place + 1] != "]":
        try:
            item, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            raise _broken(text, getattr(error, "pos", place)) from None
        yield place, item
        after = _next_sign(text, end)
        if text[after : after + 1] == ",":
            place = _next_sign(text, after + 1)
        elif text[after : after + 1] == "]":
            return
        else:
            raise _broken(text, after)


def _next_sign(text: str, place: int) -> int:
    while text[place : place + 1] in (" ", "\t", "\r", "\n"):
        place += 1
    return place


def _broken(text: str, place: int) -> Refusal:
    return Refusal(_("The JSON breaks off or is wrong in line %d.") % (text.count("\n", 0, place) + 1))


def csv_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """CSV that a spreadsheet opens without taking words for formulas."""
    return "".join(csv_lines(header, rows)).removeprefix(BOM)
