"""What `check` and `check --deploy` say about a site that must not be served as it is."""

from __future__ import annotations

import pytest
from django.core import checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from pytest_django.fixtures import Settings

from articles import guards
from articles.models import Article
from reviewboard import checks as ours
from reviewboard.environment import DEVELOPMENT_SECRET_KEY


def ids(messages: list[checks.CheckMessage]) -> list[str | None]:
    return [message.id for message in messages]


def test_development_secrets_are_named(settings: Settings) -> None:
    settings.SECRET_KEY, settings.IS_PRODUCTION = DEVELOPMENT_SECRET_KEY, False

    assert ids(ours.no_development_secrets(None)) == ["reviewboard.E001", "reviewboard.E002"]


def test_production_with_a_secret_of_its_own_passes(settings: Settings) -> None:
    settings.SECRET_KEY, settings.IS_PRODUCTION = "x9" * 30, True

    assert ours.no_development_secrets(None) == []


def test_s28_sample_articles_fail_the_deployment_check(draft: Article) -> None:
    draft.is_sample, draft.revision = True, draft.revision + 1
    draft.record(by=draft.handling_editor, reason="test")

    assert ids(ours.no_sample_articles(None, databases=["default"])) == ["reviewboard.E003"]


def test_articles_of_the_publisher_pass(draft: Article) -> None:
    assert ours.no_sample_articles(None, databases=["default"]) == []


@pytest.mark.django_db
def test_a_missing_guard_is_named() -> None:
    with connection.cursor() as cursor:
        on = " ON articles_event" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER articles_event_keeps{on}")

    (found,) = ours.every_guard_is_there(None, databases=["default"])

    assert (found.id, found.msg) == ("reviewboard.E004", "The database lacks a guard: articles_event_keeps.")


@pytest.mark.django_db
def test_a_missing_guard_fails_the_check_and_migrate_installs_it() -> None:
    with connection.cursor() as cursor:
        on = " ON articles_event" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER articles_event_keeps{on}")
    with pytest.raises(SystemCheckError, match="articles_event_keeps"):
        call_command("check", databases=["default"])

    call_command("migrate", verbosity=0, skip_checks=False)

    assert guards.missing(connection) == []


@pytest.mark.django_db
def test_every_guard_is_there_after_migrating() -> None:
    assert guards.missing(connection) == []
    assert ours.every_guard_is_there(None, databases=["default"]) == []


def test_without_a_database_to_look_at_nothing_is_said() -> None:
    assert ours.every_guard_is_there(None, databases=None) == []
    assert ours.no_sample_articles(None, databases=None) == []
