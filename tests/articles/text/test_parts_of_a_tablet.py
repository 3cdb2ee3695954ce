"""Half a tablet, and one and a half, however they are written: read whole, as one amount, and never as another."""

from __future__ import annotations

from fractions import Fraction

import pytest

from articles.text import comparison, dosing
from articles.text.consistency import Kind, compared
from articles.text.dosing.keys import amount_key
from articles.text.quantities import figures, tokens

HALF = [
    "1/2 tablet",
    "½ tablet",
    "1⁄2 tablet",
    "half a tablet",
    "a half tablet",
    "one half tablet",
    "one-half tablet",
    "0.5 tablet",
]
ONE_AND_A_HALF = [
    "1 1/2 tablets",
    "1-1/2 tablets",
    "1 and 1/2 tablets",
    "1½ tablets",
    "1 1⁄2 tablets",
    "one and a half tablets",
    "one-and-a-half tablets",
    "1 and a half tablets",
    "1.5 tablets",
]
HALF_TO_ONE = ["1/2 to 1 tablet", "1/2-1 tablet", "½ to 1 tablet", "half to one tablet", "0.5 to 1 tablet"]
ALL = [
    *HALF,
    *ONE_AND_A_HALF,
    *HALF_TO_ONE,
    "2 1/2 tablets",
    "two and a half tablets",
    "13 and a half tablets",
    "3/4 tablet",
    "2/3 tablet",
    "1 or 1/2 tablet",
]


def taken(amount: str) -> str:
    return f"<p>Take {amount} of paracetamol twice a day by mouth.</p>"


@pytest.mark.parametrize("amount", ALL)
def test_the_dose_is_what_stands_there_whole(amount: str) -> None:
    assert [dose.amount for dose in dosing.doses(taken(amount))] == [amount]


@pytest.mark.parametrize("label", ["day 1", "Day 2", "week 1", "step 3"])
def test_number_of_a_day_is_no_part_of_the_dose(label: str) -> None:
    text = f"<p>Paracetamol, {label} 1/2 tablet by mouth.</p>"

    assert [dose.amount for dose in dosing.doses(text)] == ["1/2 tablet"]
    assert Kind.DOSE in [flag.kind for flag in compared(text, text.replace("1/2", "2"))]


@pytest.mark.parametrize("amount", ["one and one half tablets", "one and three quarters tablets"])
def test_what_is_not_read_whole_is_no_dose(amount: str) -> None:
    assert [dose.amount for dose in dosing.doses(taken(amount))] == []


@pytest.mark.parametrize(
    ("ways", "measures"),
    [
        (HALF, (Fraction(1, 2),)),
        (ONE_AND_A_HALF, (Fraction(3, 2),)),
        (HALF_TO_ONE, (Fraction(1, 2), Fraction(1))),
        (["2 1/2 tablets", "2½ tablets", "two and a half tablets", "2.5 tablets"], (Fraction(5, 2),)),
        (["3/4 tablet", "¾ tablet", "0.75 tablet"], (Fraction(3, 4),)),
    ],
)
def test_ways_to_write_it_are_one_amount(ways: list[str], measures: tuple[Fraction, ...]) -> None:
    assert {amount_key(way) for way in ways} == {(("", measures, ("tablet",)),)}


@pytest.mark.parametrize("one", HALF)
@pytest.mark.parametrize("other", ONE_AND_A_HALF)
def test_a_half_and_one_and_a_half_are_told_apart(one: str, other: str) -> None:
    kinds = [flag.kind for flag in compared(taken(one), taken(other))]

    assert Kind.DOSE in kinds


@pytest.mark.parametrize(
    ("one", "other"), [(HALF[0], way) for way in HALF] + [(ONE_AND_A_HALF[0], way) for way in ONE_AND_A_HALF]
)
def test_the_same_in_another_spelling_is_no_other_dose(one: str, other: str) -> None:
    assert {flag.kind for flag in compared(taken(one), taken(other))} <= {Kind.NO_SAFETY}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a pressure of 120/80 mmHg", [("120/80", "mmHg")]),
        ("hydrocodone 5/325 mg", [("5/325", "mg")]),
        ("HIV-1/2 antibodies", [("HIV–1", ""), ("2", "")]),
        ("on 11/2 and 1/23", [("11", ""), ("2", ""), ("1", ""), ("23", "")]),
        ("1/2.5 dilution", [("1", ""), ("2.5", "")]),
    ],
)
def test_two_numbers_with_a_stroke_stay_two(text: str, values: list[tuple[str, str]]) -> None:
    assert list(figures(text)) == values


def test_a_change_from_one_to_the_other_says_by_how_much() -> None:
    (change,) = comparison.compare("<p>Take 1/2 tablet a day.</p>", "<p>Take 1 1/2 tablets a day.</p>")

    assert [str(comparison.badge_sentence(badge)) for badge in change.badges] == [
        "1/2 tablet a day → 1 1/2 tablets a day, three times"
    ]
    assert "1 1/2 tablets" in tokens("Take 1 1/2 tablets daily.")


def test_another_spelling_is_no_change_of_a_number() -> None:
    changes = comparison.compare("<p>Take 1 1/2 tablets a day.</p>", "<p>Take 1½ tablets a day.</p>")

    assert [badge for change in changes for badge in change.badges] == []
