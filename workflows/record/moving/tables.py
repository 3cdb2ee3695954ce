"""Which tables travel in an archive of everything, and how their rows are written: the same for both databases.

A row is a JSON list of its columns in the order of their fields. Nothing passes through a model's `save`: what was stored is
written as it stands, so that digests, seals and histories stay what they were.
"""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, Final

from allauth.account.models import EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX as NO_PASSWORD
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import connection, models

from articles.models import (
    BulkExport,
    CacheEntry,
    ExportedArticle,
    FileToRemove,
    KeptAnswer,
    Person,
    PreparedText,
    Presence,
    SearchContent,
    SearchEntry,
    SearchOwed,
    SearchWord,
    Upkeep,
    Webhook,
    WorkToken,
    WrittenReference,
)

Model = type[models.Model]

# `migrate` makes these, with numbers of its own: rows name them by their words.
MADE_BY_MIGRATE: Final[tuple[Model, ...]] = (ContentType, Permission)
# Made again from the rest.
DERIVED: Final[tuple[Model, ...]] = (
    *(SearchEntry, SearchContent, SearchWord, SearchOwed),
    *(WrittenReference, PreparedText),
)
# Of this moment: sessions, who has a text open, answers to programs, copies that are deleted after a day, and files of this
# installation's own store that are yet to be deleted.
PASSING: Final[tuple[Model, ...]] = (
    *(Session, UserSession, Presence, EmailConfirmation, Upkeep),
    *(CacheEntry, KeptAnswer, BulkExport, ExportedArticle, FileToRemove),
)
STAYING: Final = frozenset((*MADE_BY_MIGRATE, *DERIVED, *PASSING))
# With the log-ins only: secrets of second factors, and tokens of programs. Passwords and secrets of webhooks are columns, replaced below.
LOG_INS: Final = frozenset((Authenticator, WorkToken, SocialApp, SocialAccount, SocialToken))
AT_ONCE: Final = 500

_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    "DateTimeField": datetime.datetime.fromisoformat,
    "DateField": datetime.date.fromisoformat,
    "TimeField": datetime.time.fromisoformat,
    "UUIDField": uuid.UUID,
}
_PLAIN: Final = frozenset(
    (
        *("AutoField", "BigAutoField", "BigIntegerField", "IntegerField", "PositiveBigIntegerField"),
        *("PositiveIntegerField", "PositiveSmallIntegerField", "SmallIntegerField", "FloatField", "BooleanField"),
        *("CharField", "TextField", "SlugField", "FileField", "JSONField", "GenericIPAddressField"),
    )
)


class NoSuchType(TypeError):
    """A column of a type that nobody has said how to write."""


