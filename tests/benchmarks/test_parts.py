"""What can be measured, and that it starts without Django's settings."""

import os
import subprocess
import sys

from tests.tiers import ROOT


def test_every_part_is_named_in_the_help() -> None:
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}

    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--help"], cwd=ROOT, env=bare, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert [part for part in ("readers", "save", "search", "large") if part not in done.stdout] == []
