"""Crossref's REST API: works by DOI, works that fit a reference typed freely, and what became of a work.

Shapes: https://github.com/CrossRef/rest-api-doc and the schema of "work" there; numbers come as text or as numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings

from articles.outside.asking import Budget, Service, ServiceAway, contact
from articles.outside.statements import Kind, Statement, day, notice_of, plain_words
from articles.references import identifiers, works
from articles.references.works import Work
from articles.text.folding import folded

LABEL: Final = "Crossref"
MOST_AUTHORS: Final = 1000
_TYPES: Final = {"book": works.BOOK, "monograph": works.BOOK, "edited-book": works.BOOK, "reference-book": works.BOOK}
_CSL_TYPES: Final = {
    **dict.fromkeys(_TYPES, "book"),
    "book-chapter": "chapter",
    "posted-content": "article",
    "proceedings-article": "paper-conference",
    "report": "report",
    "dataset": "dataset",
    "dissertation": "thesis",
}
# Crossref, "Types of updates"; what stands nowhere here is a new version, a clarification or an addendum: no caution.
_UPDATES: Final[dict[str, Kind]] = {
    **dict.fromkeys(("retraction", "partial_retraction"), "retracted"),
    **dict.fromkeys(("withdrawal", "removal"), "withdrawn"),
    "expression_of_concern": "concern",
    **dict.fromkeys(("correction", "erratum", "corrigendum"), "corrected"),
}
_IN_TITLES: Final[dict[str, Kind]] = {"retracted": "retracted", "withdrawn": "withdrawn"}
_SOURCES: Final = {"publisher": "Crossref (publisher)", "retraction-watch": "Crossref (Retraction Watch)"}


@dataclass(frozen=True)
class Match:
    """A work that may be the one typed; `confidence` from 0 to 1: how much of its title, authors and year was typed."""

    work: Work
    confidence: float

    @property
    def percent(self) -> int:
        return round(self.confidence * 100)


def service() -> Service:
    return Service("crossref", LABEL, settings.CROSSREF_URL)


def by_doi(doi: str, *, budget: Budget, kept_for: int = 24 * 60 * 60) -> Mapping[str, Any] | None:
    """The record as Crossref has it, None where it has none. Raises `ServiceAway`."""
    answer = service().ask(f"works/{quote(doi, safe='')}", {"mailto": contact()}, budget=budget, kept_for=kept_for)
    if answer is None:
        return None
    return _message(answer)


def matches(reference: str, *, budget: Budget, most: int = 3) -> tuple[Match, ...]:
    """Works that a reference typed freely may mean, the likeliest first."""
    query = {"query.bibliographic": reference[:1000], "rows": str(most), "mailto": contact()}
    items = _message(service().ask("works", query, budget=budget) or {}).get("items")
    records = [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []
    found = [
        Match(work, _likeness(work, reference)) for work in map(work_of, records[:most]) if work.title and work.doi
    ]
    return tuple(sorted(found, key=lambda match: -match.confidence))


def _message(answer: Any) -> Mapping[str, Any]:
    message = answer.get("message") if isinstance(answer, Mapping) else None
    if not isinstance(message, Mapping):
        raise ServiceAway(LABEL, "its answer cannot be read.")
    return message


def _likeness(work: Work, reference: str) -> float:
    """Title counts for seven tenths: its words in their order; first author and year for the rest."""
    typed, title = _words(reference), _words(work.title)
    blocks = SequenceMatcher(a=title, b=typed, autojunk=False).get_matching_blocks() if title else []
    share = sum(block.size for block in blocks) / len(title) if title else 0.0
    author = _words(work.first_author)
    has_author = bool(author) and author[-1] in typed
    has_year = work.year in typed
    return round(0.7 * share + 0.15 * has_author + 0.15 * has_year, 2)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", folded(text))


def work_of(record: Mapping[str, Any]) -> Work:
    """The record as a work; fields that make no sense are left out."""
    kind = str(record.get("type") or "")
    csl = {
        "type": _CSL_TYPES.get(kind, "article-journal"),
        "title": _title(record),
        "author": _people(record.get("author")),
        "editor": _people(record.get("editor")),
        "container-title": _first(record.get("container-title")),
        "container-title-short": _first(record.get("short-container-title")),
        "issued": _issued(record),
        **{name: plain_words(record.get(name), 100) for name in ("volume", "issue", "page", "language")},
        "publisher": plain_words(record.get("publisher"), 300),
        "ISSN": _first(record.get("ISSN")),
        "abstract": plain_words(record.get("abstract"), 8000),
    }
    isbn = next(filter(None, map(identifiers.isbn, _texts(record.get("ISBN")))), "")
    label = kind.replace("-", " ").capitalize()
    return Work(
        csl={name: value for name, value in csl.items() if value},
        type=_TYPES.get(kind, works.OTHER_RESEARCH),
        label=label,
        doi=identifiers.doi(str(record.get("DOI") or "")),
        isbn=isbn,
    )


def _title(record: Mapping[str, Any]) -> str:
    title, subtitle = _first(record.get("title")), _first(record.get("subtitle"))
    return f"{title}: {subtitle}" if title and subtitle and folded(subtitle) not in folded(title) else title


def _first(values: Any) -> str:
    return next(filter(None, map(plain_words, _texts(values))), "")


def _texts(values: Any) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _people(people: Any) -> list[dict[str, str]]:
    listed = [person for person in people if isinstance(person, Mapping)] if isinstance(people, list) else []
    return [name for person in listed[:MOST_AUTHORS] if (name := _name(person))]


def _name(person: Mapping[str, Any]) -> dict[str, str]:
    family, given = plain_words(person.get("family"), 200), plain_words(person.get("given"), 200)
    if not family:
        literal = plain_words(person.get("name"), 300) or given
        return {"literal": literal} if literal else {}
    return {"family": family, "given": given} if given else {"family": family}


def _issued(record: Mapping[str, Any]) -> dict[str, list[list[str]]]:
    said = record.get("issued") or record.get("published") or {}
    parts = said.get("date-parts") if isinstance(said, Mapping) else None
    iso = day(parts[0]) if isinstance(parts, list) and parts and isinstance(parts[0], list) else ""
    return {"date-parts": [[str(int(part)) for part in iso.split("-")]]} if iso else {}


def statements_of(record: Mapping[str, Any]) -> tuple[Statement, ...]:
    """What was said about the work since: `updated-by`, notices with the work's own DOI (`update-to`), words of its title."""
    own = identifiers.doi(str(record.get("DOI") or ""))
    return tuple(dict.fromkeys([*_updates(record, own), *_said_in_title(record)]))