@dataclass(frozen=True)
class Table:
    """One table that travels. Its rows come in the order of their keys."""

    model: Model
    replaced: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def fields(self) -> tuple[models.Field[Any, Any], ...]:
        return tuple(self.model._meta.concrete_fields)

    @property
    def columns(self) -> list[str]:
        return [str(one.column) for one in self.fields]

    def count(self) -> int:
        return self.model._base_manager.order_by().count()

    def lines(self) -> Iterator[bytes]:
        """Every row as a line; never more than a few hundred in memory."""
        writers = [self._writer(one) for one in self.fields]
        rows = self.model._base_manager.order_by("pk").values_list(*(one.attname for one in self.fields))
        for row in rows.iterator(chunk_size=AT_ONCE):
            written = [write(value) for write, value in zip(writers, row, strict=True)]
            yield _line(written)

    def _writer(self, one: models.Field[Any, Any]) -> Callable[[Any], Any]:
        if one.attname in self.replaced:
            return self.replaced[one.attname]
        target = one.related_model if isinstance(one, models.ForeignKey) else None
        if target in MADE_BY_MIGRATE:
            names = _names_of(target)
            return lambda value: value if value is None else names[value]
        kind = _kind(one)
        if kind not in _READ and kind not in _PLAIN:
            raise NoSuchType(f"{self.name}.{one.column}: {kind}")
        return lambda value: value

    def put(self, lines: Iterable[bytes]) -> int:
        """Insert rows as `lines` wrote them; how many. Guards stand while it happens."""
        readers = [self._reader(one) for one in self.fields]
        quoted = connection.ops.quote_name
        columns = ", ".join(map(quoted, self.columns))
        places = ", ".join(["%s"] * len(self.fields))
        sql = f"INSERT INTO {quoted(self.name)} ({columns}) VALUES ({places})"  # noqa: S608
        number = 0
        with connection.cursor() as cursor:
            for part in _parts(lines):
                rows = [[read(value) for read, value in zip(readers, row, strict=True)] for row in part]
                cursor.executemany(sql, rows)
                number += len(rows)
        return number

    def _reader(self, one: models.Field[Any, Any]) -> Callable[[Any], Any]:
        target = one.related_model if isinstance(one, models.ForeignKey) else None
        numbers = {name: pk for pk, name in _names_of(target).items()} if target in MADE_BY_MIGRATE else None
        read = _READ.get(_kind(one))

        def value_of(value: Any) -> Any:
            if value is None:
                return None
            if numbers is not None:
                return numbers[value]
            # Prepared: a field that cleans what it is given would change what was stored under former rules.
            return one.get_db_prep_value(read(value) if read else value, connection, prepared=True)

        return value_of


def _kind(one: models.Field[Any, Any]) -> str:
    while isinstance(one, models.ForeignKey):
        one = one.target_field
    return one.get_internal_type()


def _line(values: Sequence[Any]) -> bytes:
    """Keys of objects are sorted: PostgreSQL keeps no order of them, and equal rows are to be equal lines."""
    line = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_written)
    return f"{line}\n".encode()


def _written(value: Any) -> str:
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _parts(lines: Iterable[bytes]) -> Iterator[list[Sequence[Any]]]:
    rows = map(json.loads, lines)
    while part := list(islice(rows, AT_ONCE)):
        yield part


def _names_of(model: Any) -> dict[int, str]:
    columns: tuple[str, ...] = ("app_label", "model")
    if model is Permission:
        columns = ("content_type__app_label", "content_type__model", "codename")
    return {pk: ".".join(names) for pk, *names in model.objects.values_list("pk", *columns)}


def travelling(*, with_log_ins: bool) -> list[Table]:
    """Every table of every app but those that stay, by name."""
    models_ = {model for model in apps.get_models(include_auto_created=True) if model._meta.managed} - STAYING
    chosen = models_ if with_log_ins else models_ - LOG_INS
    replaced = {} if with_log_ins else _without_secrets()
    return sorted((Table(model, replaced.get(model, {})) for model in chosen), key=lambda table: table.name)


def _without_secrets() -> dict[Model, Mapping[str, Callable[[Any], Any]]]:
    return {Person: {"password": lambda _hash: NO_PASSWORD}, Webhook: {"secret": lambda _secret: ""}}


def staying(*, with_log_ins: bool) -> list[Table]:
    """Tables whose rows do not travel: made again, of the moment, or secret."""
    chosen = (STAYING - set(MADE_BY_MIGRATE)) | (frozenset() if with_log_ins else LOG_INS)
    return sorted((Table(model) for model in chosen), key=lambda table: table.name)


def reset_sequences(tables: Iterable[Table]) -> None:
    """The next row gets the number behind the highest; SQLite sees to it by itself."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
            cursor.execute(sql)


def stored_files(tables: Iterable[Table]) -> Iterator[tuple[Any, str]]:
    """The storage and name of every file that a row of these tables names, each name once."""
    seen: set[str] = set()
    for table in tables:
        for one in (one for one in table.fields if isinstance(one, models.FileField)):
            names = table.model._base_manager.order_by("pk").exclude(**{one.attname: ""})
            for name in names.values_list(one.attname, flat=True).iterator(chunk_size=AT_ONCE):
                if name not in seen:
                    seen.add(name)
                    yield one.storage, name
