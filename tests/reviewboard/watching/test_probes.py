"""`/livez` and `/readyz`: what a probe is told, on a good day and on a bad one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from reviewboard.caching import RedisOrMemory
from reviewboard.watching import readiness
from tests.tiers import ROOT

READY = "database: answers\nmigrations: applied\nstore: writable\ncache: answers\n"


@pytest.fixture(autouse=True)
def nothing_remembered(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Test databases are made without migrations: `applied` says that all of them are."""
    settings.PAGE_STORE = tmp_path / "pages"
    monkeypatch.setattr(readiness._Applied, "until", float("inf"))


def test_a_living_process_says_so_without_a_database(client: Client) -> None:
    answer = client.get("/livez")

    assert (answer.status_code, answer.content) == (200, b"alive\n")


@pytest.mark.django_db
def test_a_host_that_can_do_its_work_is_ready(client: Client) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.content.decode()) == (200, READY)


@pytest.mark.django_db
def test_being_ready_costs_one_query(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get("/readyz")

    assert len(queries) == 1


def test_a_database_that_is_away_is_named_and_nothing_of_its_address(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise DatabaseError("no route to secret-host")

    monkeypatch.setattr(readiness.connection, "cursor", away)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.content.decode() == READY.replace("answers\nmigrations: applied", "away\nmigrations: unknown", 1)


UNMIGRATED = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "reviewboard.settings"
import django
django.setup()
from django.test import Client
answer = Client().get("/readyz")
print(answer.status_code, answer.content.decode())
"""


def test_a_database_of_another_release_is_not_ready(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "DATA_FOLDER": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-c", UNMIGRATED], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "503 " + READY.replace("applied", "missing").strip()


@pytest.mark.django_db
def test_a_store_that_nobody_can_write_to_is_not_ready(client: Client, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.PAGE_STORE = tmp_path / "file" / "pages"

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.content.decode() == READY.replace("writable", "not writable")


@pytest.mark.django_db
def test_a_cache_that_is_away_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = RedisOrMemory("redis://127.0.0.1:1/0", {"OPTIONS": {"socket_connect_timeout": 1}})
    monkeypatch.setattr(caches._connections, "default", nobody, raising=False)  # type: ignore[attr-defined]

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.content.decode() == READY.replace("cache: answers", "cache: away")


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
@pytest.mark.django_db
def test_a_probe_comes_by_any_name_of_the_host_and_without_https(client: Client, settings: Settings, path: str) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(path, headers={"host": "10.0.0.7:8000"}).status_code == 200


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics"])
@pytest.mark.django_db
def test_no_cache_keeps_what_a_probe_was_told(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics"])
def test_a_probe_only_asks(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


@pytest.mark.django_db
def test_probes_leave_no_line_in_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", logger="django_structlog"):
        for path in ("/livez", "/readyz", "/metrics"):
            client.get(path)

    assert caplog.records == []


@pytest.mark.django_db
def test_a_probe_may_come_as_often_as_it_likes(client: Client) -> None:
    assert {client.get("/livez").status_code for _number in range(400)} == {200}
