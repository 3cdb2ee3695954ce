"""The table beside a publisher's files (CSV): for each file what it is about, where it stood, who approved it and when."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.importing.converting import audience_of
from articles.refusals import Refusal, Sentence

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "file": ("file", "filename", "path", "name"),
    "article": ("article", "group"),
    "audience": ("audience", "written for"),
    "title": ("title",),
    "slug": ("slug", "address"),
    "question": ("question",),
    "topic": ("topic", "category"),
    "type": ("type", "article type"),
    "editor": ("handling editor", "editor", "handling_editor"),
    "summary": ("summary", "bottom line"),
    "description": ("description",),
    "addresses": ("old addresses", "old_addresses", "old address", "redirects", "url", "old url"),
    "approved_by": ("approved by", "reviewer", "reviewed by", "approved_by", "reviewed_by"),
    "approved_on": ("approved on", "reviewed on", "approved_on", "reviewed_on", "review date", "last reviewed"),
    "record": ("record", "minutes"),
    "review_due": ("review due", "next review", "review_due"),
    "applies_to": ("applies to", "population", "applies_to"),
    "author": ("author", "authors"),
}
_NAMES = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
_MOST_ROWS = 20_000
_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d")
_BLANKS = re.compile(r"[\s_-]+")


@dataclass(frozen=True)
class Stated:
    """One row. `values` by the names of `COLUMNS`, those that say something; `remarks` are about what could not be read."""

    line: int
    values: Mapping[str, str]
    remarks: tuple[Sentence, ...] = ()

    @property
    def file(self) -> str:
        return self.values.get("file", "").replace("\\", "/").lstrip("./")


@dataclass(frozen=True)
class Table:
    rows: tuple[Stated, ...] = ()
    remarks: tuple[Sentence, ...] = ()
    by_file: Mapping[str, Stated] = field(default_factory=dict)


def read(text: str) -> Table:
    """Raises `Refusal` for a table that has no column for the file."""
    lines = text.lstrip("\ufeff")
    first = lines.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter)
    try:
        header = [_name(cell) for cell in next(rows, [])]
        found = [(rows.line_num, row) for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise Refusal(_("The table cannot be read: %s.") % error) from None
    if "file" not in header:
        raise Refusal(_("The table has no column “file”."))
    if len(found) > _MOST_ROWS:
        raise Refusal(_("The table has more than 20,000 rows."))
    unknown = [cell for cell in header if cell and cell not in COLUMNS]
    remarks = [format_lazy(_("Column “{name}” is not known and was not read."), name=name) for name in unknown]
    stated = tuple(_stated(line, header, row) for line, row in found)
    by_file: dict[str, Stated] = {}
    for one in stated:
        if one.file.casefold() in by_file:
            remarks.append(
                format_lazy(_("Line {line} names “{file}” again and was not read."), line=one.line, file=one.file)
            )
        by_file.setdefault(one.file.casefold(), one)
    return Table(stated, tuple(remarks), by_file)


def _name(cell: str) -> str:
    plain = _BLANKS.sub(" ", cell.strip().lower())
    return _NAMES.get(plain, cell.strip())


def _stated(line: int, header: Sequence[str], row: Sequence[str]) -> Stated:
    values = {
        name: " ".join(cell.split())
        for name, cell in zip(header, row, strict=False)
        if name in COLUMNS and cell.strip()
    }
    remarks: list[Sentence] = []
    for name in ("approved_on", "review_due"):
        if name in values:
            day = day_of(values[name])
            if day is None:
                remarks.append(format_lazy(_("“{value}” is no date such as 2024-05-31."), value=values.pop(name)))
            else:
                values[name] = day.isoformat()
    if "audience" in values:
        audience = audience_of(values["audience"])
        if not audience:
            remarks.append(format_lazy(_("“{value}” is no audience."), value=values["audience"]))
        values["audience"] = audience
    return Stated(line, {name: value for name, value in values.items() if value}, tuple(remarks))


def day_of(words: str) -> datetime.date | None:
    """A day as tables write it. "05/06/2024" is not read: it is two days."""
    for form in _DATES:
        try:
            return datetime.datetime.strptime(words.strip(), form).replace(tzinfo=datetime.UTC).date()
        except ValueError:
            continue
    return None
