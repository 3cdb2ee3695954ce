"""Functions in several processes: each batch is done, and a copy of a process holds nothing of the one that it was copied from."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from articles.publishing.at_once import ProcessDied, at_once

HERE = "tests.articles.publishing.test_at_once"
# One that takes a lock, then has copies of itself say what they have open.
PARENT = f"""
import json, sys, django
django.setup()
from articles.publishing.at_once import at_once
with open(sys.argv[1], "w") as lock:
    print(json.dumps(list(at_once("{HERE}.open_files", [1, 2, 3], 2))))
"""


def doubled(number: int) -> int:
    return 2 * number


def died(_number: int) -> None:
    os._exit(1)


def open_files(_number: int) -> list[str]:
    """What this process has open besides its three standard files, and nothing at all."""
    numbers = [path for path in Path("/proc/self/fd").iterdir() if int(path.name) > 2]
    found = [str(path.readlink()) for path in numbers if path.is_symlink()]
    return sorted(name.partition(":")[0] for name in found if name != os.devnull)


def test_each_batch_is_done_once() -> None:
    assert sorted(at_once(f"{HERE}.doubled", range(7), 2)) == [0, 2, 4, 6, 8, 10, 12]


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(ProcessDied):
        list(at_once(f"{HERE}.died", [1], 1))


@pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux alone")
def test_a_copy_keeps_its_own_pipe_open_and_no_lock_of_its_parent(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "reviewboard.settings"}

    answer = subprocess.run(
        [sys.executable, "-c", PARENT, lock], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )

    assert json.loads(answer.stdout) == [["socket"], ["socket"], ["socket"]]
