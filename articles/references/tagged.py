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
class Shape:
    """`tag` has two groups, name and value. A record begins with `first` and ends with `last`, or before the next one.

    `is_first` says whether a tag that stands before any `first` opens a record as well. `parted` formats part records by a blank line.
    """

    tag: re.Pattern[str]
    first: str
    last: str = ""
    parted: bool = False


def records(lines: Iterable[Line], shape: Shape, read: Callable[[Tagged], Stated]) -> Iterator[Record]:
    """One result for each record, in order. What stands between records, such as a number or a provider's name, is passed over."""
    for tagged in _cut(lines, shape):
        if tagged.size > LONGEST_RECORD:
            yield Refused(tagged.line, _("The record is longer than a megabyte; it is probably damaged."))
        else:
            yield read(tagged).record()


def _cut(lines: Iterable[Line], shape: Shape) -> Iterator[Tagged]:
    open_: Tagged | None = None
    is_parted = False
    for line in lines:
        found = shape.tag.match(line.text)
        if found is None:
            words = line.text.strip()
            is_parted = is_parted or not words
            if open_ is not None:
                open_.go_on(words)
            continue
        tag = found[1]
        if open_ is not None and (tag == shape.first or (shape.parted and is_parted and open_.has(tag))):
            yield open_
            open_ = None
        is_parted = False
        if tag == shape.last:
            if open_ is not None:
                yield open_
            open_ = None
            continue
        open_ = open_ or Tagged(line.number)
        open_.add(tag, found[2] or "")
    if open_ is not None:
        yield open_
