"""What somebody else does in the middle of an action: between two of its statements, where no lock keeps them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def meanwhile(behind: str, do: Callable[[], object], *, place: int = 1) -> Iterator[None]:
    """Does it once, behind the first statement that begins so, or behind the one in that place."""
    waiting = [do] + [lambda: None] * (place - 1)

    def told(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        result = execute(sql, *arguments)
        if waiting and sql.startswith(behind):
            waiting.pop()()
        return result

    with connection.execute_wrapper(told):
        yield
    assert not waiting
