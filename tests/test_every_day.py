"""What the run of every day leaves out, and who asks for the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import every_day

MARK = "pytest.mark." + "postgres"


@pytest.mark.parametrize("known", [{"ALL": "1"}, {"COVERAGE": "1"}, {"REQUIRE": "all"}])
def test_ci_coverage_and_whoever_says_so_run_the_whole(known: dict[str, str]) -> None:
    assert not every_day.is_it((), known)


def test_a_choice_is_run_as_it_was_chosen_and_nothing_chosen_is_the_run_of_every_day() -> None:
    assert (every_day.is_it(["tests/browser"], {}), every_day.is_it((), {})) == (False, True)


def test_every_place_that_is_named_is_there() -> None:
    """A folder that moved would silently come in again, or stay out."""
    places = (*every_day.TAKES_LONG, *every_day.ONE_OF_THEM, *every_day.OTHERWISE_ON_POSTGRESQL)

    assert [place for place in places if not (every_day.ROOT / place).exists()] == []


def test_what_is_for_postgresql_alone_and_takes_no_time_runs_there_every_day() -> None:
    marked = {file for file in every_day.ROOT.rglob("test_*.py") if MARK in file.read_text() and file != Path(__file__)}
    asked = {file for place in every_day.on_postgresql() for file in _files(every_day.ROOT.parent / place)}
    long = {file for place in every_day.TAKES_LONG for file in _files(every_day.ROOT / place)}

    assert marked - asked - long == set()


def _files(place: Path) -> set[Path]:
    return {place} if place.is_file() else set(place.rglob("test_*.py"))


def test_the_run_of_every_day_leaves_out_what_takes_long_and_what_ran_on_postgresql(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = request.node
    monkeypatch.setenv(every_day.VARIABLE, "1")
    before = every_day.is_left_out(item)
    monkeypatch.setattr(item, "own_markers", [*item.own_markers, pytest.mark.slow.mark])
    marked = every_day.is_left_out(item)
    monkeypatch.setattr(every_day, "OTHERWISE_ON_POSTGRESQL", ("test_every_day.py",))
    monkeypatch.setattr(item, "own_markers", [])
    on_postgresql = every_day.is_left_out(item)
    monkeypatch.setenv(every_day.VARIABLE, every_day.AFTER_POSTGRESQL)
    after_it = every_day.is_left_out(item)
    monkeypatch.delenv(every_day.VARIABLE)

    assert (before, marked, on_postgresql, after_it) == (False, True, False, True)
    assert not every_day.is_left_out(item)
