"""Rules that the database itself keeps: tables that only grow, columns that never change, edges of a status.

`post_migrate` looks for the triggers every time, because Django's table remake on SQLite drops them silently.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from articles.models import (
    Article,
    Checkpoint,
    CoEditor,
    Comment,
    Contributor,
    CopyCode,
    Definition,
    Delivery,
    Demotion,
    Disposition,
    Emergency,
    Event,
    Feedback,
    Flag,
    FormerSlug,
    FrozenFlags,
    GlossaryTerm,
    HardWord,
    HarmReport,
    Image,
    LeftOut,
    MarkMistake,
    Mention,
    Notice,
    OldAddress,
    PageChange,
    Person,
    PreviewLink,
    Publication,
    PublisherDetails,
    PublisherText,
    Rating,
    Reference,
    ReferenceFile,
    ReferenceNote,
    RoleGrant,
    ShownImage,
    SuggestionOutcome,
    Text,
    TextLevel,
    Thread,
    UsedDefinition,
    Webhook,
    WebhookAttempt,
    WebhookMessage,
    WorkDecision,
)

Model = type[models.Model]


@dataclass(frozen=True)
class Guard:
    """What of a table may change. `mutable`: freely; `once`: from empty to a value; `deletable` is rare.

    `edges` names a column and the (from, to) pairs that it may take; `with_edge` are columns that change only with it.
    """

    model: Model
    mutable: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    deletable: bool = False
    edges: tuple[str, frozenset[tuple[str, str]]] | None = None
    with_edge: tuple[str, ...] = ()
    needs_words: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def columns(self, names: Iterable[str]) -> list[str]:
        return [_column(self.model, name) for name in names]

    @property
    def frozen(self) -> list[str]:
        free = {*self.mutable, *self.once, *self.with_edge, *((self.edges[0],) if self.edges else ())}
        return [f.column or "" for f in self.model._meta.concrete_fields if f.name not in free]


def _column(model: Model, name: str) -> str:
    field = model._meta.get_field(name)
    return str(getattr(field, "column", ""))


def grows_only(model: Model) -> Guard:
    return Guard(model)


def never_deleted(model: Model) -> Guard:
    return Guard(model, mutable=tuple(f.name for f in model._meta.concrete_fields))


def _all_but(model: Model, *names: str) -> tuple[str, ...]:
    return tuple(f.name for f in model._meta.concrete_fields if f.name not in names)


def history_of(model: Any, *, unique: tuple[str, ...] = ()) -> Guard:
    """Rows of a history: never changed, each with a reason in words."""
    return Guard(model.history.model, needs_words=("history_change_reason",), unique=unique)


@dataclass(frozen=True)
class Trigger:
    """One trigger, as the database is to have it. `when` is SQL with OLD and NEW."""

    name: str
    table: str
    event: str  # INSERT, UPDATE, DELETE, TRUNCATE
    when: str
    message: str


_registry: dict[str, Guard] = {}


def register(*guards: Guard) -> None:
    _registry.update({guard.table: guard for guard in guards})


def registered() -> tuple[Guard, ...]:
    """Every guard of both apps, by table."""
    return tuple(_registry[table] for table in sorted(_registry))


GROWING: tuple[Model, ...] = (
    *(Event, Checkpoint, PageChange, FormerSlug, OldAddress, CopyCode),
    *(Comment, Mention, SuggestionOutcome),
    *(ShownImage, UsedDefinition, FrozenFlags, Rating, Disposition, WorkDecision),
    WebhookAttempt,
)


def articles_guards() -> tuple[Guard, ...]:
    return (
        *(grows_only(model) for model in GROWING),
        # The key stands in signed versions, and a term does not change its language.
        Guard(GlossaryTerm, mutable=_all_but(GlossaryTerm, "id", "key", "language", "is_sample")),
        history_of(GlossaryTerm),
        Guard(Definition, once=("ended_at", "ended_by", "end_reason")),
        *(never_deleted(model) for model in (Person, Article, Text, Reference)),
        history_of(Article, unique=("id", "revision")),
        history_of(Text, unique=("id", "revision")),
        history_of(Reference),
        Guard(ReferenceFile, once=("removed_by", "removed_at", "removal_reason")),
        Guard(ReferenceNote, once=("taken_out_by", "taken_out_at")),
        Guard(RoleGrant, once=("ended_at", "ended_by", "end_reason")),
        Guard(
            Flag, mutable=_all_but(Flag, "id", "article", "audience", "other", "fingerprint", "revision", "noticed_at")
        ),
        Guard(LeftOut, once=("ended_at", "ended_by")),
        Guard(Demotion, once=("ended_at", "ended_by", "end_reason")),
        Guard(Thread, mutable=("block_key", "passage_state", "resolved_by", "resolved_at")),
        Guard(
            Image,
            mutable=("alt", "caption", "credit", "licence", "shows_patient"),
            once=("consent", "consent_document"),
        ),
        *_guards_of_publications(),
    )


def _guards_of_publications() -> tuple[Guard, ...]:
    """What was published, what is said of it since, and to whom."""
    return (
        Guard(
            Publication,
            once=("held_at", "held_why", "live_from", "ended_at", "ended_as", "end_reason", "doubted_at"),
        ),
        Guard(PreviewLink, mutable=("openings", "opened_at"), once=("revoked_at", "revoked_by")),
        Guard(HarmReport, once=("decision", "decision_reason", "decided_at", "decided_by")),
        Guard(MarkMistake, once=("confirmed", "decided_by", "decided_at", "decision_reason")),
        Guard(PublisherDetails),
        Guard(PublisherText),
        Guard(Webhook, mutable=("secret", "off_at", "off_why")),
        Guard(WebhookMessage, mutable=("due_at", "tries", "sent_at", "given_up_at")),
        Guard(Notice, once=("ended_at", "ended_by", "end_reason")),
        Guard(
            Emergency,
            once=(
                *("reviewed_at", "reviewed_by", "was_right", "review_note"),
                *("lifted_at", "lifted_by", "lift_reason"),
            ),
        ),
    )


# Left to change freely: who is in charge of an article (its events tell), what belongs to a draft alone and is copied into
# every version, what is measured anew of its words, mail that was sent, and what readers said of a page, which is forgotten.
UNGUARDED = (CoEditor, Contributor, Delivery, Feedback, HardWord, TextLevel)


def triggers(guard: Guard, connection: BaseDatabaseWrapper) -> Iterator[Trigger]:
    """All triggers of one guard, in the dialect of this database."""
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    quote = connection.ops.quote_name

    def changed(columns: Iterable[str]) -> str:
        return " OR ".join(f"OLD.{quote(c)} {differs} NEW.{quote(c)}" for c in columns)

    table = guard.table
    if guard.frozen:
        yield Trigger(f"{table}_stays", table, "UPDATE", changed(guard.frozen), f"{table}: a row cannot be changed")
    if guard.once:
        again = " OR ".join(f"({_has_value(quote(c))} AND ({changed([c])}))" for c in guard.columns(guard.once))
        yield Trigger(f"{table}_once", table, "UPDATE", again, f"{table}: this was set once and stays")
    if not guard.deletable:
        yield Trigger(f"{table}_keeps", table, "DELETE", "", f"{table}: a row cannot be deleted")
    if guard.edges:
        yield from _edge_triggers(guard, quote, changed)
    if guard.needs_words:
        blank = " OR ".join(f"TRIM(NEW.{quote(c)}) = ''" for c in guard.columns(guard.needs_words))
        yield Trigger(f"{table}_words", table, "INSERT", blank, f"{table}: a reason is needed")
    yield from _triggers_of_vendor(guard, connection)


def _triggers_of_vendor(guard: Guard, connection: BaseDatabaseWrapper) -> Iterator[Trigger]:
    """What only one of the databases can do past the triggers of rows."""
    table = guard.table
    if connection.vendor == "postgresql" and not guard.deletable:
        yield Trigger(f"{table}_whole", table, "TRUNCATE", "", f"{table}: rows cannot be deleted")
    if connection.vendor == "sqlite":
        replaces = _replaces(guard.model, connection)
        yield Trigger(f"{table}_new", table, "INSERT", replaces, f"{table}: a row cannot be replaced")


def _has_value(column: str) -> str:
    return f"OLD.{column} IS NOT NULL AND CAST(OLD.{column} AS VARCHAR(40)) <> ''"


def _edge_triggers(guard: Guard, quote: Any, changed: Any) -> Iterator[Trigger]:
    name, edges = guard.edges or ("", frozenset())
    (column,) = guard.columns([name])
    old, new = f"OLD.{quote(column)}", f"NEW.{quote(column)}"
    known = " OR ".join(f"({old} = '{start}' AND {new} = '{end}')" for start, end in sorted(edges))
    table = guard.table
    yield Trigger(
        f"{table}_edge",
        table,
        "UPDATE",
        f"({changed([column])}) AND NOT ({known})",
        f"{table}: no such change of {column}",
    )
    if guard.with_edge:
        alone = f"NOT ({changed([column])}) AND ({changed(guard.columns(guard.with_edge))})"
        yield Trigger(f"{table}_alone", table, "UPDATE", alone, f"{table}: this changes with {column} only")


def _replaces(model: Model, connection: BaseDatabaseWrapper) -> str:
    """SQL: would INSERT OR REPLACE delete a row? SQLite fires no delete trigger for it."""
    quote = connection.ops.quote_name
    keys = [_Key((f.column or "",)) for f in model._meta.concrete_fields if f.unique]
    # Never entered: entering wants foreign keys off, which SQLite cannot do inside a transaction.
    editor = connection.schema_editor(collect_sql=True)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            condition = constraint._get_condition_sql(model, editor) or ""  # type: ignore[attr-defined]
            columns = tuple(_column(model, name) for name in constraint.fields)
            keys.append(_Key(columns, condition))
    return " OR ".join(key.taken(quote(model._meta.db_table), quote) for key in keys)


@dataclass(frozen=True)
class _Key:
    columns: tuple[str, ...]
    condition: str = field(default="")

    def taken(self, table: str, quote: Any) -> str:
        same = " AND ".join(f"{quote(c)} = NEW.{quote(c)}" for c in self.columns)
        if not self.condition:
            return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
        of_new = re.sub(r'(?<!NEW\.)("[a-z_]+")(?!\.)', r"NEW.\1", self.condition)
        return f"(({of_new}) AND EXISTS (SELECT 1 FROM {table} WHERE {same} AND ({self.condition})))"


def _create(trigger: Trigger, connection: BaseDatabaseWrapper) -> str:
    quote = connection.ops.quote_name
    when = f"WHEN ({trigger.when})" if trigger.when else ""
    head = f"CREATE TRIGGER {quote(trigger.name)} BEFORE {trigger.event} ON {quote(trigger.table)}"
    if connection.vendor == "postgresql":
        each = "STATEMENT" if trigger.event == "TRUNCATE" else "ROW"
        return f"{head} FOR EACH {each} {when} EXECUTE FUNCTION refuse_by_guard('{trigger.message}')"
    return f"{head} FOR EACH ROW {when} BEGIN SELECT RAISE(ABORT, '{trigger.message}'); END"


_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_by_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_DIGEST_FITS = "version_digest_fits_manifest"
_DIGEST_CHECK = "CHECK (digest = encode(sha256(convert_to(manifest, 'UTF8')), 'hex'))"
_VERSIONS = "articles_version"
_ENABLED = "tgenabled IN ('O', 'A')"


def install(connection: BaseDatabaseWrapper, guards: Iterable[Guard] | None = None) -> None:
    """Make what the database does not have as it should be, beside a site that is used.

    What is there is not touched. One table is locked at a time, so that nobody who waits for it can be waited for, and
    on PostgreSQL readers of it go on.
    """
    there = _as_they_should_be(connection)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_FUNCTION)
        _install_digest_check(connection)
    for guard in _known(guards):
        wanted = [trigger for trigger in triggers(guard, connection) if trigger.name not in there]
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for trigger in wanted:
                _make(trigger, connection, cursor)
        if guard.unique:
            _install_unique_index(guard, connection)


def _make(trigger: Trigger, connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> None:
    sql = _create(trigger, connection)
    if connection.vendor == "sqlite":
        cursor.execute(_drop(trigger, connection))
        cursor.execute(sql)
        return
    cursor.execute(sql.replace("CREATE TRIGGER", "CREATE OR REPLACE TRIGGER", 1))
    name, table = map(connection.ops.quote_name, (trigger.name, trigger.table))
    made = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = %s AND tgrelid = %s::regclass"
    cursor.execute(made, [trigger.name, table])
    cursor.execute(f"COMMENT ON TRIGGER {name} ON {table} IS '{_note(sql, cursor.fetchone()[0])}'")


def _note(sql: str, made: str) -> str:
    """PostgreSQL keeps what it made of a statement, in its own words. Both together say that neither has changed since."""
    return hashlib.sha256(f"{sql}\0{made}".encode()).hexdigest()


def _as_they_should_be(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of triggers that need not be made again."""
    wanted = _wanted(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            return {name for name, sql in cursor.fetchall() if wanted.get(name) == sql}
        cursor.execute(
            "SELECT tgname, pg_get_triggerdef(oid), obj_description(oid, 'pg_trigger') FROM pg_trigger"
            f" WHERE NOT tgisinternal AND {_ENABLED}"
        )
        return {name for name, made, note in cursor.fetchall() if note == _note(wanted.get(name, ""), made)}


def _install_digest_check(connection: BaseDatabaseWrapper) -> None:
    """Every version is read for it, and others read and write versions meanwhile: new rows are held to it first."""
    alter = f"ALTER TABLE {_VERSIONS}"
    made = (
        "SELECT pg_get_constraintdef(oid), obj_description(oid, 'pg_constraint') FROM pg_constraint WHERE conname = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{made} AND convalidated", [_DIGEST_FITS])
        if (row := cursor.fetchone()) and row[1] == _note(_DIGEST_CHECK, row[0]):
            return
        with transaction.atomic(using=connection.alias):
            cursor.execute(f"{alter} DROP CONSTRAINT IF EXISTS {_DIGEST_FITS}")
            cursor.execute(f"{alter} ADD CONSTRAINT {_DIGEST_FITS} {_DIGEST_CHECK} NOT VALID")
        cursor.execute(f"{alter} VALIDATE CONSTRAINT {_DIGEST_FITS}")
        cursor.execute(made, [_DIGEST_FITS])
        note = _note(_DIGEST_CHECK, cursor.fetchone()[0])
        cursor.execute(f"COMMENT ON CONSTRAINT {_DIGEST_FITS} ON {_VERSIONS} IS '{note}'")


def _install_unique_index(guard: Guard, connection: BaseDatabaseWrapper) -> None:
    """Looked for before: PostgreSQL keeps writers out of the table even where it then makes nothing."""
    quote = connection.ops.quote_name
    name, columns = f"{guard.table}_once", ", ".join(map(quote, guard.columns(guard.unique)))
    with connection.cursor() as cursor:
        if name not in connection.introspection.get_constraints(cursor, guard.table):
            cursor.execute(f"CREATE UNIQUE INDEX {quote(name)} ON {quote(guard.table)} ({columns})")


def _known(guards: Iterable[Guard] | None) -> list[Guard]:
    return list(_registry.values() if guards is None else guards)


def _drop(trigger: Trigger, connection: BaseDatabaseWrapper) -> str:
    quote = connection.ops.quote_name
    on = f" ON {quote(trigger.table)}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {quote(trigger.name)}{on}"


def remove(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for guard in _known(None):
            for trigger in triggers(guard, connection):
                cursor.execute(_drop(trigger, connection))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that the database does not have as they should be."""
    wanted = _wanted(connection)
    if connection.vendor == "sqlite":
        return sorted(wanted.keys() - _as_they_should_be(connection))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND {_ENABLED}")
        there = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT conname FROM pg_constraint WHERE conname = %s", [_DIGEST_FITS])
        gone = [] if cursor.fetchone() else [_DIGEST_FITS]
    return sorted(gone + [name for name in wanted if name not in there])


def _wanted(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """name → statement, of every trigger."""
    return {
        trigger.name: _create(trigger, connection) for guard in _known(None) for trigger in triggers(guard, connection)
    }
