"""The inverted index: one table an audience, of PostgreSQL's text search vectors or SQLite's FTS5, told the same stems.

Three columns, each holding the one before it: `title`; `lead` with headings, bottom line and key points; `words`, all of the
text. They are filled from stems that no tokeniser parts, so that both databases find the same. Made by `install` after every migration
as the guards are, because they are no tables of models.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.audiences import Audience

Column = Literal["title", "lead", "words"]
COLUMNS: Final[tuple[Column, ...]] = ("title", "lead", "words")
# PostgreSQL knows no place beyond this one; what stands behind it is found by its words, not as part of a phrase.
LAST_PLACE: Final = 16_383
_BREAK: Final = "xbreakx"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Stems in a row; `is_prefix`: the last one is the beginning of a word."""

    stems: tuple[str, ...]
    is_prefix: bool = False


_LAST_FIRST: Final = "ORDER BY e.reviewed IS NULL, e.reviewed DESC, e.publication_id DESC"
_SQLITE: Final = (
    "SELECT e.id FROM {table} f JOIN articles_searchentry e ON e.id = f.rowid"  # noqa: S608
    f" WHERE {{table}} MATCH %s AND e.audience = %s{{where}} {_LAST_FIRST} LIMIT {{limit}}"
)
# The index alone says who has the words, and in which order they come; only then are the words of the first of them read, for
# phrases. PostgreSQL does not reckon what it costs to unpack a vector, and for a word that stands in half of the texts would
# unpack all of them. The settings end with the statement, or are put back where it stands in a transaction.
_POSTGRESQL: Final = (
    "SET LOCAL enable_seqscan = off; SET LOCAL jit = off;"  # noqa: S608
    " SELECT id FROM (SELECT e.id, f.{column} AS met FROM {table} f JOIN articles_searchentry e ON e.id = f.entry"
    f" WHERE f.{{column}} @@ %s::tsquery AND e.audience = %s{{where}} {_LAST_FIRST} OFFSET 0) AS candidate"
    " WHERE {exactly} LIMIT {limit};"
    " SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL jit TO DEFAULT"
)
_SETTINGS: Final = 2

# Every part must be found; of a part, any of its phrases.
Parts = Sequence[Sequence[Phrase]]
# Per column the stems of each of its lines: no phrase reaches from one line into the next.
Lines = Mapping[Column, Sequence[Sequence[str]]]


def table(audience: str) -> str:
    return f"articles_search_{Audience(audience).value}"


