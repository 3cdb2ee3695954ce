"""The doses of several texts in one table."""

from __future__ import annotations

import pytest

from articles.text.dosing import DoseRow, doses, side_by_side
from articles.text.dosing.keys import amount_key, frequency_key


def table(*texts: str) -> tuple[DoseRow, ...]:
    return side_by_side([doses(f"<p>{text}</p>") for text in texts])


def shown(rows: tuple[DoseRow, ...]) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(row.drug, row.amount or row.limit, tuple(len(cell) for cell in row.cells)) for row in rows]


def test_same_dose_in_other_words_stands_in_one_row() -> None:
    rows = table("Take 500 micrograms of colchicine twice a day.", "Colchicine 0.5 mg BID.")

    assert shown(rows) == [("colchicine", "500 micrograms", (1, 1))]
    assert rows[0].differing == ()


def test_dose_in_one_text_only_leaves_a_hole() -> None:
    rows = table("Take 250 mg of naproxen.", "Naproxen 500 mg BID.")

    assert shown(rows) == [("naproxen", "250 mg", (1, 0)), ("naproxen", "500 mg", (0, 1))]
    assert [(row.is_missing_somewhere, row.is_missed) for row in rows] == [(True, True), (True, True)]


def test_text_that_gives_no_dose_of_the_drug_misses_none() -> None:
    (row,) = table("Naproxen may help.", "Naproxen 500 mg BID.")

    assert (row.is_missing_somewhere, row.is_missed) == (True, False)


def test_dose_of_an_article_with_one_text_is_no_hole() -> None:
    (row,) = table("Take 250 mg of naproxen.")

    assert (row.is_missed, row.is_missing_somewhere) == (False, False)


@pytest.mark.parametrize("named", ["ACE inhibitor", "ACE-inhibitors", "ACE inhibitors"])
def test_a_class_is_one_drug_however_it_is_written(named: str) -> None:
    rows = table("Take 5 mg of ACE inhibitors a day.", f"Take 5 mg of {named} a day.")

    assert [(row.drug, row.is_missing_somewhere) for row in rows] == [("ace inhibitor", False)]


def test_a_salt_is_another_drug_than_its_substance() -> None:
    """Their amounts are not the same, and nothing here knows how many go into one another."""
    rows = table("Take 400 mg of lithium carbonate a day.", "Take 400 mg of lithium a day.")

    assert [(row.drug, row.is_missing_somewhere) for row in rows] == [("lithium carbonate", True), ("lithium", True)]


def test_what_texts_say_differently_of_one_amount_is_named() -> None:
    (row,) = table(
        "Adults take 1 g of paracetamol 3 times a day.", "Paracetamol 1 g IV every 6 hours for children, max 4 g daily."
    )

    assert row.differing == ("frequency", "population")


def test_limit_alone_meets_the_limit_of_a_dose() -> None:
    rows = table(
        "Do not take more than 4 g of paracetamol in 24 hours.", "Paracetamol 1 g every 6 hours, max 4 g daily."
    )

    assert shown(rows) == [("paracetamol", "4 g in 24 hours", (1, 1)), ("paracetamol", "1 g", (0, 1))]


def test_forbidden_dose_has_a_row_of_its_own() -> None:
    rows = table("Do not give 600 mg of ibuprofen.", "Ibuprofen 600 mg TID.")

    assert [(row.cells[0] != (), row.cells[1] != ()) for row in rows] == [(True, False), (False, True)]


def test_dose_that_is_repeated_is_shown_once() -> None:
    (row,) = table("Take 1 g of paracetamol twice a day. Paracetamol: 1 g BID.")

    assert len(row.cells[0]) == 1


def test_rows_of_one_drug_stand_together() -> None:
    rows = table("Naproxen 250 mg. Ibuprofen 400 mg.", "Naproxen 500 mg.")

    assert [row.drug for row in rows] == ["naproxen", "naproxen", "ibuprofen"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0.5 mg", "500 micrograms"),
        ("one or two tablets", "1–2 tablets"),
        ("500mg", "0.5 g"),
        ("10–25 mg", "10 to 25 mg"),
        ("1,000 mg", "1 g"),
        ("4 g in 24 hours", "4 g in 24 hours"),
    ],
)
def test_amounts_are_the_same(one: str, other: str) -> None:
    assert amount_key(one) == amount_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("5 mg", "50 mg"), ("5 mg", "5 µg"), ("5 mg", "5 mL"), ("one tablet", "two tablets"), ("1 mg", "")],
)
def test_amounts_are_not_the_same(one: str, other: str) -> None:
    assert amount_key(one) != amount_key(other)


@pytest.mark.parametrize(
    "same",
    [
        ("twice a day", "BID", "bd", "2 times a day", "every 12 hours", "12-hourly", "two times daily", "twice daily"),
        ("once a day", "daily", "every day", "at night", "at bedtime", "OD", "each morning", "in the evening"),
        ("four times a day", "every 6 hours", "QID", "q6h"),
        ("every 4–6 hours", "4 to 6 times a day", "every four to six hours", "q4-6h", "4 to 6 times in 24 hours"),
        ("every other day", "on alternate days", "every second day"),
        ("once a week", "weekly", "every week", "every 7 days"),
        ("twice a day as needed", "BID PRN", "twice daily when required"),
        ("once or twice a day", "1 or 2 times a day"),
    ],
)
def test_frequencies_are_the_same(same: tuple[str, ...]) -> None:
    assert {frequency_key(words) for words in same} == {frequency_key(same[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("twice a day", "three times a day"),
        ("daily", "weekly"),
        ("up to four times a day", "four times a day"),
        ("twice a day", "twice a day as needed"),
        ("", "daily"),
        ("before meals", "with food"),
    ],
)
def test_frequencies_are_not_the_same(one: str, other: str) -> None:
    assert frequency_key(one) != frequency_key(other)


def test_gap_of_no_hours_is_no_rate() -> None:
    assert frequency_key("every 0 hours") == ("every 0 hours",)
