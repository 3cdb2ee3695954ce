"""Figures as they are read out."""

import pytest

from articles.text.readability.spoken_numbers import of_number


@pytest.mark.parametrize(
    ("written", "syllables"),
    [
        ("0", 2),  # zero
        ("7", 2),  # seven
        ("11", 3),  # eleven
        ("20", 2),  # twenty
        ("77", 5),  # seventy-seven
        ("100", 3),  # one hundred
        ("500", 3),
        ("1000", 3),  # one thousand
        ("1,000", 3),
        ("1\u202f000", 3),
        ("2500", 6),  # two thousand five hundred
        ("6545", 9),  # six thousand five hundred forty-five
        ("1,000,000", 3),  # one million
        ("1990", 4),  # nineteen ninety
        ("1900", 4),  # nineteen hundred
        ("2019", 5),  # two thousand nineteen
        ("0.73", 6),  # zero point seven three
        ("0·73", 6),
        ("2.5", 3),  # two point five
        ("½", 1),  # half
        ("2½", 2),
        ("10–28", 5),  # ten to twenty-eight
        ("120/80", 8),  # one hundred twenty over eighty
        ("10:30", 3),  # ten thirty
        ("2:1", 2),
        ("0142", 5),  # zero one four two
        ("10⁹", 4),
        ("1.2.3", 5),
    ],
)
def test_figures_have_the_syllables_of_their_words(written: str, syllables: int) -> None:
    assert of_number(written) == syllables


def test_a_code_is_read_figure_by_figure() -> None:
    assert of_number("1234567890123") == 15


@pytest.mark.parametrize("written", ["1" * 1_000_000, "1." * 500_000, "", ".", "٣"])
def test_odd_figures_end(written: str) -> None:
    assert 1 <= of_number(written) <= 200
