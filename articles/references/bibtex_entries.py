"""Entries of a BibTeX file, cut out of its lines one by one, and their fields as they stand, braces and TeX included.

Own reader: bibtexparser 2.1 holds the whole file and the whole library in memory before it gives the first entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from articles.references.encodings import Line

LONGEST_ENTRY = 1_000_000
_BEGINNING = re.compile(r"@\s{0,5}([A-Za-z]{2,40})\s{0,5}([{(])")
_BRACE = re.compile(r"\\.|[{}]")
_NAME = re.compile(r"[\s,]*([A-Za-z][\w:+./-]{0,60})\s*=\s*")
_BARE = re.compile(r"[^\s,#{}\"=]+")
_JOINED = re.compile(r"\s*#\s*")
_QUOTED = re.compile(r'\\.|[{}"]', re.DOTALL)


class Broken(Exception):
    """The entry cannot be taken apart; `at` says before which words."""

    def __init__(self, at: str) -> None:
        super().__init__(at)
        self.at = at


@dataclass(slots=True)
class Entry:
    """`body` is what stands between the outer braces; `is_whole` is False where they are not closed."""

    line: int
    type: str
    body: list[str] = field(default_factory=list)
    is_whole: bool = False
    size: int = 0
    depth: int = 1

    def take(self, words: str) -> int:
        """How much of the words belongs to the entry, its last brace included."""
        end = len(words)
        for found in _BRACE.finditer(words):
            self.depth += {"{": 1, "}": -1}.get(found[0], 0)
            if self.depth == 0:
                self.is_whole, end = True, found.end()
                break
        self.size += end
        if self.size <= LONGEST_ENTRY:
            self.body.append(words[: end - 1] if self.is_whole else words)
        return end


def entries(lines: Iterable[Line]) -> Iterator[Entry]:
    """Each entry; one that is not closed before another begins on a line of its own ends there."""
    open_: Entry | None = None
    for line in lines:
        rest = line.text
        if open_ is not None and _BEGINNING.match(rest.lstrip()):
            yield open_
            open_ = None
        while rest:
            if open_ is None:
                found = _BEGINNING.search(rest)
                if found is None:
                    break
                open_, rest = Entry(line.number, found[1].lower()), rest[found.end() :]
                # The sign that closes "@article(" is looked for by nobody: its braces are.
            rest = rest[open_.take(rest) :]
            if open_.is_whole:
                yield open_
                open_ = None
    if open_ is not None:
        yield open_


def fields(body: str, macros: Mapping[str, str]) -> dict[str, str]:
    """Field names in small letters → values without their outer braces or quotes. Raises Broken."""
    place = body.find(",")
    key_end = place if place >= 0 and "=" not in body[:place] else -1
    place = key_end + 1
    found: dict[str, str] = {}
    while body[place:].strip(" \t\r\n,"):
        name = _NAME.match(body, place)
        if name is None:
            raise Broken(body[place : place + 40].strip())
        value, place = _value(body, name.end(), macros)
        found.setdefault(name[1].lower(), value)
    return found


def _value(body: str, place: int, macros: Mapping[str, str]) -> tuple[str, int]:
    words: list[str] = []
    while True:
        part, place = _part(body, place, macros)
        words.append(part)
        joined = _JOINED.match(body, place)
        if joined is None:
            return "".join(words), place
        place = joined.end()


def _part(body: str, place: int, macros: Mapping[str, str]) -> tuple[str, int]:
    if body[place : place + 1] == "{":
        return _braced(body, place)
    if body[place : place + 1] == '"':
        return _quoted(body, place)
    bare = _BARE.match(body, place)
    if bare is None:
        raise Broken(body[place : place + 40].strip())
    return macros.get(bare[0].lower(), bare[0]), bare.end()


def _braced(body: str, place: int) -> tuple[str, int]:
    depth = 0
    for found in _QUOTED.finditer(body, place):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0 and found[0] == "}":
            return body[place + 1 : found.start()], found.end()
    raise Broken(body[place : place + 40].strip())


def _quoted(body: str, place: int) -> tuple[str, int]:
    depth = 0
    for found in _QUOTED.finditer(body, place + 1):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if found[0] == '"' and depth <= 0:
            return body[place + 1 : found.start()], found.end()
    raise Broken(body[place : place + 40].strip())
