"""Queries whose SQL is made once: to build and compile one takes Django longer than PostgreSQL takes to answer it.

    @prepared
    def mistakes(person: int) -> QuerySet[MarkMistake]: ...

    mistakes(person.pk)  # a list

What is given by position is a value that goes into the query as it is: a number, a text or a moment. What is given by name is part of
what the query looks like: each makes one of its own. The function is called once for each of those, for each database and each day, with
stand-ins for the values. So it must not ask what a value is, nor what time it is; to ask for today's date is right, since tomorrow it is
called again. `tests/articles/test_prepared.py` holds every prepared query against the same one built anew.
"""

from __future__ import annotations

import copy
import datetime
import functools
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

Row = TypeVar("Row")
Value = int | str | datetime.datetime

# What no query of ours asks for.
NUMBER: Final = 1_998_764_321
MOMENT: Final = datetime.datetime(1583, 2, 3, 4, 5, 6, 789, tzinfo=datetime.UTC)
# What the smallest of our columns for numbers does not hold.
LARGEST: Final = 2**31
# Of one connection, kept by its server.
MOST_PLANS: Final = 500
# Yesterday's are of no use.
MOST_KEPT: Final = 64

_compiling = Lock()
known: list[Prepared[Any]] = []


class Prepared(Generic[Row]):
    """One function's queries. Thread-safe: two threads may build the same query twice, and one of them is kept."""

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self.build = build
        self._made: dict[Hashable, _Made[Row]] = {}
        functools.update_wrapper(self, build)
        known.append(self)

    def __call__(self, *values: Value, **shape: Hashable) -> list[Row]:
        if any(isinstance(value, int) and abs(value) >= LARGEST for value in values):
            # Of an address that somebody typed: Django knows that no column holds it, and what follows.
            return list(self.build(*values, **shape))
        return self.made(*values, **shape).rows(values)

    def made(self, *values: Value, **shape: Hashable) -> _Made[Row]:
        key = (tuple(map(type, values)), tuple(shape.items()), timezone.localdate())
        made = self._made.get(key)
        if made is None:
            if len(self._made) >= MOST_KEPT:
                self._made.clear()
            stand_ins = [_stand_in(value, at) for at, value in enumerate(values)]
            made = self._made[key] = _Made(self.build(*stand_ins, **shape), stand_ins)
        return made


def prepared(build: Callable[..., QuerySet[Any, Row]]) -> Prepared[Row]:
    return Prepared(build)


class _Made(Generic[Row]):
    """A query with stand-ins, and its compiler for each database that it was asked of."""

    def __init__(self, queryset: QuerySet[Any, Row], stand_ins: Sequence[Value]) -> None:
        lookups = queryset._prefetch_related_lookups  # type: ignore[attr-defined]
        if not all(isinstance(one, str) for one in lookups):
            raise TypeError(
                "What is fetched with a queryset of its own is fetched for the rows: prefetch_related_objects(rows, Prefetch(…))."
            )
        self.queryset = queryset
        self.stand_ins = stand_ins
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, values: Sequence[Value]) -> list[Row]:
        alias = self.queryset.db
        try:
            compiled = self._compiled.get(alias) or self._compile(alias)
        except EmptyResultSet:
            return []
        iterable: Any = self.queryset._iterable_class
        rows: list[Row] = list(iterable(_Asked(self.queryset, compiled.asking(values))))
        lookups = self.queryset._prefetch_related_lookups  # type: ignore[attr-defined]
        if rows and lookups:
            prefetch_related_objects(rows, *lookups)  # type: ignore[type-var]
        return rows

    def sql(self, values: Sequence[Value]) -> tuple[str, tuple[Any, ...]]:
        """What `rows` asks."""
        compiled = self._compiled.get(self.queryset.db) or self._compile(self.queryset.db)
        return compiled.asking(values).as_sql()

    def _compile(self, alias: str) -> _Compiled:
        with _compiling:
            made = self._compiled.get(alias) or _Compiled(self.queryset, alias, self.stand_ins)
            self._compiled[alias] = made
        return made


