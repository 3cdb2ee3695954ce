"""CSL-JSON, as Zotero and others write it, and works of Crossref, whose fields are nearly the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.references import kinds, people
from articles.references.identifiers import dois_in, pmcids_in, pmids_in
from articles.references.people import Name
from articles.references.stated import Stated
from articles.references.works import Record, Refused

LONGEST_STRING = 2_000_000
_LONGEST_FILE = 20_000_000
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}]', re.DOTALL)
# "message" of Crossref holds "items".
_DEEPEST = 2
_HELD = ("items", "references", "message")


def records(pieces: Iterable[str]) -> Iterator[Record]:
    """Of a list one after the other; an object is read whole and may hold a list or one work."""
    for line, text in _Cutting().cut(pieces):
        if isinstance(text, Refused):
            yield text
            continue
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            yield Refused(line, _("The JSON of this record is broken."))
            continue
        yield from _records(line, found)


class _Cutting:
    """One pass over the pieces; holds one object at a time."""

    def __init__(self) -> None:
        self._kept = ""
        self._line = 1
        self._depth = 0
        self._looked_to = 0

    def cut(self, pieces: Iterable[str]) -> Iterator[tuple[int, str | Refused]]:
        """The outermost objects of the text, or those of its outermost list, each with its line."""
        for piece in pieces:
            self._kept += piece
            while (found := self._token()) is not None:
                if (whole := self._take(found)) is not None:
                    yield whole
            if len(self._kept) > _LONGEST_FILE or len(self._kept) - self._looked_to > LONGEST_STRING:
                yield self._line, Refused(self._line, _("The record is too long; it is probably damaged."))
                return
        if self._depth:
            yield self._line, Refused(self._line, _("The file ends in the middle of this record."))

    def _token(self) -> re.Match[str] | None:
        found = _TOKEN.search(self._kept, self._looked_to)
        if found is None:
            quote = self._kept.find('"', self._looked_to)
            self._looked_to = quote if quote >= 0 else len(self._kept)
            if not self._depth:
                self._drop(self._looked_to)
        return found

    def _take(self, found: re.Match[str]) -> tuple[int, str] | None:
        self._looked_to = found.end()
        if found[0] == "{":
            if not self._depth:
                self._drop(found.start())
                self._looked_to = 1
            self._depth += 1
        elif found[0] == "}" and self._depth:
            self._depth -= 1
            if not self._depth:
                whole = self._line, self._kept[: found.end()]
                self._drop(found.end())
                return whole
        return None

    def _drop(self, length: int) -> None:
        self._line += self._kept.count("\n", 0, length)
        self._kept, self._looked_to = self._kept[length:], 0


def _records(line: int, found: Mapping[str, Any], level: int = 0) -> Iterator[Record]:
    held = next((found[name] for name in _HELD if isinstance(found.get(name), (dict, list))), None)
    if held is None or "title" in found or level == _DEEPEST:
        yield _record(line, found)
        return
    for item in held if isinstance(held, list) else [held]:
        if isinstance(item, dict):
            yield from _records(line, item, level + 1)


def _record(line: int, item: Mapping[str, Any]) -> Record:
    kind = kinds.CSL.get(_words(item.get("type")), None)
    if kind is None and not {"DOI", "author", "issued", "container-title"} & set(item):
        return Refused(line, _("This JSON object is no record of a work in CSL-JSON."), _words(item.get("title"))[:80])
    return _stated(line, item, kind or kinds.OTHER).record()


def _stated(line: int, item: Mapping[str, Any], kind: kinds.Kind) -> Stated:
    def of(*names: str) -> str:
        return next((words for name in names if (words := _words(item.get(name)).strip())), "")

    notes = of("note")
    return Stated(
        line=line,
        kind=kind,
        labels=[of("genre")],
        title=": ".join(filter(None, (of("title"), of("subtitle")))),
        authors=_people(item.get("author")),
        editors=_people(item.get("editor")),
        journal=of("container-title"),
        journal_short=of("container-title-short", "short-container-title", "journalAbbreviation"),
        date=_date(item.get("issued")) or _date(item.get("published")),
        volume=of("volume"),
        issue=of("issue"),
        pages=of("page", "article-number"),
        publisher=of("publisher"),
        place=of("publisher-place", "publisher-location"),
        edition=of("edition", "edition-number"),
        language=of("language"),
        abstract=of("abstract"),
        serial_numbers=[*_list(item.get("ISBN")), *_list(item.get("ISSN"))],
        dois=[of("DOI"), *dois_in(notes)],
        pmids=[of("PMID"), *pmids_in(notes)],
        pmcids=[of("PMCID"), *pmcids_in(notes)],
        urls=[of("URL")],
        numbers=[of("number")] if kind in {kinds.REPORT, kinds.BOOK, kinds.WEB_PAGE} else [],
    )


def _words(value: Any) -> str:
    """Crossref has lists where CSL has words."""
    if isinstance(value, list):
        return _words(value[0]) if value else ""
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _list(value: Any) -> list[str]:
    return [_words(one) for one in value] if isinstance(value, list) else [_words(value)]


def _people(value: Any) -> list[Name]:
    return [_person(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _person(one: Mapping[str, Any]) -> Name:
    if literal := _words(one.get("literal")) or _words(one.get("name")):
        return people.organisation(literal)
    particles = (_words(one.get(part)) for part in ("non-dropping-particle", "dropping-particle", "family"))
    family = " ".join(filter(None, particles))
    return people.person(family=family, given=_words(one.get("given")), suffix=_words(one.get("suffix")))


def _date(value: Any) -> str:
    if not isinstance(value, dict):
        return _words(value)
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [_words(part) for part in first]
    return "/".join(filter(None, numbers)) or _words(value.get("raw")) or _words(value.get("literal"))
