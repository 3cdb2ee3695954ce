"""What must be right before this site is served to readers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from articles import guards, virus_scanner
from articles.models import Article
from articles.views.operating import MIGRATED, OPERATING
from reviewboard.caching import RedisOrMemory
from reviewboard.environment import DEVELOPMENT_SECRET_KEY
from reviewboard.file_stores import Folder
from reviewboard.watching.readiness import can_write, known_migrations, migrations_missing
from workflows import signing
from workflows.models import SigningKey

# A tag of its own, so that `migrate`, which installs them, can do without.
GUARDS = "guards"
# More than a slow answer of the database can explain.
MOST_SECONDS_APART = 5


@checks.register(checks.Tags.security, deploy=True)
def no_development_secrets(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[checks.CheckMessage]:
    """Secrets that anyone can read are no secrets."""
    found: list[checks.CheckMessage] = []
    if settings.SECRET_KEY == DEVELOPMENT_SECRET_KEY:
        found.append(checks.Error("SECRET_KEY is the one for development.", id="reviewboard.E001"))
    if not settings.IS_PRODUCTION:
        found.append(
            checks.Error("ENVIRONMENT is development.", hint="Set ENVIRONMENT=production.", id="reviewboard.E002")
        )
    return found


@checks.register(checks.Tags.security)
def one_file_serves_one_host(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[checks.CheckMessage]:
    """SQLite is allowed in production, and said."""
    if not settings.IS_PRODUCTION or "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        return []
    sentence = "The record is kept in a SQLite file: one web host at most, and a backup is your own task."
    return [checks.Warning(sentence, hint="Set DATABASE_URL to a PostgreSQL database.", id="reviewboard.W001")]


@checks.register(checks.Tags.database, deploy=True)
def no_sample_articles(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """Demo content must not reach readers (S28)."""
    return [
        checks.Error(
            "The database of DATABASE_URL holds sample articles: fictional reviewers signed them.",
            hint="Set DATABASE_URL to a database that `demo` never filled: what is signed stays, so nothing takes them out of this one.",
            id="reviewboard.E003",
        )
        for alias in databases or ()
        if _is_migrated(alias) and Article.objects.using(alias).filter(is_sample=True).exists()
    ]


@checks.register(GUARDS)
def every_guard_is_there(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """A record that the database does not guard can be changed without a trace."""
    return [
        checks.Error(
            f"The database lacks a guard: {name}.",
            hint="`manage.py migrate` installs every guard again.",
            id="reviewboard.E004",
        )
        for alias in databases or ()
        if _is_migrated(alias)
        for name in guards.missing(connections[alias])
    ]


def _is_migrated(alias: str) -> bool:
    """Before the first migration there is nothing to check, and no table to ask."""
    try:
        return Article._meta.db_table in connections[alias].introspection.table_names()
    except DatabaseError:
        return False


@checks.register(OPERATING)
def folders_can_be_written(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[checks.CheckMessage]:
    """Pages, pictures and numbers are written long after the start; better to hear of it now."""
    folders = [("PAGE_STORE is", Path(settings.PAGE_STORE)), ("DATA_FOLDER is", Path(settings.DATA_FOLDER))]
    if isinstance(default_storage, Folder):
        folders.append(("DATA_FOLDER has", Path(default_storage.location)))
    return [
        checks.Error(
            f"{name} a folder that this process cannot write to: {folder}.",
            hint="Give it to the user of the services, or set another; look at the space that is left.",
            id="reviewboard.E005",
        )
        for name, folder in folders
        if not can_write(folder)
    ]


@checks.register(OPERATING)
def redis_answers(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[checks.CheckMessage]:
    """Work goes on without it, slower and counted by each process alone: a warning."""
    default = caches[DEFAULT_CACHE_ALIAS]
    if not isinstance(default, RedisOrMemory) or default.answers():
        return []
    sentence = "REDIS_URL leads to no Redis that answers."
    hint = "Start it, or correct the address; until then owed work waits for the sweep."
    return [checks.Warning(sentence, hint=hint, id="reviewboard.W002")]


@checks.register(OPERATING)
def the_virus_scanner_answers(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[checks.CheckMessage]:
    """While it is away every file is refused."""
    if not settings.VIRUS_SCANNER or virus_scanner.answers():
        return []
    sentence = "VIRUS_SCANNER leads to no clamd that answers: no file can be uploaded."
    return [checks.Error(sentence, hint="Start it, or correct the address.", id="reviewboard.E009")]


@checks.register(checks.Tags.database)
def the_database_answers(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """Never with the words of the driver, which may hold the address."""
    return [
        checks.Error(
            f"DATABASE_URL leads to no database that answers ({type(error).__name__}).",
            hint="Is it started, are name, user and password right, does it let this host in?",
            id="reviewboard.E006",
        )
        for alias in databases or ()
        if (error := _unreachable(alias))
    ]


@checks.register(MIGRATED)
def every_migration_is_applied(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """Of this release; one that is newer than the database must not work with it."""
    if not databases or _unreachable(DEFAULT_DB_ALIAS) or not (missing := migrations_missing()):
        return []
    sentence = f"The database of DATABASE_URL lacks {len(missing)} migrations of this release, first {missing[0]}."
    return [checks.Error(sentence, hint="Run `manage.py migrate`.", id="reviewboard.E007")]


@checks.register(MIGRATED)
def no_migration_of_a_later_release(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """While hosts are updated one after the other this is so for minutes: a warning."""
    if not databases or _unreachable(DEFAULT_DB_ALIAS):
        return []
    applied = MigrationRecorder(connections[DEFAULT_DB_ALIAS]).applied_migrations()
    unknown = sorted({f"{app}.{name}" for app, name in applied} - known_migrations())
    if not unknown:
        return []
    sentence = f"The database of DATABASE_URL was migrated by a later release than this one: {unknown[-1]}."
    return [checks.Warning(sentence, hint="Update this host.", id="reviewboard.W003")]


@checks.register(checks.Tags.database)
def clocks_agree(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """Due times are compared with both clocks. A file of SQLite has none of its own."""
    return [
        checks.Warning(
            f"The clock of this host is {abs(ahead):.0f} seconds {'ahead of' if ahead > 0 else 'behind'} that of the"
            " database of DATABASE_URL.",
            hint="Let both take the time from the same servers (NTP).",
            id="reviewboard.W004",
        )
        for alias in databases or ()
        if abs(ahead := _seconds_ahead(alias)) > MOST_SECONDS_APART
    ]


@checks.register(checks.Tags.database)
def one_signing_key(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """Two hosts with two keys would sign as two servers; the record knows which key is in use."""
    if not databases or not settings.SIGNING_KEY or not _is_migrated(DEFAULT_DB_ALIAS):
        return []
    here = signing.key_id_of(signing.current_public_key())
    known = set(SigningKey.objects.filter(used_until=None).values_list("key_id", flat=True))
    if not known or here in known:
        return []
    sentence = f"SIGNING_KEY is another key ({here}) than the one that is in use ({', '.join(sorted(known))})."
    hint = "Every host and worker has the same; a new one is taken into use under Boards, Signing keys."
    return [checks.Error(sentence, hint=hint, id="reviewboard.E008")]


def _unreachable(alias: str) -> DatabaseError | None:
    try:
        connections[alias].ensure_connection()
    except DatabaseError as error:
        return error
    return None


def _seconds_ahead(alias: str) -> float:
    """Of this host's clock; nothing where there is no other, or nobody to ask."""
    if connections[alias].vendor != "postgresql" or _unreachable(alias):
        return 0.0
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (there,) = cursor.fetchone()
    return float((timezone.now() - there).total_seconds())
