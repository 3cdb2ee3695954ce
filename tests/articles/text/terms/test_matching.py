"""Words of a glossary in a line: whole words, longest first, abbreviations as written, in linear time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.terms import Entry, Matcher
from tests.stopwatch import quickest

MATCHER = Matcher(
    [
        Entry("pressure", ("blood pressure",), ("BP",)),
        Entry("hypertension", ("high blood pressure", "hypertension")),
        Entry("ms-brain", ("multiple sclerosis",), ("MS",)),
        Entry("ms-salt", ("magnesium sulphate",), ("MS",)),
        Entry("follow-up", ("follow-up",)),
        Entry("stroke", ("stroke",)),
        Entry("biopsy", ("biopsy",)),
        Entry("diagnosis", ("diagnosis",)),
        Entry("nsaid", ("anti-inflammatory drug",), ("NSAID",)),
        Entry("crohn", ("Crohn's disease",)),
    ]
)


def found(line: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(line[place.start : place.end], place.keys) for place in MATCHER.find(line)]


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("Your blood pressure is fine.", [("blood pressure", ("pressure",))]),
        ("High blood pressure harms.", [("High blood pressure", ("hypertension",))]),
        ("Blood\u00a0pressure", [("Blood\u00a0pressure", ("pressure",))]),
        ("BLOOD PRESSURE", [("BLOOD PRESSURE", ("pressure",))]),
        ("bloodpressure and pressure of blood", []),
        ("prehypertension", []),
        ("blood, pressure", []),
    ],
)
def test_whole_words_are_found_longest_first(line: str, places: list[tuple[str, tuple[str, ...]]]) -> None:
    assert found(line) == places


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("MS is rare", [("MS", ("ms-brain", "ms-salt"))]),
        ("5 ms later, Ms Example", []),
        ("NSAIDs and an NSAID", [("NSAIDs", ("nsaid",)), ("NSAID", ("nsaid",))]),
        ("nsaid", []),
        ("BPS", []),
    ],
)
def test_an_abbreviation_is_found_as_it_is_written(line: str, places: list[tuple[str, tuple[str, ...]]]) -> None:
    assert found(line) == places


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("a follow up, the follow-up", [("follow up", ("follow-up",)), ("follow-up", ("follow-up",))]),
        ("stroke-like signs", []),
        ("stroke- and pain-free", [("stroke", ("stroke",))]),
        ("post-stroke care", []),
        ("a stroke – or not", [("stroke", ("stroke",))]),
        ("(stroke)/stroke.", [("stroke", ("stroke",)), ("stroke", ("stroke",))]),
        ("Crohn’s disease", [("Crohn’s disease", ("crohn",))]),
    ],
)
def test_what_a_hyphen_ties_to_another_word_is_another_word(
    line: str, places: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert found(line) == places


@pytest.mark.parametrize(("line", "key"), [("biopsies", "biopsy"), ("diagnoses", "diagnosis"), ("strokes", "stroke")])
def test_a_regular_plural_is_found(line: str, key: str) -> None:
    assert found(line) == [(line, (key,))]


def test_plurals_are_made_in_english_alone() -> None:
    german = Matcher([Entry("stroke", ("Schlaganfall",))], language="de")

    assert [len(german.find(line)) for line in ("Schlaganfall", "Schlaganfalls")] == [1, 0]


@given(st.text(max_size=200))
def test_places_are_in_order_and_never_overlap(line: str) -> None:
    ends = [0]
    for place in MATCHER.find(line):
        assert ends[-1] <= place.start < place.end <= len(line)
        ends.append(place.end)


def test_a_look_takes_time_in_proportion_to_the_length() -> None:
    hard = Matcher([Entry("a", (" ".join(["high"] * 8 + ["end"]),)), Entry("b", ("high",))])

    def seconds(line: str) -> float:
        return quickest(lambda: hard.find(line))

    short = seconds("high " * 2_000)
    long = seconds("high " * 40_000)

    assert long < 60 * short
