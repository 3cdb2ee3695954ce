"""A browser test that fails once: run again on CI and named, red at the desk; another test is red everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.second_try import TITLE
from tests.tiers import ROOT

ONCE = """
from pathlib import Path
import pytest

{mark}
def test_fails_once():
    file = Path(__file__).with_suffix(".tried")
    first = not file.exists()
    file.touch()
    assert not first, "the page was not ready"

{mark}
def test_passes():
    pass
"""
BROWSER = "@pytest.mark.browser"


def run(folder: Path, mark: str, **environment: str) -> tuple[int, list[str]]:
    """The exit code and the lines that name a test after the title."""
    (folder / "test_once.py").write_text(ONCE.format(mark=mark))
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = browser\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.second_try", "-p", "no:django", "-p", "no:cacheprovider"]
    known = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTEST_XDIST_WORKER")}
    ran = subprocess.run(
        command, cwd=folder, env=known | {"PYTHONPATH": str(ROOT)} | environment, capture_output=True, check=False
    )
    _before, _title, after = ran.stdout.decode().partition(TITLE)
    return ran.returncode, [line for line in after.splitlines() if "::" in line]


def test_on_ci_a_browser_test_has_a_second_try_and_is_named(tmp_path: Path) -> None:
    code, named = run(tmp_path, BROWSER, CI="true")

    assert code == 0
    assert named == ["test_once.py::test_fails_once: AssertionError: the page was not ready"]


@pytest.mark.parametrize(("mark", "environment"), [(BROWSER, {}), ("", {"CI": "true"})])
def test_at_the_desk_and_without_a_browser_the_first_try_counts(
    tmp_path: Path, mark: str, environment: dict[str, str]
) -> None:
    code, named = run(tmp_path, mark, **environment)

    assert (code, named) == (1, [])
