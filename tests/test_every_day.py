"""What the run of every day leaves out, and who asks for the whole."""

from __future__ import annotations

import pytest

from tests import every_day


@pytest.mark.parametrize("known", [{"ALL": "1"}, {"COVERAGE": "1"}, {"REQUIRE": "all"}])
def test_ci_coverage_and_whoever_says_so_run_the_whole(known: dict[str, str]) -> None:
    assert every_day.environment((), known) == {}


def test_a_choice_is_run_as_it_was_chosen_and_nothing_chosen_is_the_run_of_every_day() -> None:
    chosen, nothing = every_day.environment(["tests/browser"], {}), every_day.environment((), {})

    assert (chosen, nothing) == ({}, {every_day.VARIABLE: "1"})


def test_every_place_that_is_named_is_there() -> None:
    """A folder that moved would silently come in again, or stay out."""
    places = (*every_day.TAKES_LONG, *every_day.ONE_OF_THEM, *every_day.OTHERWISE_ON_POSTGRESQL)

    assert [place for place in places if not (every_day.ROOT / place).exists()] == []


def test_the_run_of_every_day_leaves_out_what_takes_long_alone(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(every_day.VARIABLE, "1")
    item = request.node

    assert not every_day.is_left_out(item, on_postgresql=False)
    assert every_day.is_left_out(item, on_postgresql=True)
    monkeypatch.setattr(item, "own_markers", [*item.own_markers, pytest.mark.slow.mark])
    assert every_day.is_left_out(item, on_postgresql=False)
