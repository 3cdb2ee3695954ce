"""The short form of `make faults`: whatever dies while people decide, nothing is lost, doubled or unverified."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests import tiers
from tests.servers import database_url

# By decisions and not by seconds: a machine that does much else has as many faults, and time to get over each.
SHORT = (
    *("--short", "--editors", "2", "--seconds", "0", "--decisions", "16"),
    *("--every", "0.1", "--paced", "2", "--after", "0.5", "--seed", "1"),
)


@pytest.fixture
def tables(transactional_db: None, tmp_path: Path) -> Path:
    """Those of the database of these tests, with what every new one holds; to migrate takes longer than all else here."""
    dumped = tmp_path / "tables"
    program = Path(tiers.parts()["postgres"].where) / "pg_dump"
    subprocess.run([str(program), "--format=custom", f"--file={dumped}", database_url()], check=True)
    return dumped


@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.slow
@pytest.mark.flaky(
    reruns=1, condition=bool(os.environ.get("CI"))
)  # what dies when is drawn; a second try is named at the end
def test_what_dies_while_people_decide_loses_doubles_and_breaks_nothing(tables: Path) -> None:
    if tiers.parts()["redis"].where == "fakeredis":
        pytest.skip("what fakeredis brings cannot be killed")
    connection.close()

    run = subprocess.run(
        [sys.executable, "-m", "tests.faults.run", *SHORT, "--tables", str(tables)],
        check=False,
        cwd=tiers.ROOT,
        env=os.environ | {"LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert "Nothing lost, nothing doubled, nothing unverified." in run.stdout
