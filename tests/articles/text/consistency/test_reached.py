"""Wrong doses are found, and what says the same in other words is left alone."""

from __future__ import annotations

import pytest

from tests.articles.text.consistency.lists import flagged, pairs


def test_wrong_doses_thresholds_and_negations_must_be_answered() -> None:
    found = flagged("injected-first")

    assert len(found) >= 0.95 * len(pairs("injected-first"))


def test_errors_that_the_checks_were_mended_by_must_be_answered() -> None:
    found = flagged("injected-third")

    assert len(found) >= 0.96 * len(pairs("injected-third"))


def test_errors_by_somebody_who_had_not_seen_the_checks_must_be_answered() -> None:
    found = flagged("injected-fourth")

    assert len(found) >= 0.95 * len(pairs("injected-fourth"))


def test_of_errors_by_three_more_people_nine_in_ten_must_be_answered() -> None:
    found = flagged("injected-fifth")

    assert len(found) >= 0.9 * len(pairs("injected-fifth"))


def test_of_rewordings_by_three_more_people_few_are_flagged() -> None:
    found = flagged("faithful-fifth")

    assert len(found) <= 0.06 * len(pairs("faithful-fifth"))


@pytest.mark.parametrize(("name", "least"), [("injected-eighth", 0.89), ("injected-ninth", 0.8)])
def test_of_errors_in_free_rewordings_most_must_be_answered(name: str, least: float) -> None:
    found = flagged(name)

    assert len(found) >= least * len(pairs(name))


@pytest.mark.parametrize(("name", "most"), [("faithful-eighth", 0.01), ("faithful-ninth", 0.04)])
def test_of_free_rewordings_few_are_flagged(name: str, most: float) -> None:
    found = flagged(name)

    assert len(found) <= most * len(pairs(name))


def test_of_errors_in_longer_passages_nine_in_ten_must_be_answered() -> None:
    found = flagged("injected-later")

    assert len(found) >= 0.9 * len(pairs("injected-later"))


def test_rewordings_that_the_checks_were_mended_by_are_left_alone() -> None:
    found = flagged("faithful-third")

    assert len(found) <= 0.01 * len(pairs("faithful-third"))


@pytest.mark.parametrize("name", ["faithful-first", "faithful-later", "faithful-fourth"])
def test_faithful_rewordings_are_left_alone(name: str) -> None:
    found = flagged(name)

    assert len(found) <= 0.02 * len(pairs(name))


@pytest.mark.parametrize(
    "name",
    [f"{kind}-{name}" for name in ("first", "third", "fourth", "fifth") for kind in ("injected", "faithful")],
)
def test_lists_have_at_least_150_pairs_each_once(name: str) -> None:
    found = pairs(name)

    assert len(found) >= 150
    assert len({(pair["clinician"], pair["patient"]) for pair in found}) == len(found)
