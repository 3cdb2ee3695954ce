"""Small cases that no pair of the lists holds: each with every sentence that an editor is shown of it."""

from __future__ import annotations

import pytest

from articles.text.consistency import Kind
from articles.text.consistency.checking import compared
from articles.text.consistency.numbers import facts
from articles.text.consistency.numerals import plainly
from articles.text.consistency.scales import is_age
from articles.text.consistency.sides import sides
from tests.articles.text.consistency.lists import html

# In minutes.
A_YEAR = 525_600
# What is said of two passages; the ones that name nothing are left alone.
CASES = {
    "a drug that is named as better than another, and the other way round": (
        "Prefer paracetamol rather than ibuprofen.",
        "Choose ibuprofen rather than paracetamol.",
        ["About ibuprofen / paracetamol one passage says yes and the other no."],
    ),
    "two ways of giving, each named": (
        "Give diazepam by mouth.",
        "Give diazepam into the rectum or into a vein.",
        ["How it is given: by mouth here, into a vein, rectal there."],
    ),
    "a question in quotation marks refuses nothing": (
        "Offer aspirin for the headache.",
        "“Should I not have aspirin for the headache?”",
        [],
    ),
    "another dose, and refused besides": (
        "Give naproxen 250 mg.",
        "Do not take naproxen 500 mg.",
        ["One passage says 250 mg, the other 500 mg.", "About naproxen one passage says yes and the other no."],
    ),
    "a range is read up to the number after its dash, no further": (
        "Give 5 mg to 10 mg of ramipril, then 20 mg to 40 mg of furosemide.",
        "Take 5 mg to 10 mg of ramipril, and then 20 mg of furosemide.",
        ["One passage says 20 mg to 40 mg, the other 20 mg."],
    ),
    "the volume for a weight, by the strength of the liquid": (
        "Give paracetamol 15 mg/kg. The liquid has 120 mg in 5 mL. A child weighs 16 kg.",
        "A child of 16 kg can have 10 mL of the liquid.",
        ["paracetamol is named in one text only."],
    ),
    "fewer than five tablets, or four": (
        "Stop if <5 tablets remain.",
        "Stop when there are four tablets or fewer left.",
        [],
    ),
    "what is missed of what is found, a thousandth off": (
        "The test finds 98% of cases.",
        "The test misses 21 in 1,000 cases.",
        [],
    ),
    "a sum that is said beside its parts": (
        "Give 10 mg of it in the morning. Give 5 mg of it at noon.",
        "Take 15 mg a day in all: 10 mg in the morning and 5 mg at noon.",
        [],
    ),
    "never without, twice": (
        "Do not take metformin without food.",
        "Never take metformin without food.",
        [],
    ),
    "what is asked is not refused": (
        "Ask whether the patient is not driving.",
        "Drive the car home.",
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_case_says_what_it_should_and_no_more(case: str) -> None:
    clinician, patient, sentences = CASES[case]

    found = compared(html(clinician), html(patient))

    assert [str(flag.why) for flag in found if flag.kind is not Kind.NO_SAFETY] == sentences


@pytest.mark.parametrize("sentence", ["Women take it until 50 years.", "Aged 65 years, take less."])
def test_a_length_of_time_is_an_age_where_people_stand_at_the_very_beginning(sentence: str) -> None:
    assert [is_age(fact, sentence) for fact in facts(sentence)] == [True]


def test_other_people_are_told_with_the_passage_of_each_text() -> None:
    """Each stands under its own text, and who it is for beside it."""
    (flag,) = compared(html("Women with knee pain are given a splint."), html("Men with knee pain are given a splint."))

    assert (flag.kind, flag.left.quote[:5], flag.right.quote[:3]) == (Kind.POPULATION, "Women", "Men")
    assert (flag.left.text, flag.right.text, flag.values) == (0, 1, (("left", "women"), ("right", "men")))


@pytest.mark.parametrize(
    ("text", "named"),
    [("Both knees hurt.", {"both"}), ("Bilateral pain.", {"both"}), ("The left knee.", {"left"}), ("The knee.", set())],
)
def test_sides_that_a_passage_names(text: str, named: set[str]) -> None:
    assert sides(text) == named


@pytest.mark.parametrize(
    ("typed", "read"),
    [("two and a half", "2.5"), ("two and a half tablets", "2.5 tablets"), ("half a tablet", "0.5 tablet")],
)
def test_halves_are_read(typed: str, read: str) -> None:
    assert plainly(typed) == read


def test_a_blank_that_does_not_break_is_a_blank() -> None:
    assert plainly("one tablet of 5\u00a0mg") == "1 tablet of 5 mg"


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("Offer it from 16 on.", [("time", 16 * A_YEAR, 16 * A_YEAR)]),
        ("You have to be 18 before you can have it.", [("time", 18 * A_YEAR, 18 * A_YEAR)]),
        ("Between 1990 to 2000 people had it.", [("number", 1990, 2000)]),
        ("In 1990 people had it.", []),
    ],
)
def test_a_number_without_a_unit_is_an_age_a_number_or_a_year(sentence: str, read: list[tuple[str, int, int]]) -> None:
    assert [(fact.dimension, fact.low, fact.high) for fact in facts(sentence)] == read
