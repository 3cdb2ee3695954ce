"""Doses of a whole text: what headings, lead-ins, sentences before and the cells of a table add."""

from __future__ import annotations

import pytest
from hypothesis import given

from articles.text.blocks import blocks
from articles.text.dialect import canonical
from articles.text.dosing import Dose, doses
from tests.articles.text.markup import HTML


def rows(html: str) -> list[tuple[str, ...]]:
    return [
        (dose.drug, dose.amount, dose.route, dose.frequency, dose.maximum, dose.population)
        for dose in doses(canonical(html))
    ]


def test_drug_of_the_heading_is_taken_over_and_marked_as_assumed() -> None:
    (dose,) = doses("<h2>Gabapentin</h2>\n<p>Start at 300 mg at night.</p>")

    assert (dose.drug, dose.is_assumed) == ("gabapentin", True)


def test_item_of_a_list_takes_over_what_its_lead_in_says() -> None:
    html = "<p>Amoxicillin for children:</p><ul><li>125 mg three times a day at first</li><li>then 250 mg</li></ul>"

    assert rows(html) == [
        ("amoxicillin", "125 mg", "", "three times a day", "", "children"),
        ("amoxicillin", "250 mg", "", "", "", "children"),
    ]


def test_nearest_of_sentence_lead_in_and_heading_names_the_drug() -> None:
    html = "<h2>Naproxen</h2><p>Ibuprofen also helps. Take 200 mg.</p><p>Or 250 mg.</p>"

    assert [row[:2] for row in rows(html)] == [("ibuprofen", "200 mg"), ("naproxen", "250 mg")]


def test_limit_in_the_next_sentence_belongs_to_the_dose_before_it() -> None:
    (dose,) = doses("<p>Take 1 g of paracetamol every 6 hours. Do not take more than 4 g in 24 hours.</p>")

    assert (dose.amount, dose.maximum) == ("1 g", "4 g in 24 hours")
    assert dose.sentence == "Take 1 g of paracetamol every 6 hours. Do not take more than 4 g in 24 hours."


def test_dose_knows_its_block() -> None:
    html = "<p>Rest.</p>\n<p>Take 1 g of paracetamol.</p>"

    assert [dose.key for dose in doses(html)] == [blocks(html)[1].key]


TABLE = """
<table><caption>Drugs for nerve pain in adults</caption>
<thead><tr><th>Drug</th><th>Start</th><th>Step</th><th>Maximum</th><th>Cautions</th></tr></thead>
<tbody>
<tr><th>Duloxetine or venlafaxine</th><td>30 mg once a day</td><td>30 mg each week</td><td>120 mg a day</td>
<td>Avoid in liver failure</td></tr>
<tr><th>Gabapentin</th><td>300 mg at night; 100 mg in frail people</td><td></td><td>3600 mg a day</td><td>Drowsiness</td></tr>
</tbody></table>
"""


def test_columns_of_a_table_say_what_an_amount_is() -> None:
    first = [("30 mg", "once a day"), ("step: 30 mg", "each week")]
    antidepressants = [
        (drug, amount, "", often, "120 mg a day", "adults")
        for amount, often in first
        for drug in ("duloxetine", "venlafaxine")
    ]

    assert rows(TABLE) == [
        *antidepressants,
        ("gabapentin", "300 mg", "", "at night", "3600 mg a day", "adults"),
        ("gabapentin", "100 mg", "", "", "", "frail people"),
    ]


def test_a_caution_in_a_row_does_not_say_for_whom_the_dose_is() -> None:
    assert "liver failure" not in {row[5] for row in rows(TABLE)}


def test_columns_for_groups_of_people_say_for_whom() -> None:
    html = (
        "<table><tr><th>Drug</th><th>Route</th><th>Adults</th><th>Children</th><th>How often</th></tr>"
        "<tr><td>Amoxicillin</td><td>by mouth</td><td>500 mg</td><td>250 mg</td><td>3 times a day</td></tr></table>"
    )

    assert rows(html) == [
        ("amoxicillin", "500 mg", "by mouth", "3 times a day", "", "adults"),
        ("amoxicillin", "250 mg", "by mouth", "3 times a day", "", "children"),
    ]


def test_cell_that_spans_rows_names_the_drug_of_each() -> None:
    html = (
        '<table><tr><th>Drug</th><th>Who</th><th>Dose</th></tr><tr><td rowspan="2">Ibuprofen</td><td>Adults</td>'
        "<td>400 mg</td></tr><tr><td>Children</td><td>10 mg/kg</td></tr></table>"
    )

    assert rows(html) == [
        ("ibuprofen", "400 mg", "", "", "", "adults"),
        ("ibuprofen", "10 mg/kg", "", "", "", "children"),
    ]


def test_sentence_of_a_row_holds_all_its_cells() -> None:
    html = "<table><tr><th>Drug</th><th>Dose</th></tr><tr><td>Ibuprofen</td><td>400 mg</td></tr></table>"

    assert [dose.sentence for dose in doses(canonical(html))] == ["Drug: Ibuprofen · Dose: 400 mg"]


@pytest.mark.parametrize("abbreviation", ["e.g. Naproxen 250 mg", "max. 4 g", "Dr. Example gives 5 mg"])
def test_full_stop_of_an_abbreviation_ends_no_sentence(abbreviation: str) -> None:
    (dose,) = doses(f"<p>Take a drug, {abbreviation}, today.</p>")

    assert dose.sentence == f"Take a drug, {abbreviation}, today."


@given(HTML)
def test_every_text_has_doses_whose_amounts_stand_in_it(html: str) -> None:
    text = canonical(html)

    found = doses(text)

    known = {block.key for block in blocks(text)}
    assert all(dose.key in known and (dose.amount or dose.maximum) for dose in found)


def test_long_sentence_takes_time_in_proportion() -> None:
    found: tuple[Dose, ...] = doses(f"<p>{'Take 300 mg gabapentin, not 5 mg twice a day, ' * 500}</p>")

    assert len(found) == 1000
