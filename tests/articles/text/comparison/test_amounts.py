from fractions import Fraction

import pytest

from articles.text.comparison.amounts import Figure, factor, figure, measured
from articles.text.quantities import located


def read(words: str) -> Figure:
    return next(found for token in located(words) if (found := figure(token)))


@pytest.mark.parametrize(
    ("old", "new", "times"),
    [
        ("0.5 mg", "5 mg", "10"),
        ("500 micrograms", "0.5 mg", "1"),
        ("5 mg/kg", "5 g/kg", "1000"),
        ("5 mg/L", "5 mg/dL", "10"),
        ("5 mg/kg/day", "5 mg/kg/hour", "24"),
        ("10–20 mg", "20–40 mg", "2"),
        ("≤10 mg", "≤20 mg", "2"),
        ("½ tablet", "1½ tablets", "3"),
        ("half a tablet", "one tablet", "2"),
        ("5 × 10⁹/L", "5 × 10⁶/L", "1/1000"),
        ("10⁻³ mol/L", "10⁻⁶ mol/L", "1/1000"),
        ("2³ mg", "2 mg", "1/4"),
        ("10³⁰ mg", "10²⁹ mg", "1/10"),
        ("1,5 mg", "3 mg", "2"),
        ("once a day", "twice a day", "2"),
        ("twice a day", "once a week", "1/14"),
        ("three times a day", "once daily", "1/3"),
        ("weekly", "monthly", "84/365"),
        ("daily", "every other day", "1/2"),
        ("BD", "QDS", "2"),
        ("q6h", "q12h", "1/2"),
        ("every 6 hours", "every 8 hours", "4/3"),
    ],
)
def test_how_many_times_as_much(old: str, new: str, times: str) -> None:
    assert factor(read(old), read(new)) == Fraction(times)
    assert factor(read(new), read(old)) == 1 / Fraction(times)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("5 mg", "5 mL"),
        ("10–20 mg", "20–50 mg"),
        ("10–20 mg", "10 mg"),
        ("≤10 mg", "<10 mg"),
        ("0 mg", "5 mg"),
        ("5 mg", "0 mg"),
        ("10³¹ mg", "10 mg"),
        ("at bedtime", "prn"),
        ("q0h", "q6h"),
        ("5 mg", "twice daily"),
    ],
)
def test_what_cannot_be_compared_has_no_factor(old: str, new: str) -> None:
    assert factor(read(old), read(new)) is None


@pytest.mark.parametrize(
    ("words", "as_measured"),
    [
        ("500 micrograms", ("", (Fraction(1, 2),), ("mass",))),
        ("≤10–25 mg/kg", ("≤", (Fraction(10, 10**6), Fraction(25, 10**6)), ("mass", "mass"))),
        ("5 mg/dL", ("", (Fraction(1, 20),), ("mass", "volume"))),
        ("2 tablets", ("", (Fraction(2),), ("tablet",))),
        ("120/80 mmHg", ("", (Fraction(120), Fraction(80)), ("pressure",))),
        ("twice daily", None),
        ("10³¹ mg", None),
    ],
)
def test_an_amount_in_the_first_unit_of_its_kind(words: str, as_measured: object) -> None:
    assert measured(read(words)) == as_measured


@pytest.mark.parametrize(
    ("words", "is_frequency"), [("twice daily", True), ("3 times a day", True), ("5 mg", False), ("5", False)]
)
def test_how_often_is_no_amount(words: str, is_frequency: bool) -> None:
    assert read(words).is_frequency is is_frequency


@pytest.mark.parametrize(("word", "value"), [("Half", "half"), ("two-thirds", "two"), ("12", "12"), ("pain", None)])
def test_numbers_that_are_words_are_figures(word: str, value: str | None) -> None:
    known = figure(located(word)[0])

    assert (known and known.value) == value
