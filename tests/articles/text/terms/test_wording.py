"""A term's words: canonical JSON, what it refuses, what is the same after tidying."""

from __future__ import annotations

import pytest

from articles.text.terms import MalformedWording, Wording
from articles.text.terms.wording import faults

STROKE = Wording(
    "stroke", patient="A part of the brain gets no blood.", synonyms=("brain attack",), abbreviations=("CVA",)
)
GOLDEN = (
    '{"abbreviations":["CVA"],"clinician":"","key":"stroke","language":"en","patient":"A part of the brain gets no blood.",'
    '"sense":"","student":"","synonyms":["brain attack"],"term":"stroke","wording":"1"}'
)


def test_a_wording_is_canonical_json_that_reads_back() -> None:
    text = STROKE.write("stroke")

    assert text == GOLDEN
    assert Wording.read(text) == STROKE


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"wording":"2"}', '{"wording":"1","term":"x"}', "null"])
def test_what_is_no_wording_is_refused(text: str) -> None:
    with pytest.raises(MalformedWording):
        Wording.read(text)


def test_tidying_takes_away_what_nobody_sees() -> None:
    typed = Wording(
        " stroke ",
        patient="No\n blood.\u200b ",
        synonyms=("Stroke", "brain  attack", "brain attack", " "),
        language="en ",
    )

    assert typed.tidied() == Wording("stroke", patient="No blood.", synonyms=("brain attack",))
    assert typed.tidied().tidied() == typed.tidied()


@pytest.mark.parametrize(
    ("wording", "sentences"),
    [
        (STROKE, []),
        (Wording("", patient="x"), ["The term is missing."]),
        (Wording("–", patient="x"), ["The term is missing.", "“–” is no word."]),
        (Wording("stroke"), ["The definition is missing."]),
        (Wording("stroke", clinician="Ischaemia."), []),
        (Wording("x" * 121, patient="x"), ["“xxxxxxxxxxxxxxxxxxxx…” is longer than 120 characters."]),
        (Wording("stroke", patient="x" * 601), ["A definition has at most 600 characters."]),
        (Wording("stroke", patient="<b>x</b>"), ["A definition is plain text, without HTML."]),
        (Wording("stroke", patient="a < b and b > c"), []),
        (Wording("<i>x", patient="x"), ["“<i>x” holds HTML; the glossary is plain text."]),
        (Wording("stroke", patient="x", language="english"), ["“english” is not the code of a language."]),
        (Wording("stroke", patient="x", synonyms=("!",)), ["“!” is no word."]),
        (Wording("stroke", patient="x", synonyms=("!" * 70,)), [f"“{'!' * 60}” is no word."]),
        (
            Wording("stroke", patient="x", abbreviations=tuple(f"A{n}" for n in range(21))),
            ["A term has at most 20 synonyms and as many abbreviations."],
        ),
    ],
)
def test_each_fault_is_a_sentence(wording: Wording, sentences: list[str]) -> None:
    assert faults(wording) == sentences


def test_a_definition_is_for_an_audience() -> None:
    assert [STROKE.definition(audience) for audience in ("patient", "student", "clinician")] == [STROKE.patient, "", ""]


def held(field: str, size: int) -> Wording:
    """With one thing of this size."""
    word, many = "a" * size, tuple(f"a{number}" for number in range(size))
    return {
        "term": Wording(word, patient="x"),
        "sense": Wording("stroke", sense=word, patient="x"),
        "synonym": Wording("stroke", synonyms=(word,), patient="x"),
        "synonyms": Wording("stroke", synonyms=many, patient="x"),
        "abbreviation": Wording("stroke", abbreviations=(word,), patient="x"),
        "abbreviations": Wording("stroke", abbreviations=many, patient="x"),
        "patient": Wording("stroke", patient=word),
        "student": Wording("stroke", student=word),
        "clinician": Wording("stroke", clinician=word),
    }[field]


@pytest.mark.parametrize(
    ("field", "most"),
    [
        ("term", 120),
        ("sense", 80),
        ("synonym", 120),
        ("synonyms", 20),
        ("abbreviation", 20),
        ("abbreviations", 20),
        ("patient", 600),
        ("student", 600),
        ("clinician", 600),
    ],
)
def test_as_much_as_is_allowed_is_no_fault_and_one_more_is(field: str, most: int) -> None:
    assert (len(faults(held(field, most))), len(faults(held(field, most + 1)))) == (0, 1)
