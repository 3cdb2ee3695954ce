"""Rule 2: what the database refuses, whoever asks: the ORM, a bulk operation, SQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from articles import guards
from articles.models import Article, Event, Person, Publication, Text, Version
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


def test_installing_again_mends_a_missing_guard(db: None) -> None:
    on = " ON articles_event" if connection.vendor == "postgresql" else ""
    sql(f"DROP TRIGGER articles_event_keeps{on}")()

    guards.install(connection)

    assert guards.missing(connection) == []
