"""What must be right before this site is served to readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connections

from articles import guards
from articles.models import Article
from reviewboard.environment import DEVELOPMENT_SECRET_KEY

# A tag of its own, so that `migrate`, which installs them, can do without.
GUARDS = "guards"


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
            "There are sample articles: fictional reviewers signed them.",
            hint="Serve a database that `demo` never filled.",
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
