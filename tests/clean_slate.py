"""The database as it was before the first test, put back after every transactional one.

Django's own flush costs a tenth of a second: it empties each table, then makes permissions and content types anew, and
the guards would have to go and come back around it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

# What post_migrate wrote there is the same for every test.
STAYS = frozenset({"django_content_type", "django_migrations", "auth_permission"})

Restore = Callable[[], None]


@contextmanager
def taken(connection: BaseDatabaseWrapper) -> Iterator[Restore]:
    """What puts everything back to how it is now; rows that never go may go at that moment alone."""
    if connection.vendor != "sqlite":
        yield _by_deletion(connection)
        return
    with closing(sqlite3.connect(":memory:")) as kept:
        yield _by_copy(connection, kept)


def _by_copy(connection: BaseDatabaseWrapper, kept: sqlite3.Connection) -> Restore:
    """Page by page, with triggers and sequences: no statement runs, so no guard has to be lifted."""
    connection.ensure_connection()
    connection.connection.backup(kept)

    def restore() -> None:
        connection.ensure_connection()
        kept.backup(connection.connection, sleep=0.01)

    return restore


def _by_deletion(connection: BaseDatabaseWrapper) -> Restore:
    """Without triggers, as a replica writes; whoever still writes is waited for, as TRUNCATE does."""
    known = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    tables = [connection.ops.quote_name(table) for table in sorted(known - STAYS)]
    statements = [
        "SET LOCAL session_replication_role = replica",
        f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE",
        *(f"DELETE FROM {table}" for table in tables),
    ]

    def restore() -> None:
        with connection.cursor() as cursor:
            cursor.execute(";".join(["BEGIN", *statements, "COMMIT"]))

    return restore
