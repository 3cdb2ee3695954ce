"""Migrations only add: the release before goes on working while the next one is brought in, and no table is held for long.

Those of the first release are applied where nobody works yet. PostgreSQL takes a lock that keeps everybody waiting for the length of
the table to build an index or to check a constraint on rows that are there, and a column that is gone breaks hosts that still ask for it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from pytest_django.fixtures import Settings

# Up to these numbers a migration belongs to the first release, which nobody has yet: when it is made, these become its newest ones.
FIRST_RELEASE = {"articles": "0060", "workflows": "0040"}
TAKE_AWAY = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.DeleteModel,
    migrations.AlterModelTable,
)


def refused(operations: list[Operation]) -> Iterator[str]:
    """What is wrong with each, for whoever brings it in while others work."""
    new: set[str] = set()
    for operation in operations:
        if isinstance(operation, migrations.CreateModel):
            new.add(operation.name.lower())
        elif str(getattr(operation, "model_name", "")).lower() not in new:
            yield from _wrong(operation)


def _wrong(operation: Operation) -> Iterator[str]:
    if isinstance(operation, TAKE_AWAY):
        yield f"{operation.describe()}: the release before still asks for it"
    elif isinstance(operation, migrations.AddField):
        field = operation.field
        if not (field.null or field.many_to_many or field.has_db_default()):
            yield f"{operation.describe()}: the release before writes no value, so it needs db_default or null"
        if field.db_index or field.unique:
            yield f"{operation.describe()}: its index is built while everybody waits; add it by AddIndexConcurrently"
    elif isinstance(operation, migrations.AddIndex) and not isinstance(operation, AddIndexConcurrently):
        yield f"{operation.describe()}: use AddIndexConcurrently"
    elif isinstance(operation, migrations.AddConstraint) and not isinstance(operation, AddConstraintNotValid):
        yield f"{operation.describe()}: use AddConstraintNotValid, then ValidateConstraint in a migration of its own"


@pytest.fixture
def ours(settings: Settings) -> dict[tuple[str, str], list[Operation]]:
    """By app and name; the suite itself makes its tables without them."""
    settings.MIGRATION_MODULES = {}
    found = MigrationLoader(None).disk_migrations
    return {(app, name): list(one.operations) for (app, name), one in found.items() if app in FIRST_RELEASE}


def test_no_migration_keeps_others_waiting_or_takes_from_the_release_before(
    ours: dict[tuple[str, str], list[Operation]],
) -> None:
    later = {key: operations for key, operations in ours.items() if key[1] > FIRST_RELEASE[key[0]]}

    found = {key: wrong for key, operations in later.items() if (wrong := list(refused(operations)))}

    assert found == {}


def test_there_are_migrations_to_look_at(ours: dict[tuple[str, str], list[Operation]]) -> None:
    assert {app for app, _name in ours} == set(FIRST_RELEASE)


@pytest.mark.parametrize(
    ("operation", "is_refused"),
    [
        (migrations.RemoveField("article", "title"), True),
        (migrations.RenameField("article", "title", "name"), True),
        (migrations.DeleteModel("Article"), True),
        (migrations.AddField("article", "colour", models.TextField(null=True)), False),
        (migrations.AddField("article", "colour", models.TextField(default="")), True),
        (migrations.AddField("article", "colour", models.TextField(db_default="")), False),
        (migrations.AddField("article", "colour", models.TextField(null=True, db_index=True)), True),
        (migrations.AddIndex("article", models.Index(fields=("title",), name="by_title")), True),
        (AddIndexConcurrently("article", models.Index(fields=("title",), name="by_title")), False),
        (
            migrations.AddConstraint("article", models.CheckConstraint(condition=models.Q(title=""), name="empty")),
            True,
        ),
        (AddConstraintNotValid("article", models.CheckConstraint(condition=models.Q(title=""), name="empty")), False),
    ],
)
def test_what_would_keep_others_waiting_is_seen(operation: Operation, is_refused: bool) -> None:
    assert bool(list(refused([operation]))) is is_refused


def test_on_a_table_of_the_same_migration_nobody_waits() -> None:
    new = migrations.CreateModel("Article", [("id", models.BigAutoField(primary_key=True))])
    index = migrations.AddIndex("article", models.Index(fields=("id",), name="by_id"))

    assert list(refused([new, index])) == []
