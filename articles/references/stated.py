"""The fields of one record as a reader found them, and the work or refusal that they make."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.references import identifiers, kinds
from articles.references.dates import issued
from articles.references.people import Name
from articles.references.wording import plain
from articles.references.works import Refused, Work
from articles.refusals import Sentence

LONGEST_TITLE = 600
_ISSN = re.compile(r"\b(\d{4})-?(\d{3}[\dXx])\b")
_RANGE = re.compile(r"([A-Za-z]{0,4})(\d{1,9})-([A-Za-z]{0,4})(\d{1,9})")
_LONGEST_FIELD = 300
_OWN_ADDRESSES = re.compile(
    r"https?://(?:[a-z0-9.-]{0,40}doi\.org/|pubmed\.ncbi\.nlm\.nih\.gov/|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed/)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Stated:
    """As the source has it; lists hold what may stand there several times, the best first."""

    line: int
    kind: kinds.Kind = kinds.ARTICLE
    labels: list[str] = field(default_factory=list)
    title: str = ""
    authors: list[Name] = field(default_factory=list)
    editors: list[Name] = field(default_factory=list)
    journal: str = ""
    journal_short: str = ""
    date: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""
    edition: str = ""
    language: str = ""
    abstract: str = ""
    serial_numbers: list[str] = field(default_factory=list)
    dois: list[str] = field(default_factory=list)
    pmids: list[str] = field(default_factory=list)
    pmcids: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    notes: list[Sentence] = field(default_factory=list)

    def record(self) -> Work | Refused:
        title = plain(self.title)
        if not title:
            return Refused(self.line, _("The record has no title."))
        if len(title) > LONGEST_TITLE:
            return Refused(self.line, _("The title is longer than 600 letters."), title[:80] + "…")
        type_, label = kinds.stated((plain(said) for said in self.labels), self.kind)
        doi = self._doi()
        return Work(
            csl=self._csl(title),
            type=type_,
            label=label,
            doi=doi,
            pmid=self._first("pmid", self.pmids, identifiers.pmid),
            pmcid=self._first("pmcid", self.pmcids, identifiers.pmcid),
            isbn=next(filter(None, map(identifiers.isbn, self._parted_numbers())), ""),
            url=self._url(),
            guideline=next(filter(None, map(identifiers.guideline, self.numbers)), ""),
            line=self.line,
            notes=tuple(self.notes),
        )

    def _csl(self, title: str) -> dict[str, Any]:
        words = {
            "container-title": self.journal, "container-title-short": self.journal_short, "volume": self.volume,
            "issue": self.issue, "publisher": self.publisher, "publisher-place": self.place, "edition": self.edition,
            "language": self.language,
        }  # fmt: skip
        csl: dict[str, Any] = {
            "type": self.kind.csl,
            "title": title,
            "author": [found for found in self.authors if found],
            "editor": [found for found in self.editors if found],
            "issued": issued(self.date),
            **{name: plain(value)[:_LONGEST_FIELD] for name, value in words.items()},
            "page": pages(self.pages),
            "ISSN": self._issn(),
            "abstract": plain(self.abstract),
        }
        return {name: value for name, value in csl.items() if value}

    def _doi(self) -> str:
        found = self._first("doi", self.dois, identifiers.doi)
        return found or next((value for typed in self.urls if (value := identifiers.doi(typed))), "")

    def _first(self, kind: str, typed: list[str], read: Any) -> str:
        said = [words for value in typed if (words := value.strip())]
        found = next((value for words in said if (value := str(read(words)))), "")
        if said and not found:
            sentence = _("“{value}” is no {kind} and is left out.")
            self.notes.append(format_lazy(sentence, value=said[0][:80], kind=kind.upper()))
        return found

    def _url(self) -> str:
        """Not the address of the DOI or of PubMed: those are made from the identifier."""
        found = (identifiers.url(typed) for typed in self.urls if not _OWN_ADDRESSES.match(typed.strip()))
        return next(filter(None, found), "")

    def _parted_numbers(self) -> list[str]:
        """ISBN and ISSN as they stand together: "9780000000002 (print); 0000-0000"."""
        return [part.split("(")[0] for typed in self.serial_numbers for part in re.split(r"[;,\n]", typed[:2000])]

    def _issn(self) -> str:
        found = (_ISSN.search(typed) for typed in self._parted_numbers() if not identifiers.isbn(typed))
        first = next(filter(None, found), None)
        return f"{first[1]}-{first[2].upper()}" if first else ""


def pages(typed: str) -> str:
    """ "637-41" is "637-641", "10–12" and "10--12" are "10-12", "p. 5" is "5"; a number of an article stands as it is."""
    words = re.sub(r"\s*[‐-―−]+\s*|\s*-+\s*", "-", plain(typed)[:100])
    words = re.sub(r"^(?:pp?|pages?)\.?\s+", "", words, flags=re.IGNORECASE).strip(" -.;")
    found = _RANGE.fullmatch(words)
    if not found:
        return words
    before, first, before_last, last = found.groups()
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if (before_last or before) != before:
        return words
    return f"{before}{first}" if first == last else f"{before}{first}-{before}{last}"
