"""Rule 2: what the database refuses, whoever asks: the ORM, a bulk operation, SQL."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, models, transaction

from articles import guards
from articles.models import Article, Event, Person, Publication, Text, Version
from tests import commands
from tests.installations import Installation
from tests.servers import wait_until
from workflows.models import Disclosure, Review, SignOff


def refused(change: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            change()
    except DatabaseError:
        return True
    return False


def sql(statement: str, *values: Any) -> Callable[[], object]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    return run


FROZEN: list[tuple[type[models.Model], str, Any]] = [
    (Version, "manifest", "{}"),
    (Version, "digest", "0" * 64),
    (Version, "number", 9),
    (SignOff, "verdict", "dissent"),
    (SignOff, "signature", "x"),
    (SignOff, "signed_at", "2020-01-01 00:00:00+00:00"),
    (Event, "body", "{}"),
    (Event, "kind", "other"),
    (Disclosure, "answer", "yes"),
    (Review, "frozen_rule", "{}"),
    (Review, "opened_at", "2020-01-01 00:00:00+00:00"),
    (Publication, "basis", "pending"),
    (Publication, "review_statement", "{}"),
    (Publication, "live_from", "2020-01-01 00:00:00+00:00"),
    (Article.history.model, "title", "Other"),
    (Text.history.model, "body", "<p>Other</p>"),
    (Text.history.model, "history_change_reason", "Other"),
]
KEPT: list[type[models.Model]] = [
    Version,
    SignOff,
    Event,
    Disclosure,
    Review,
    Publication,
    Person,
    Article,
    Text,
    Article.history.model,
    Text.history.model,
]


@pytest.mark.parametrize(
    ("model", "column", "value"), FROZEN, ids=lambda value: getattr(value, "__name__", str(value)[:20])
)
def test_frozen_column_cannot_be_updated(publication: Publication, model: Any, column: str, value: Any) -> None:
    before = list(model.objects.order_by("pk").values())

    assert refused(sql(f'UPDATE "{model._meta.db_table}" SET "{column}" = %s', value))

    assert list(model.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_row_cannot_be_deleted_by_sql_or_queryset(publication: Publication, model: Any) -> None:
    count = model.objects.count()
    assert count

    assert refused(sql(f'DELETE FROM "{model._meta.db_table}"'))
    assert refused(lambda: model.objects.all()._raw_delete(model.objects.db))

    assert model.objects.count() == count


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_insert_or_replace_cannot_replace_a_row(publication: Publication, model: Any) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own statement")
    table = model._meta.db_table
    before = list(model.objects.order_by("pk").values())

    assert refused(sql(f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}" LIMIT 1'))

    assert list(model.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_table_cannot_be_truncated(publication: Publication, model: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL's own statement")

    assert refused(sql(f'TRUNCATE "{model._meta.db_table}" CASCADE'))


def test_status_takes_no_step_that_the_table_does_not_have(submitted_version: Version) -> None:
    assert refused(sql("UPDATE articles_version SET status = 'approved'"))
    assert refused(lambda: Version.objects.update(status="changes_requested"))

    submitted_version.refresh_from_db()
    assert submitted_version.status == "submitted"


def test_dates_of_a_status_change_only_with_it(submitted_version: Version) -> None:
    assert refused(sql("UPDATE articles_version SET decided_at = submitted_at"))


def test_digest_must_fit_the_manifest(submitted_version: Version) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite cannot hash")
    forged = Version(
        article=submitted_version.article,
        number=2,
        revision=1,
        manifest="{}",
        digest="0" * 64,
        title="x",
        status="withdrawn",
        submitted_by=submitted_version.submitted_by,
    )

    assert refused(lambda: forged.save())


def test_history_row_without_a_reason_is_refused(draft: Article) -> None:
    draft.title = "Changed by nobody"

    assert refused(lambda: draft.save())
    assert refused(lambda: draft.record(by=draft.handling_editor, reason="  "))

    draft.refresh_from_db()
    assert draft.title == "Leg pain"


def test_one_revision_number_is_one_history_row(draft: Article) -> None:
    draft.title = "Twice under one number"

    assert refused(lambda: draft.record(by=draft.handling_editor, reason="again"))


def test_missing_guard_is_named(db: None) -> None:
    assert guards.missing(connection) == []
    on = " ON articles_version" if connection.vendor == "postgresql" else ""

    sql(f"DROP TRIGGER articles_version_stays{on}")()

    assert guards.missing(connection) == ["articles_version_stays"]


def test_a_guard_that_was_made_to_guard_nothing_is_made_again(draft: Article) -> None:
    event = Event.objects.filter(stream=draft.stream).latest("sequence")
    change = sql("UPDATE articles_event SET body = '{}' WHERE id = %s", event.pk)
    if connection.vendor == "postgresql":
        sql(
            "CREATE OR REPLACE TRIGGER articles_event_keeps BEFORE UPDATE ON articles_event FOR EACH ROW WHEN (false)"
            " EXECUTE FUNCTION refuse_by_guard('')"
        )()
    else:
        sql("DROP TRIGGER articles_event_keeps")()
        sql("CREATE TRIGGER articles_event_keeps BEFORE UPDATE ON articles_event WHEN 0 BEGIN SELECT 1; END")()

    guards.install(connection)

    assert refused(change)


def test_installing_again_mends_a_missing_guard(db: None) -> None:
    on = " ON articles_event" if connection.vendor == "postgresql" else ""
    sql(f"DROP TRIGGER articles_event_keeps{on}")()

    guards.install(connection)

    assert guards.missing(connection) == []


@pytest.mark.postgres
def test_installing_again_mends_what_holds_a_version_to_its_digest(db: None) -> None:
    sql("ALTER TABLE articles_version DROP CONSTRAINT version_digest_fits_manifest")()
    assert guards.missing(connection) == ["version_digest_fits_manifest"]

    guards.install(connection)

    with connection.cursor() as cursor:
        cursor.execute("SELECT convalidated FROM pg_constraint WHERE conname = 'version_digest_fits_manifest'")
        assert cursor.fetchone() == (True,)


# What a writer of a row, and a reader, hold of its table until their transaction ends.
WRITING, READING = "ROW EXCLUSIVE", "ACCESS SHARE"
ALL_TABLES = "SELECT string_agg(format('%I', tablename), ', ') FROM pg_tables WHERE schemaname = 'public'"
WAITING = "SELECT relation::regclass::text FROM pg_locks WHERE NOT granted AND locktype = 'relation'"
DISABLED = "SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'"


def test_migrating_where_nothing_is_to_be_done_waits_for_nobody_and_has_nobody_wait(
    on_postgresql: Installation,
) -> None:
    with psycopg.connect(on_postgresql.url) as opened:
        (tables,) = opened.execute(ALL_TABLES).fetchone() or ("",)
        opened.execute(f"LOCK TABLE {tables} IN {WRITING} MODE")

        on_postgresql.done("migrate", "-v0", PGOPTIONS="-c lock_timeout=1000")


def test_a_guard_is_installed_beside_readers_of_its_table(on_postgresql: Installation) -> None:
    with psycopg.connect(on_postgresql.url) as opened:
        opened.execute("ALTER TABLE articles_article DISABLE TRIGGER articles_article_keeps")
        opened.commit()
        (tables,) = opened.execute(ALL_TABLES).fetchone() or ("",)
        opened.execute(f"LOCK TABLE {tables} IN {READING} MODE")

        on_postgresql.done("migrate", "-v0", PGOPTIONS="-c lock_timeout=1000")

        assert opened.execute(DISABLED).fetchall() == []


def test_while_a_guard_waits_for_its_table_no_other_is_held(on_postgresql: Installation, tmp_path: Path) -> None:
    """Else a request that has written there, and comes to the others next, would wait for who waits for it."""
    with psycopg.connect(on_postgresql.url) as opened, psycopg.connect(on_postgresql.url, autocommit=True) as looking:
        for table in ("articles_article", "articles_event"):
            opened.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_keeps")
        opened.commit()
        opened.execute(f"LOCK TABLE articles_article IN {WRITING} MODE")
        said = tmp_path / "said"
        environment = {**os.environ, **on_postgresql.environment}
        migrating = commands.begin(("migrate", "-v0"), environment, said, said)
        wait_until(lambda: looking.execute(WAITING).fetchall() == [("articles_article",)])

        (tables,) = opened.execute(ALL_TABLES).fetchone() or ("",)
        opened.execute(f"LOCK TABLE {tables} IN {WRITING} MODE NOWAIT")
        opened.commit()

        assert (migrating.wait(60), said.read_text()) == (0, "")
        assert opened.execute(DISABLED).fetchall() == []
