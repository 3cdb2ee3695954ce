"""The benchmark of `verify` measures a record that verifies, and says what is reached."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks import verifying
from benchmarks.verifying import Rate
from tests.installations import FILE, Installation


def test_a_small_record_is_measured(migrated: Installation, tmp_path: Path) -> None:
    shutil.copy(migrated.folder / FILE, tmp_path / "record.sqlite3")

    found = verifying.measure(tmp_path, f"sqlite:///{tmp_path}/record.sqlite3", 1000, 50)

    assert list(found) == ["events", "sign-offs"]
    assert min(rate.clock for rate in found.values()) > 0


def test_report_says_what_is_not_reached() -> None:
    found = {"events": Rate(30_000, 40_000), "sign-offs": Rate(2_000, 5_000)}

    assert verifying.report("SQLite", found)[1:] == [
        "  events       30,000 a second (40,000 of the processor's)   at least 20,000: reached",
        "  sign-offs     2,000 a second (5,000 of the processor's)   at least 3,000: NOT reached",
    ]
    assert not verifying.is_reached(found)