def _updates(record: Mapping[str, Any], own: str) -> Iterator[Statement]:
    for name in ("updated-by", "update-to"):
        listed = record.get(name)
        for update in listed if isinstance(listed, list) else []:
            if not isinstance(update, Mapping) or (name == "update-to" and notice_of(update.get("DOI")) != own):
                continue
            kind = _UPDATES.get(str(update.get("type") or "").lower().replace("-", "_").replace(" ", "_"))
            if kind:
                yield _update(kind, update)


def _update(kind: Kind, update: Mapping[str, Any]) -> Statement:
    when = update.get("updated")
    parts = when.get("date-parts") if isinstance(when, Mapping) else None
    on = day(parts[0]) if isinstance(parts, list) and parts and isinstance(parts[0], list) else ""
    by = _SOURCES.get(str(update.get("source") or ""), LABEL)
    words = plain_words(update.get("label"), 100)
    return Statement(kind, by, notice_of(update.get("DOI")), on, words)


def _said_in_title(record: Mapping[str, Any]) -> Iterator[Statement]:
    title = _first(record.get("title"))
    first, colon, _rest = title.partition(":")
    kind = _IN_TITLES.get(folded(first).removesuffix(" article").strip()) if colon else None
    if kind:
        yield Statement(kind, "Crossref (title)", words=title[:100])
