"""What `make test` runs at the desk: what a change breaks first, in less than five minutes on two processors.

`.ci/run` (by `REQUIRE=all`), `ALL=1 make test`, `make coverage`, and a choice by `ARGS` run what takes long too: what drives other programs
for seconds. On PostgreSQL the run of every day asks what that database answers otherwise than SQLite.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

VARIABLE = "EVERY_DAY"
ROOT = Path(__file__).parent
SAID = "What takes long did not run (tests/every_day.py): ALL=1 make test"

# Whole folders and files below `tests/`.
TAKES_LONG = ("benchmarks", "browser", "faults")
# Except for these: one walk through the whole product, and the signature.
ONE_OF_THEM = ("browser/test_main_path.py", "browser/test_signing.py", "faults/test_same_instant.py")
# Locks, guards, constraints, search, and what is written once whoever dies.
OTHERWISE_ON_POSTGRESQL = (
    "articles/actions",
    "articles/search",
    "articles/test_guards.py",
    "faults",
    "reviewboard/test_migrations.py",
    "workflows/actions",
    "workflows/record",
)


def environment(arguments: Sequence[str], known: Mapping[str, str] = os.environ) -> dict[str, str]:
    """For a round of pytest: the whole suite where it was asked for, and whatever was chosen by name."""
    is_whole = bool(arguments) or any(known.get(name) for name in ("ALL", "COVERAGE")) or known.get("REQUIRE") == "all"
    return {} if is_whole else {VARIABLE: "1"}


def is_left_out(item: pytest.Item, *, on_postgresql: bool) -> bool:
    """In a round of every day; never otherwise."""
    if not os.environ.get(VARIABLE):
        return False
    path = item.path.relative_to(ROOT).as_posix()
    if on_postgresql and not item.get_closest_marker("postgres") and not _is_below(path, OTHERWISE_ON_POSTGRESQL):
        return True
    if _is_below(path, ONE_OF_THEM):
        return False
    return item.get_closest_marker("slow") is not None or _is_below(path, TAKES_LONG)


def _is_below(path: str, places: Sequence[str]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)
