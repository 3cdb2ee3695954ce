"""When two records are the same work: an identifier in common, or title, year and first author in one spelling.

A work is looked for by its keys, short texts that equal works have in common, so that 10,000 records are compared with 20,000
rows by an index and not with each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from articles.text.folding import folded

LONGEST_KEY = 200
# Shorter titles ("Hypertension") need their subtitle to be told apart.
_FEWEST_WORDS = 4
_SUBTITLE = re.compile(r"(?<!\s)\s*(?::|\s[–—-]\s|(?<=[^.?!\s])[.?!]\s)\s*")
_NO_LETTERS = re.compile(r"[\W_]+")
# "[Article in German]", "RETRACTED:" and the like stand around a title and are none of it.
_AROUND = re.compile(
    r"^\s*(?:retracted(?: article)?|withdrawn|retraction|erratum)\s*:\s*|\[(?:article|paper) in [^\]]{1,40}\]",
    re.IGNORECASE,
)


class Described(Protocol):
    """What both a record and a row of the library have."""

    @property
    def csl(self) -> Any: ...
    @property
    def title(self) -> str: ...
    @property
    def doi(self) -> str: ...
    @property
    def pmid(self) -> str: ...
    @property
    def pmcid(self) -> str: ...
    @property
    def isbn(self) -> str: ...
    @property
    def guideline(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Title:
    """A title without case, accents and punctuation, its subtitle apart."""

    main: str
    sub: str

    @classmethod
    def of(cls, title: str) -> Title:
        words = _AROUND.sub("", title)
        parts = [part for part in _SUBTITLE.split(words, maxsplit=1) if _bare(part)]
        if len(parts) == 2 and len(_bare(parts[0]).split()) >= _FEWEST_WORDS:
            return cls(_bare(parts[0]), _bare(parts[1]))
        return cls(_bare(words), "")

    def is_like(self, other: Title) -> bool:
        """The same words; a subtitle may be missing in one, but two different ones are two works of a series."""
        return self.main == other.main and (self.sub == other.sub or not self.sub or not other.sub)


def _bare(words: str) -> str:
    return _NO_LETTERS.sub(" ", folded(words)).strip()


def likeness(work: Described) -> str:
    """First author, year and main title; "" where no year or no title is known: then nothing but an identifier tells."""
    main, year = Title.of(work.title).main, _year(work.csl)
    return f"{_first_author(work.csl)}|{year}|{main}"[:LONGEST_KEY] if main and year else ""


def _year(csl: Any) -> str:
    issued = csl.get("issued") if isinstance(csl, dict) else None
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    return str(first[0]) if isinstance(first, list) and first else ""


def _first_author(csl: Any) -> str:
    """The last word of the family name: some sources leave out "van der"."""
    authors = csl.get("author") if isinstance(csl, dict) else None
    first = authors[0] if isinstance(authors, list) and authors and isinstance(authors[0], dict) else {}
    family = str(first.get("family") or "")
    words = _bare(family).split()
    return words[-1] if words else _bare(str(first.get("literal") or ""))


def identities(work: Described) -> Iterator[tuple[str, str]]:
    """Identifiers that name this work alone: of a chapter the ISBN is the whole book's."""
    for name in ("doi", "pmid", "pmcid"):
        if value := getattr(work, name):
            yield name, value.lower() if name == "doi" else value
    if work.isbn and isinstance(work.csl, dict) and work.csl.get("type") == "book":
        yield "isbn", work.isbn


def are_same(one: Described, other: Described) -> bool:
    """Of two works of one likeness: not where an identifier says that they are two, such as a preprint and its paper."""
    ours, theirs = dict(identities(one)), dict(identities(other))
    if any(ours[name] != theirs[name] for name in ours.keys() & theirs.keys()):
        return False
    return Title.of(one.title).is_like(Title.of(other.title))
