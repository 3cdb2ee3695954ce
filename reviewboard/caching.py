"""What all processes of a site remember together: limits of how often something is tried, and codes that were used.

With Redis it is there; while Redis is away, each process remembers by itself, so that signing in goes on working. Without
Redis it is a table of the database (`CacheEntry`), which every installation has.
"""

from __future__ import annotations

import time
from typing import Any

import structlog
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from django.db import connections, router, transaction
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import TimeoutError as NoAnswer

# Nobody waits for a server that is away with every question.
SECONDS_BETWEEN_TRIES = 5.0

log = structlog.get_logger(__name__)


class RedisOrMemory(BaseCache):
    """Asks Redis, and its own memory while there is none."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._redis = RedisCache(server, params)
        self._memory = LocMemCache(f"redis-is-away-{self.key_prefix}", params)
        self._away_until = 0.0

    def _ask(self, what: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self._away_until:
            try:
                return getattr(self._redis, what)(*args, **kwargs)
            except (NotConnected, NoAnswer) as error:
                log.warning("redis_away", error=str(error))
                self._away_until = time.monotonic() + SECONDS_BETWEEN_TRIES
        return getattr(self._memory, what)(*args, **kwargs)

    def answers(self) -> bool:
        """Whether Redis itself does, asked now."""
        try:
            self._redis.set("answers", 1, 1)
        except (NotConnected, NoAnswer):
            return False
        return True

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._ask("add", key, value, timeout, version))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._ask("get", key, default, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask("set", key, value, timeout, version)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._ask("touch", key, timeout, version))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._ask("delete", key, version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return int(self._ask("incr", key, delta, version))

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return bool(self._ask("has_key", key, version))

    def clear(self) -> None:
        self._ask("clear")


class InDatabase(DatabaseCache):
    """Django's, whose counting up is one step, whichever process does it."""

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """The new value; raises `ValueError` where there is none to count up. The others wait until this one has counted."""
        using = router.db_for_write(self.cache_model_class)
        connection = connections[using]
        with transaction.atomic(using=using), connection.cursor() as cursor:
            # On SQLite the transaction itself is the lock: it is IMMEDIATE.
            if connection.features.has_select_for_update:
                name, table = self.make_and_validate_key(key, version=version), connection.ops.quote_name(self._table)  # type: ignore[attr-defined]
                cursor.execute(f"SELECT 1 FROM {table} WHERE cache_key = %s FOR UPDATE", [name])  # noqa: S608
            return int(super().incr(key, delta, version))
