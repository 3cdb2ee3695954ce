"""Any file or pasted text that holds references, as records: the formats of `references`, and running words, taken apart here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from articles.importing import typed_works
from articles.importing.lines import split
from articles.importing.reference_list import split_off
from articles.references import recognising
from articles.references.recognising import Source
from articles.references.works import Record, Refused, Typed

# Running words are read as a whole, because only the whole shows where one entry ends and the next begins.
LONGEST_LIST = 1_000_000
_HEADING = "References"


def opened(stream: BinaryIO) -> Source:
    """What the stream holds, one result for each record. Raises Refusal with a sentence where it holds no text."""
    source = recognising.opened(stream)
    if source.format is recognising.TYPED:
        return replace(source, records=_of_a_list(source.records))
    return replace(source, records=_read(source.records))


def _read(records: Iterable[Record]) -> Iterator[Record]:
    for record in records:
        yield typed_works.record(record.text, record.line) if isinstance(record, Typed) else record


def _of_a_list(records: Iterable[Record]) -> Iterator[Record]:
    typed: list[str] = []
    size = 0
    for record in records:
        if isinstance(record, Typed):
            typed.append(record.text)
            size += len(record.text)
        if size > LONGEST_LIST:
            yield Refused(0, _("Running words are read up to a megabyte. Export the list as RIS or BibTeX instead."))
            return
    yield from _entries(typed)


def _entries(typed: list[str]) -> Iterator[Record]:
    """The list with a heading over it, if it has none of its own."""
    lines = split("\n".join(typed))
    found = split_off(lines)
    before = 0
    if not found.references:
        lines = split("\n".join([_HEADING, "", *typed]))
        found, before = split_off(lines), 2
    for reference in found.references:
        yield typed_works.of_entry(replace(reference, line=reference.line - before))
    for line in found.rest:
        if line.text and before and line.number > before:
            yield Refused(line.number - before, _("This is no reference that can be told."), line.text[:80])
    if not found.references:
        yield Refused(1, _("No references can be told in these words."))
