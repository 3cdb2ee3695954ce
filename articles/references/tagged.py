"""Records of tagged lines, as RIS, NBIB and EndNote's export have them, cut from a stream one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from articles.references.encodings import Line
from articles.references.stated import Stated
from articles.references.works import Record, Refused

# Abstracts are the longest of it; whatever is longer is not one record.
LONGEST_RECORD = 1_000_000


@dataclass(slots=True)
class Tagged:
    """Tags with their values in order; lines that go on from one before are joined to it by a blank."""

    line: int
    values: list[tuple[str, str]] = field(default_factory=list)
    size: int = 0

    def add(self, tag: str, value: str) -> None:
        if self.size <= LONGEST_RECORD:
            self.values.append((tag, value.strip()))
        self.size += len(value)

    def go_on(self, words: str) -> None:
        if self.values and words and self.size <= LONGEST_RECORD:
            tag, value = self.values[-1]
            self.values[-1] = (tag, f"{value} {words}" if value else words)
        self.size += len(words)

    def all(self, *tags: str) -> list[str]:
        """In the order of the tags as asked for, then of the record."""
        return [value for tag in tags for name, value in self.values if name == tag and value]

    def first(self, *tags: str) -> str:
        return next(iter(self.all(*tags)), "")

    def has(self, tag: str) -> bool:
        return any(name == tag for name, _value in self.values)


@dataclass(frozen=True, slots=True)
class Dialect:
    """`tag` has two groups, name and value. A record begins with `first` and ends with `last`, or before the next one.

    `read` tells what the tags mean. In a `parted` dialect a blank line parts records too, where a tag comes once more behind it.
    """

    tag: re.Pattern[str]
    first: str
    read: Callable[[Tagged], Stated]
    last: str = ""
    parted: bool = False

    def begins(self, text: str) -> bool:
        if self.first not in text[:12]:
            return False
        found = self.tag.match(text)
        return found is not None and found[1] == self.first


def records(lines: Iterable[Line], dialects: tuple[Dialect, ...]) -> Iterator[Record]:
    """One result for each record, in order; each is in the dialect that its first tag shows, the first one where none does.

    Whoever puts the exports of several databases into one file gets all of it. What stands between records, such as a number or
    a provider's name, is passed over.
    """
    for tagged, dialect in _Cutting(dialects).cut(lines):
        if tagged.size > LONGEST_RECORD:
            yield Refused(tagged.line, _("The record is longer than a megabyte; it is probably damaged."))
        else:
            yield dialect.read(tagged).record()


class _Cutting:
    """One pass over the lines; holds one record at a time."""

    def __init__(self, dialects: tuple[Dialect, ...]) -> None:
        self._dialects = dialects
        self._dialect = dialects[0]
        self._open: Tagged | None = None
        self._is_parted = False

    def cut(self, lines: Iterable[Line]) -> Iterator[tuple[Tagged, Dialect]]:
        for line in lines:
            begun = next((dialect for dialect in self._dialects if dialect.begins(line.text)), None)
            if begun is not None:
                yield from self._close()
                self._dialect = begun
            yield from self._take(line)
        yield from self._close()

    def _close(self) -> Iterator[tuple[Tagged, Dialect]]:
        if self._open is not None:
            yield self._open, self._dialect
        self._open = None

    def _take(self, line: Line) -> Iterator[tuple[Tagged, Dialect]]:
        found = self._dialect.tag.match(line.text)
        if found is None:
            words = line.text.strip()
            self._is_parted = self._is_parted or not words
            if self._open is not None:
                self._open.go_on(words)
            return
        if self._dialect.parted and self._is_parted and self._open is not None and self._open.has(found[1]):
            yield from self._close()
        self._is_parted = False
        if found[1] == self._dialect.last:
            yield from self._close()
            return
        self._open = self._open or Tagged(line.number)
        self._open.add(found[1], found[2] or "")
