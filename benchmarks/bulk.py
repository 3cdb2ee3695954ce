"""Rows written many at a time, past the actions: COPY on PostgreSQL, `executemany` on SQLite. The guards stay on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

from articles.models.tracked import DialectField

CHUNK = 20_000


def stored(field: models.Field[Any, Any], value: Any) -> Any:
    """The value as the database takes it. Texts made here are canonical, so that they are not read again."""
    if isinstance(field, DialectField):
        return value
    return field.get_db_prep_save(value, connection)


class Rows:
    """Rows of one table. What varies is named and given for each row; everything else is a constant or the model's default."""

    def __init__(self, model: type[models.Model], varying: Sequence[str], **constant: Any) -> None:
        blank = model(**constant)
        given = {*varying}
        self.fields = [
            field
            for field in model._meta.concrete_fields
            if field.attname in given or not isinstance(field, models.AutoField)
        ]
        self.model = model
        self.blank = [stored(field, getattr(blank, field.attname)) for field in self.fields]
        names = [field.attname for field in self.fields]
        self.places = [names.index(name) for name in varying]
        self.waiting: list[list[Any]] = []

    def add(self, *values: Any) -> None:
        """One row; the values in the order of the names that vary, each as the database takes it."""
        row = self.blank.copy()
        for place, value in zip(self.places, values, strict=True):
            row[place] = value
        self.waiting.append(row)

    @property
    def is_full(self) -> bool:
        return len(self.waiting) >= CHUNK

    def write(self) -> None:
        if not self.waiting:
            return
        table = connection.ops.quote_name(self.model._meta.db_table)
        columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in self.fields)
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in self.waiting:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self.fields))
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", self.waiting)  # noqa: S608
        self.waiting = []


def count_on_from(*models_with_ids: type[models.Model]) -> None:
    """Numbers that were given by hand are not given again."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models_with_ids)):
            cursor.execute(statement)
