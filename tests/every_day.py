"""What `make test` runs at the desk: what a change breaks first, in less than five minutes on two processors.

`.ci/run` (by `REQUIRE=all`), `ALL=1 make test`, `make coverage`, and a choice by `ARGS` run what takes long too: what drives other programs
for seconds. The run of every day asks PostgreSQL what it answers otherwise than SQLite, and SQLite all the rest.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

VARIABLE = "EVERY_DAY"
# The value on SQLite where the round on PostgreSQL went before: what ran there is not run twice.
AFTER_POSTGRESQL = "rest"
ROOT = Path(__file__).parent
SAID = "What takes long did not run (tests/every_day.py): ALL=1 make test"

# Whole folders and files below `tests/`.
TAKES_LONG = (
    "articles/management/test_exporting.py",
    "articles/publishing/test_at_once.py",
    "articles/publishing/test_jats.py",
    "articles/publishing/test_proof_of_pdf.py",
    "articles/text/consistency/test_reached.py",
    "articles/text/consistency/test_said.py",
    "articles/text/readability/test_scores.py",
    "articles/views/test_canary.py",
    "benchmarks",
    "browser",
    "faults",
    "reviewboard/test_backups.py",
    "reviewboard/test_caching.py",
    "reviewboard/test_migrations.py",
    "reviewboard/test_nginx.py",
    "reviewboard/test_tasks.py",
    "reviewboard/watching/test_reporting.py",
    "security",
    "workflows/record/test_moving.py",
    "workflows/record/test_verification.py",
    "workflows/views/test_matrix.py",
)
# Except for these: one walk through the whole product, and the signature.
ONE_OF_THEM = (
    "browser/test_main_path.py",
    "browser/test_signing.py",
    "faults/test_same_instant.py",
    "security/test_injection.py",
)
# Locks, guards, constraints, search, and what is written once whoever dies.
OTHERWISE_ON_POSTGRESQL = (
    "articles/actions",
    "articles/search",
    "articles/test_guards.py",
    "articles/views/checks/test_flags.py",
    "faults/test_same_instant.py",
    "reviewboard/test_checks.py",
    "reviewboard/test_settings.py",
    "workflows/actions",
    "workflows/record",
)


def is_it(arguments: Sequence[str], known: Mapping[str, str] = os.environ) -> bool:
    """Whether this is the run of every day: the whole suite was not asked for, and nothing was chosen by name."""
    return not arguments and not any(known.get(name) for name in ("ALL", "COVERAGE")) and known.get("REQUIRE") != "all"


def on_postgresql() -> list[str]:
    """The arguments of that round: what is not even read costs nothing."""
    return [f"{ROOT.name}/{place}" for place in OTHERWISE_ON_POSTGRESQL]


def is_left_out(item: pytest.Item) -> bool:
    """In a round of every day; never otherwise."""
    path = item.path.relative_to(ROOT).as_posix()
    if not os.environ.get(VARIABLE) or _is_below(path, ONE_OF_THEM):
        return False
    if os.environ[VARIABLE] == AFTER_POSTGRESQL and _is_below(path, OTHERWISE_ON_POSTGRESQL):
        return True
    return item.get_closest_marker("slow") is not None or _is_below(path, TAKES_LONG)


def _is_below(path: str, places: Sequence[str]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)
