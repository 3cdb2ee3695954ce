"""The longest run of numbers that ascend."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.ascending import longest_ascending


@pytest.mark.parametrize(
    ("numbers", "places"),
    [
        ([], []),
        ([7], [0]),
        ([1, 2, 3], [0, 1, 2]),
        ([3, 2, 1], [2]),
        ([9, 1, 2, 3], [1, 2, 3]),
        ([1, 9, 2, 3], [0, 2, 3]),
        ([2, 5, 3, 7, 1], [0, 2, 3]),
    ],
)
def test_the_most_numbers_that_ascend_are_named_by_their_places(numbers: list[int], places: list[int]) -> None:
    assert longest_ascending(numbers) == places


@given(numbers=st.lists(st.integers(0, 30), unique=True, max_size=9))
def test_no_longer_run_ascends(numbers: list[int]) -> None:
    found = longest_ascending(numbers)

    runs = (run for size in range(len(numbers) + 1) for run in combinations(numbers, size) if list(run) == sorted(run))
    assert found == sorted(found)
    assert [numbers[place] for place in found] == sorted(numbers[place] for place in found)
    assert len(found) == max(len(run) for run in runs)
