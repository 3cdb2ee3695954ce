"""What `check` and `check --deploy` say about a site that must not be served as it is."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from django.core import checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles import guards
from articles.models import Article, Person, Version
from reviewboard import checks as ours
from reviewboard.caching import RedisOrMemory
from reviewboard.environment import DEVELOPMENT_SECRET_KEY
from reviewboard.watching import readiness
from reviewboard.watching.readiness import known_migrations
from tests.installations import Installation
from tests.tiers import free_port
from workflows import signing


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


def sentences(messages: list[checks.CheckMessage]) -> list[str]:
    return [message.msg for message in messages]


@pytest.mark.parametrize("name", ["PAGE_STORE", "DATA_FOLDER"])
def test_a_folder_that_nobody_can_write_to_is_named(settings: Settings, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    setattr(settings, name, tmp_path / "file" / "pages")

    said = sentences(ours.folders_can_be_written(None))

    assert said == [f"{name} is a folder that this process cannot write to: {tmp_path}/file/pages."]


def test_a_folder_of_files_that_nobody_can_write_to_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"

    said = sentences(ours.folders_can_be_written(None))

    assert said == [f"DATA_FOLDER has a folder that this process cannot write to: {tmp_path}/file/media."]


def test_a_redis_that_is_away_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = RedisOrMemory("redis://127.0.0.1:1/0", {"OPTIONS": {"socket_connect_timeout": 1}})
    monkeypatch.setattr(ours, "caches", {"default": nobody})

    assert sentences(ours.redis_answers(None)) == ["REDIS_URL leads to no Redis that answers."]


def test_a_database_that_cannot_be_reached_is_named_without_its_address(tmp_path: Path) -> None:
    away = f"postgresql://ann:secret@127.0.0.1:{free_port()}/x?connect_timeout=2"

    stopped = Installation(tmp_path, away).run("check", "--database", "default")

    assert stopped.returncode == 1
    assert "DATABASE_URL leads to no database that answers (OperationalError)." in stopped.stderr
    assert "secret" not in stopped.stderr


def test_a_database_that_was_not_migrated_is_named(tmp_path: Path) -> None:
    stopped = Installation(tmp_path).run("check", "--database", "default")

    assert stopped.returncode == 1
    assert re.search(
        r"The database of DATABASE_URL lacks \d+ migrations of this release, first [a-z]+\.0001_", stopped.stderr
    )


def test_names_of_migrations_that_were_joined_are_known(settings: Settings) -> None:
    settings.MIGRATION_MODULES = {}  # where the suite says that there are none

    assert {"articles.0001_initial", "articles.0001_squashed_0039_preview_links"} - known_migrations() == set()


@pytest.mark.parametrize(("seconds", "said"), [(90, "90 seconds ahead of"), (-90, "90 seconds behind")])
@pytest.mark.postgres
@pytest.mark.django_db
def test_a_clock_that_differs_from_the_databases_is_named(
    monkeypatch: pytest.MonkeyPatch, seconds: int, said: str
) -> None:
    now = timezone.now()
    monkeypatch.setattr(ours.timezone, "now", lambda: now + datetime.timedelta(seconds=seconds))

    (sentence,) = sentences(ours.clocks_agree(None, databases=["default"]))

    assert sentence == f"The clock of this host is {said} that of the database of DATABASE_URL."


@pytest.mark.django_db
def test_clocks_that_agree_are_no_news() -> None:
    assert ours.clocks_agree(None, databases=["default"]) == []


def test_another_signing_key_than_the_one_in_use_is_named(approved_version: Version, settings: Settings) -> None:
    assert ours.one_signing_key(None, databases=["default"]) == []
    settings.SIGNING_KEY = signing.new_private_key()

    (found,) = ours.one_signing_key(None, databases=["default"])

    assert found.id == "reviewboard.E008"
    assert found.msg.startswith("SIGNING_KEY is another key (")


LATER = (
    "from django.db import connection; from django.db.migrations.recorder import MigrationRecorder;"
    "MigrationRecorder(connection).record_applied('articles', '9999_later')"
)


def test_a_production_site_that_is_set_up_as_described_has_nothing_to_check(on_postgresql: Installation) -> None:
    production = {
        "ENVIRONMENT": "production",
        "SECRET_KEY": "a-Long4secret" * 5,
        "SIGNING_KEY": signing.new_private_key(),
        "SITE_URL": "https://health.example",
        "BEHIND_PROXY": "true",
    }

    ask = ("check", "--deploy", "--database", "default", "--fail-level", "WARNING")

    first = on_postgresql.run(*ask, **production)
    on_postgresql.done("shell", "-v0", "-c", LATER)
    second = on_postgresql.run(*ask, **production)

    assert (first.stderr, first.returncode) == ("", 0)
    assert first.stdout.strip().startswith("System check identified no issues")
    assert "was migrated by a later release than this one: articles.9999_later." in second.stderr


def test_missing_migrations_are_named_on_the_operators_page(
    client: Client, administrator: Person, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MIGRATION_MODULES = {}  # where the suite says that there are none
    monkeypatch.setattr(readiness._Applied, "until", float("-inf"))
    client.force_login(administrator)

    page = client.get("/desk/operating/").content.decode()

    assert re.search(r"lacks \d+ migrations of this release, first [a-z]+\.0001_", page)


def test_s28_a_production_site_with_samples_is_named_on_the_operators_page(
    client: Client, draft: Article, administrator: Person, settings: Settings
) -> None:
    settings.IS_PRODUCTION = True
    draft.is_sample, draft.revision = True, draft.revision + 1
    draft.record(by=draft.handling_editor, reason="test")
    client.force_login(administrator)

    page = client.get("/desk/operating/").content.decode()

    assert "The database of DATABASE_URL holds sample articles: fictional reviewers signed them." in page
    assert "Set DATABASE_URL to a database that `demo` never filled" in page
