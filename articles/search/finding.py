"""A search: what was typed, what is found, and how it is quoted."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.db import connections, router

from articles.models import Publication, SearchContent, SearchEntry
from articles.search import languages, tables
from articles.search.marking import Piece, marked
from articles.search.query import Query, parse
from articles.search.ranking import Candidate, Needles, best_passages, holds, most_in_one, needles, scores
from articles.search.suggesting import Suggestion, suggestions
from articles.search.synonyms import synonyms
from articles.search.tables import Phrase

MOST: Final = 200  # what a person looks through; who wants more adds a word
A_PAGE: Final = 10
_RANKED_BY_PASSAGE: Final = 20
_QUOTED: Final = 2
_PART_IN_ONE_PASSAGE: Final = 1.5
_SHORTEST_CHOICE: Final = 2

Parts = Sequence[Sequence[Phrase]]


@dataclass(frozen=True, slots=True)
class Filters:
    """`topics` are keys of topics, `since` the day after which a text was reviewed."""

    topics: tuple[int, ...] = ()
    since: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage as it is shown: words in pieces of which some are marked. `card` "table" quotes a table's name alone."""

    pieces: tuple[Piece, ...]
    heading: str
    anchor: str
    lead_in: tuple[Piece, ...]
    card: str
    warning: str


@dataclass(frozen=True, slots=True)
class Hit:
    publication: Publication
    shown: str
    passages: tuple[Quoted, ...]
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """`count` stops at `MOST`. Where no text has every word, `is_partial`: the hits have some. Nothing is put in for a word."""

    query: Query
    hits: tuple[Hit, ...] = ()
    count: int = 0
    page: int = 1
    is_partial: bool = False
    suggestions: tuple[Suggestion, ...] = field(default=())

    @property
    def is_more(self) -> bool:
        return self.count >= MOST

    @property
    def first(self) -> int:
        """The number of the first hit of the page."""
        return (self.page - 1) * A_PAGE + 1

    @property
    def pages(self) -> int:
        return -(-self.count // A_PAGE)


def search(typed: str, audience: str, *, language: str, filters: Filters | None = None, page: int = 1) -> Results:
    """The page of hits for readers of one audience. Never raises, whatever was typed."""
    query = parse(typed, language, synonyms(), others=languages.others(language))
    if not query.parts:
        return Results(query)
    looking = Looking(audience, query.phrases, filters or Filters())
    entries, is_partial = looking.complete(), False
    missed: tuple[Suggestion, ...] = ()
    if not entries:
        missed = suggestions(query, looking.exists)
        entries, is_partial = looking.partial(), True
    looked_for = needles(query.phrases)
    order = ranked(entries, looked_for, is_partial=is_partial)
    last = max(1, -(-len(order) // A_PAGE))
    page = min(max(1, page), last)
    hits = _hits(order[(page - 1) * A_PAGE : page * A_PAGE], query, looked_for)
    return Results(query, hits, len(order), page, is_partial and bool(hits), missed)


class Looking:
    """One search in the index of one audience."""

    def __init__(self, audience: str, parts: Parts, filters: Filters) -> None:
        self._connection = connections[router.db_for_read(SearchEntry)]
        self._audience, self._parts = audience, parts
        self._where, self._values = _narrowed(filters)

    def complete(self) -> list[int]:
        """Entries with every part: those that have them in the title before those with headings before the others."""
        found: dict[int, None] = {}
        for column in tables.COLUMNS:
            found.update(dict.fromkeys(self._found(column, self._parts, MOST)))
            if len(found) >= MOST:
                break
        return list(found)[:MOST]

    def partial(self) -> list[int]:
        """Entries with some parts, if there is more than one."""
        if len(self._parts) < _SHORTEST_CHOICE:
            return []
        anything = [[phrase for part in self._parts for phrase in part]]
        found = dict.fromkeys(self._found("title", anything, MOST))
        if len(found) < MOST:
            found.update(dict.fromkeys(self._found("lead", anything, MOST)))
        return list(found)[:MOST]

    def exists(self, phrase: Phrase) -> bool:
        return bool(self._found("words", [[phrase]], 1))

    def _found(self, column: tables.Column, parts: Parts, limit: int) -> list[int]:
        return tables.found(
            self._connection, self._audience, column, parts, where=self._where, values=self._values, limit=limit
        )


def _narrowed(filters: Filters) -> tuple[str, list[Any]]:
    where, values = "", list[Any]()
    if filters.topics:
        places = ", ".join(["%s"] * len(filters.topics))
        where += f" AND e.article_id IN (SELECT id FROM articles_article WHERE topic_id IN ({places}))"  # noqa: S608
        values += filters.topics
    if filters.since:
        where += " AND e.reviewed >= %s"
        values.append(filters.since)
    return where, values


def ranked(entries: Sequence[int], parts: Needles, *, is_partial: bool) -> list[int]:
    """By title and lead; then the first of them by whether one passage has it all."""
    rows = {
        row[0]: row for row in SearchContent.objects.filter(entry__in=entries).values_list("entry", "title", "lead")
    }
    candidates = [Candidate(*rows[entry], is_complete=not is_partial) for entry in entries if entry in rows]
    by = scores(candidates, parts)
    place = {entry: number for number, entry in enumerate(entries)}
    order = sorted(by, key=lambda entry: (-round(by[entry], 6), place[entry]))
    first = order[:_RANKED_BY_PASSAGE]
    if len(parts) > 1:
        told = {entry: most_in_one(stems, parts) for entry, stems in _stems_of(first).items()}
        first.sort(key=lambda entry: (-round(by[entry] + _PART_IN_ONE_PASSAGE * told.get(entry, 0), 6), place[entry]))
    return [*first, *order[_RANKED_BY_PASSAGE:]]


def _stems_of(entries: Sequence[int]) -> dict[int, list[str]]:
    rows = SearchContent.objects.filter(entry__in=entries).values_list("entry", "passages")
    return {entry: [row[-1] for row in json.loads(passages)] for entry, passages in rows}


def _hits(wanted: Sequence[int], query: Query, parts: Needles) -> tuple[Hit, ...]:
    rows = SearchEntry.objects.filter(pk__in=wanted, publication__in=Publication.objects.live())
    rows = rows.select_related("publication__version", "publication__article", "content")
    found = {row.pk: row for row in rows.defer("publication__version__manifest")}
    return tuple(_hit(found[entry], query, parts) for entry in wanted if entry in found)


def _hit(entry: SearchEntry, query: Query, parts: Needles) -> Hit:
    passages = json.loads(entry.content.passages)
    tables_ = {place for place, row in enumerate(passages) if row[4] == "table"}
    chosen = best_passages([row[-1] for row in passages], parts, behind=tables_, most=_QUOTED)
    everything = "|".join((entry.content.lead, *(row[-1] for row in passages)))
    lacks = [part.typed for part, found in zip(query.parts, parts, strict=True) if not holds(everything, found)]
    shown = [quoted(passages[place], query, entry.language) for place in chosen]
    warned = [one.warning for one in shown]
    once = (replace(one, warning="") if one.warning in warned[:place] else one for place, one in enumerate(shown))
    return Hit(entry.publication, entry.shown, tuple(once), tuple(lacks))


def quoted(row: Sequence[str], query: Query, language: str) -> Quoted:
    """A stored passage as it is shown."""
    words, heading, anchor, lead_in, card, warning, _sources, _stems = row
    return Quoted(
        pieces=marked(words, query.phrases, language),
        heading=heading,
        anchor=anchor,
        lead_in=marked(lead_in, query.phrases, language),
        card=card,
        warning=warning,
    )
