"""A site whose Redis is away remembers by itself, and people go on signing in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from articles.models import Person
from reviewboard import caching
from reviewboard.caching import RedisOrMemory
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