class _Compiled:
    """The SQL of one query on one database, and which of its parameters is which value."""

    def __init__(self, queryset: QuerySet[Any, Any], alias: str, stand_ins: Sequence[Value]) -> None:
        self.alias = alias
        # Of a copy, since to compile changes a query; of those within it too, so that one thread at a time compiles.
        self.compiler: Any = queryset.query.clone().get_compiler(alias)
        self.sql, parameters = self.compiler.as_sql()
        self.parameters = tuple(parameters)
        adapted = {_adapted(value, self.compiler.connection): at for at, value in enumerate(stand_ins)}
        self.places = [(place, adapted[one]) for place, one in enumerate(self.parameters) if _is_in(one, adapted)]
        if len({at for _place, at in self.places}) != len(stand_ins):
            raise TypeError(f"A value does not go into the query as it is: {self.sql}")

    def asking(self, values: Sequence[Value]) -> SQLCompiler:
        """Django's compiler, done with its work: it only asks."""
        compiler: SQLCompiler = copy.copy(self.compiler)
        compiler.connection = _asked_of(connections[self.alias])
        parameters = list(self.parameters)
        for place, at in self.places:
            adapted = _adapted(values[at], compiler.connection)
            # PostgreSQL has classes of numbers that say how large the column is.
            parameters[place] = type(parameters[place])(adapted) if isinstance(adapted, int) else adapted
        compiler.as_sql = lambda *_args, **_kwargs: (self.sql, tuple(parameters))  # type: ignore[method-assign]
        return compiler


class _Preparing:
    """A connection to PostgreSQL that lets the server keep its plans: to plan a query takes it twice as long as to answer it."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def cursor(self) -> Any:
        """As Django's, and of the same transaction; Django's where queries are written down, since of these it knows the words."""
        if self._connection.queries_logged:
            return self._connection.cursor()
        self._connection.close_if_health_check_failed()
        self._connection.ensure_connection()
        with self._connection.wrap_database_errors:
            made = self._connection.connection
            made.prepared_max = MOST_PLANS
            return self._connection._prepare_cursor(ServerBindingCursor(made))  # type: ignore[call-arg]


def _asked_of(connection: Any) -> Any:
    keeps_plans = connection.settings_dict["OPTIONS"].get("prepare_threshold") is not None
    return _Preparing(connection) if connection.vendor == "postgresql" and keeps_plans else connection


class _Asked:
    """What Django's iterables read of a queryset, and nothing by which another query could be made of it."""

    _known_related_objects: Final[dict[Any, Any]] = {}

    def __init__(self, queryset: QuerySet[Any, Any], compiler: SQLCompiler) -> None:
        self.model, self.db, self._fields = queryset.model, queryset.db, queryset._fields  # type: ignore[attr-defined]
        self.query = _Query(queryset.query, compiler)


class _Query:
    def __init__(self, query: Any, compiler: SQLCompiler) -> None:
        self._compiler = compiler
        self.selected, self.extra_select = query.selected, query.extra_select
        self.values_select, self.annotation_select = query.values_select, query.annotation_select

    def get_compiler(self, using: str) -> SQLCompiler:
        return self._compiler


def _stand_in(value: Value, at: int) -> Value:
    if isinstance(value, datetime.datetime):
        return MOMENT + datetime.timedelta(days=at)
    if isinstance(value, str):
        return f"stands in for value {at}"
    if type(value) is int:
        return NUMBER + at
    raise TypeError(f"A {type(value).__name__} is no value of a prepared query: give it by name.")


def _adapted(value: Value, connection: Any) -> Any:
    """As Django hands it to the database."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime.datetime) else value


def _is_in(one: Any, adapted: dict[Any, int]) -> bool:
    try:
        return one in adapted
    except TypeError:  # a list, such as of the members of an array
        return False
