"""Which changes mutation tests draw from, and what a sample says of the whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutation.__main__ import interval
from tests.mutation.mutants import drawn, of

MODULE = """
from functools import cache

LIMIT = 3


class Dose:
    @property
    def is_high(self) -> bool:
        return self.grams > LIMIT


@cache
def halved(grams: float, parts: int = 2) -> float:
    return grams / parts
"""


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "dose.py"
    path.write_text(MODULE)
    return path


def test_what_stands_below_a_decorator_is_changed_and_a_table_is_not(module: Path) -> None:
    changes = [(mutant.function, mutant.in_head) for mutant in of(module)]

    assert changes == [("Dose.is_high", False), ("halved", True), ("halved", False)]


def test_a_change_is_made_once(module: Path) -> None:
    sources = [mutant.source for mutant in of(module)]

    assert sources == [
        MODULE.replace("self.grams > LIMIT", "self.grams >= LIMIT"),
        MODULE.replace("parts: int = 2", "parts: int = 3"),
        MODULE.replace("grams / parts", "grams * parts"),
    ]


def test_the_same_seed_draws_the_same(module: Path) -> None:
    one, other = (drawn([module], sample=2, seed=7) for _ in range(2))

    assert [mutant.line for mutant in one[0]] == [mutant.line for mutant in other[0]]
    assert one[1] == 3


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    # Newcombe 1998 (Statistics in Medicine 17:857), table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_wilsons(hits: int, tries: int, low: float, high: float) -> None:
    assert interval(hits, tries) == pytest.approx((low, high), abs=0.00005)


@pytest.mark.slow
def test_a_change_that_no_test_notices_is_shown_and_one_that_a_test_notices_is_counted(tmp_path: Path) -> None:
    """The sixteenth change of this function says "before the first" with -2 in the place of -1, which is nothing else."""
    function = "articles.text.ascending.longest_ascending"

    run = subprocess.run(
        [sys.executable, "-m", "tests.mutation", "articles/text/ascending.py", "tests/articles/text/test_ascending.py",
         "--only", f"{function}#1", f"{function}#16"],
        env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3"}, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert [line for line in run.stdout.splitlines() if line.startswith(("survived", "no test", "-", "+"))] == [
        f"survived: {function}#16",
        "-        before.append(tops[pile - 1] if pile else -1)",
        "+        before.append(tops[pile - 1] if pile else -2)",
    ]
    assert "1 of 2 noticed (50.0%" in run.stdout
