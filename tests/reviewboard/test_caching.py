"""A site whose Redis is away remembers by itself, and people go on signing in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles import strangers
from articles.models import Person
from reviewboard import caching
from reviewboard import settings as real
from reviewboard.caching import InDatabase, RedisOrMemory
from tests.installations import Installation
from tests.tiers import free_port
from tests.universe import PASSWORD


@pytest.fixture
def away() -> Iterator[RedisOrMemory]:
    """Nobody listens there."""
    cache = RedisOrMemory(f"redis://127.0.0.1:{free_port()}/0", {})
    yield cache
    cache.clear()


def test_everything_is_answered_while_redis_is_away(away: RedisOrMemory) -> None:
    answers: list[Any] = [away.add("tried", 1), away.add("tried", 5), away.incr("tried"), away.get("tried")]
    away.set("other", "x", 30)
    answers += [away.get_many(["tried", "other"]), away.has_key("other"), away.touch("other", 60)]
    answers += [away.delete("other"), away.get("other", "gone"), away.get_or_set("tried", 9)]

    assert answers == [True, False, 2, 2, {"tried": 2, "other": "x"}, True, True, True, "gone", 2]


def test_redis_is_asked_again_after_a_while(
    redis_url: str, away: RedisOrMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "SECONDS_BETWEEN_TRIES", 0.0)
    away.set("where", "memory")

    away._redis = RedisOrMemory(redis_url, {})._redis
    away.set("where", "redis")

    assert (away._memory.get("where"), away._redis.get("where")) == ("memory", "redis")


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_people_sign_in_while_redis_is_away(settings: Settings, editor: Person, password: str) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "reviewboard.caching.RedisOrMemory", "LOCATION": f"redis://127.0.0.1:{free_port()}/0"}
    }

    response = Client().post(reverse("account_login"), {"login": editor.email, "password": password})

    assert isinstance(caches["default"], RedisOrMemory)
    assert response.status_code == (302 if password == PASSWORD else 200)


@pytest.fixture
def in_database(settings: Settings, db: None) -> InDatabase:
    """As of an installation without Redis."""
    settings.CACHES = {"default": real.CACHES["default"]}
    cache = caches["default"]
    assert isinstance(cache, InDatabase)
    return cache


def test_without_redis_the_database_remembers(in_database: InDatabase) -> None:
    answers: list[Any] = [in_database.add("tried", 1), in_database.add("tried", 5), in_database.incr("tried")]
    answers += [in_database.get("tried"), in_database.delete("tried"), in_database.get("tried", "gone")]

    assert answers == [True, False, 2, 2, True, "gone"]
    with pytest.raises(ValueError, match="tried"):
        in_database.incr("tried")


def test_counting_up_is_one_step_for_everybody_at_once(in_database: InDatabase, transactional_db: None) -> None:
    in_database.set("tried", 0)

    def count() -> None:
        for _ in range(5):
            in_database.incr("tried")
        connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(count) for _ in range(4)]:
            done.result()

    assert in_database.get("tried") == 20


def test_of_eight_who_ask_at_once_exactly_as_many_are_let_through_as_may(
    in_database: InDatabase, transactional_db: None
) -> None:
    def ask() -> list[int]:
        try:
            return [strangers.seconds_to_wait_of("searches", per_minute=20) for _ in range(5)]
        finally:
            connections.close_all()

    with time_machine.travel(timezone.now(), tick=False), ThreadPoolExecutor(8) as pool:
        waits = [wait for done in [pool.submit(ask) for _ in range(8)] for wait in done.result()]

    assert (len(waits), waits.count(0)) == (40, 20)


# A wrong password for one address, so many times, and whether it may be tried again.
TRYING = """
from django.test import Client
for _ in range(3):
    answer = Client().post(
        "/accounts/login/",
        {{"login": "nobody@example.org", "password": "wrong wrong wrong"}},
        headers={{"host": "localhost", "x-forwarded-for": "198.51.100.{process}"}},
    )
    print("locked" if "Too many" in answer.content.decode() else "wrong")
"""


def test_two_processes_without_redis_count_failures_together(demo: Installation, tmp_path: Path) -> None:
    copy = Installation(tmp_path)
    shutil.copy(demo.folder / "reviewboard.sqlite3", tmp_path)

    said = [copy.done("shell", "-v0", "-c", TRYING.format(process=process)).split() for process in range(2)]

    assert said == [["wrong", "wrong", "wrong"], ["wrong", "wrong", "locked"]]