def install(connection: BaseDatabaseWrapper) -> None:
    """Make what is missing. Looked for before: PostgreSQL keeps writers out of a table even where it then makes no index."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for audience in Audience:
            if table(audience) not in there:
                with transaction.atomic(using=connection.alias):
                    for statement in _statements(connection.vendor, table(audience)):
                        cursor.execute(statement)


def _statements(vendor: str, name: str) -> Iterator[str]:
    if vendor == "sqlite":
        yield f"CREATE VIRTUAL TABLE {name} USING fts5(title, lead, words, tokenize='unicode61')"
        return
    columns = ", ".join(f"{column} tsvector NOT NULL" for column in COLUMNS)
    yield f"CREATE TABLE {name} (entry bigint PRIMARY KEY, {columns})"
    for column in COLUMNS:
        yield f"CREATE INDEX {name}_{column} ON {name} USING gin ({column})"


def put(connection: BaseDatabaseWrapper, audience: str, entry: int, lines: Lines) -> None:
    """Index one entry, in place of what was there."""
    drop(connection, audience, [entry])
    if connection.vendor == "sqlite":
        sql = f"INSERT INTO {table(audience)} (rowid, title, lead, words) VALUES (%s, %s, %s, %s)"  # noqa: S608
        values = [f" {_BREAK} ".join(" ".join(line) for line in lines[column]) for column in COLUMNS]
    else:
        sql = (
            f"INSERT INTO {table(audience)} (entry, title, lead, words)"  # noqa: S608
            " VALUES (%s, %s::tsvector, %s::tsvector, %s::tsvector)"
        )
        values = [_vector(lines[column]) for column in COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(sql, [entry, *values])


def drop(connection: BaseDatabaseWrapper, audience: str, entries: Iterable[int]) -> None:
    key = "rowid" if connection.vendor == "sqlite" else "entry"
    with connection.cursor() as cursor:
        for entry in entries:
            cursor.execute(f"DELETE FROM {table(audience)} WHERE {key} = %s", [entry])  # noqa: S608


def _vector(lines: Sequence[Sequence[str]]) -> str:
    """A tsvector as it is written: stems hold nothing that would have to be escaped."""
    places: dict[str, list[int]] = {}
    place = 0
    for line in lines:
        for stem in line:
            place += 1
            places.setdefault(stem, []).append(place)
        place += 1
    return " ".join(_lexeme(stem, at) for stem, at in places.items())


def _lexeme(stem: str, at: Sequence[int]) -> str:
    known = [str(place) for place in at if place <= LAST_PLACE]
    return f"'{stem}':{','.join(known)}" if known else f"'{stem}'"


def found(
    connection: BaseDatabaseWrapper,
    audience: str,
    column: Column,
    parts: Parts,
    *,
    where: str,
    values: Sequence[Any],
    limit: int,
) -> list[int]:
    """Entries whose column holds every part, those reviewed last first. `where` narrows the entries `e` by `values`."""
    if connection.vendor == "sqlite":
        sql = _SQLITE.format(table=table(audience), where=where, limit=int(limit))
        return _rows(connection, sql, [fts5(column, parts), audience, *values])
    has_phrase = any(len(phrase.stems) > 1 for part in parts for phrase in part)
    exactly = "met @@ %s::tsquery" if has_phrase else "TRUE"
    sql = _POSTGRESQL.format(table=table(audience), column=column, where=where, exactly=exactly, limit=int(limit))
    asked = [tsquery(parts, is_loose=True), audience, *values, *([tsquery(parts)] if has_phrase else [])]
    return _rows(connection, sql, asked, behind=_SETTINGS)


def _rows(connection: BaseDatabaseWrapper, sql: str, values: Sequence[Any], *, behind: int = 0) -> list[int]:
    """First column of the statement that stands `behind` so many others."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for _statement in range(behind):
            cursor.nextset()
        return [row[0] for row in cursor.fetchall()]


def articles(connection: BaseDatabaseWrapper, audience: str, parts: Parts) -> set[int]:
    """Every article with a text for this audience that holds every part anywhere, however many there are."""
    name = table(audience)
    if connection.vendor == "sqlite":
        matched, key, query = f"{name} MATCH %s", "rowid", fts5("words", parts)
    else:
        matched, key, query = "f.words @@ %s::tsquery", "entry", tsquery(parts)
    sql = f"SELECT e.article_id FROM {name} f JOIN articles_searchentry e ON e.id = f.{key} WHERE {matched}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [query])
        return {row[0] for row in cursor.fetchall()}


def fts5(column: Column, parts: Parts) -> str:
    """The parts as SQLite has them."""
    return " AND ".join(f"({column} : ({' OR '.join(map(_fts5_phrase, part))}))" for part in parts)


def _fts5_phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.stems)}"{"*" if phrase.is_prefix else ""}'


def tsquery(parts: Parts, *, is_loose: bool = False) -> str:
    """The parts as PostgreSQL has them; `is_loose`: the words of a phrase may stand anywhere."""
    between = " & " if is_loose else " <-> "
    return " & ".join(f"({' | '.join(_ts_phrase(phrase, between) for phrase in part)})" for part in parts)


def _ts_phrase(phrase: Phrase, between: str) -> str:
    *before, last = phrase.stems
    words = [*(f"'{stem}'" for stem in before), f"'{last}'{':*' if phrase.is_prefix else ''}"]
    return f"({between.join(words)})"
