"""S17: what strangers write is kept without what would say who they are; doses, ages and figures stay."""

from __future__ import annotations

import pytest

from articles.text.strangers_words import without_traces


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("write to jo.doe+x@example.org please", "write to […] please"),
        ("call +44 20 7946 0958 or 020-7946-0958", "call […] or […]"),
        ("I was born on 3 May 1971", "I was born on […]"),
        ("since 03.05.2026, or 2026-05-03", "since […], or […]"),
        ("on May 3rd, 2026 it began", "on […] it began"),
        ("see https://example.org/me?id=1 now", "see […] now"),
        ("NHS number 943 476 5919", "NHS number […]"),
    ],
)
def test_s17_traces_are_taken_out(written: str, kept: str) -> None:
    assert without_traces(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "May I take 400 mg of ibuprofen three times a day?",
        "I am 67 and weigh 82.5 kg",
        "120/80 and 1,000 IU, or 10000 units",
        "for 5-10 days, 2 tablets",
        "is 0.5 mg too much",
        "1 500 000 units, or 10 000 000",
    ],
)
def test_s17_doses_and_ages_stay(written: str) -> None:
    assert without_traces(written) == written


def test_lines_become_one_and_nul_goes() -> None:
    assert without_traces("a\x00\n  b") == "a b"


def test_time_is_in_proportion_to_length() -> None:
    assert without_traces("1 " * 50_000)
    assert without_traces("a" * 200_000)
    assert without_traces("@" * 50_000)
