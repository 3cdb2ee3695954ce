"""Every quantity of a version in one row, with what the sources say, and a key that stands for all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.manifest import AppliesTo, CitedReference, FrozenText, Manifest
from articles.text.blocks import blocks
from articles.text.dialect import canonical
from workflows.reviews.dose_sheet import DoseSheet, dose_sheet

PATIENT = """
<h2>Medicines</h2>
<p>Take gabapentin, 100 mg three times a day<cite data-key="trial"></cite>. Do not take more than 1800 mg a day.</p>
<p>Walk for 20 minutes a day. Most people are better after 6 weeks.</p>
"""
CLINICIAN = """
<h2>Treatment</h2>
<p>Gabapentin 0.1 g by mouth TID, at most 3.6 g daily<cite data-key="trial guide"></cite>.</p>
<p>Check the kidneys: halve it with an eGFR below 30. Review after six weeks.</p>
<table><thead><tr><th scope="col">Test</th><th scope="col">Limit</th></tr></thead>
<tbody><tr><td>Potassium</td><td>5.5 mmol/L</td></tr></tbody></table>
"""


def reference(key: str, *quotes: dict[str, str]) -> CitedReference:
    return CitedReference(key, "review", "confirmed", csl={"title": f"Title of {key}"}, quotes=quotes)


def manifest(patient: str = PATIENT, clinician: str = CLINICIAN, *references: CitedReference) -> Manifest:
    return Manifest(
        article="",
        number=1,
        language="en",
        title="Leg pain",
        question="",
        applies_to=AppliesTo(),
        audiences=("patient", "clinician"),
        contributors=(),
        texts={
            "patient": FrozenText("<p>Short.</p>", canonical(patient)),
            "clinician": FrozenText("<p>Short.</p>", canonical(clinician)),
        },
        references=references or (reference("trial"), reference("guide")),
    )


@pytest.fixture
def sheet() -> DoseSheet:
    return dose_sheet(manifest())


def test_doses_of_all_texts_stand_in_one_row(sheet: DoseSheet) -> None:
    (row,) = sheet.doses

    assert (row.name, row.is_dose, row.missing_in) == ("gabapentin, 100 mg", True, ())
    assert [(said.amount, said.route, said.frequency, said.maximum) for cell in row.cells for said in cell] == [
        ("100 mg", "", "three times a day", "1800 mg a day"),
        ("0.1 g", "by mouth", "TID", "3.6 g daily"),
    ]


def test_row_says_what_the_texts_tell_differently(sheet: DoseSheet) -> None:
    assert (sheet.doses[0].differing, sheet.doses[0].is_unlike) == (("maximum",), True)


def test_all_other_quantities_stand_in_a_table_of_their_own(sheet: DoseSheet) -> None:
    assert [(row.name, row.missing_in) for row in sheet.others] == [
        ("20 minutes a day", ("clinician",)),
        ("6 weeks", ()),
        ("below 30", ("patient",)),
        ("5.5 mmol/L", ("patient",)),
    ]
    assert [said.sentence for cell in sheet.others[1].cells for said in cell] == [
        "Most people are better after 6 weeks.",
        "Review after six weeks.",
    ]


def test_what_belongs_to_a_dose_is_not_told_twice(sheet: DoseSheet) -> None:
    said = " ".join(row.name for row in sheet.others)

    assert [part for part in ("mg", "TID", "3.6", "times a day") if part in said] == []


def test_row_names_each_cited_source_and_quotes_it_where_it_is_quoted() -> None:
    quoted = {"quote": "Patients began with 100 mg."}
    elsewhere = {"quote": "Of pain in the arm.", "audience": "patient", "block": "ffffffffffff"}

    (row,) = dose_sheet(manifest(PATIENT, CLINICIAN, reference("trial", quoted, elsewhere), reference("guide"))).doses

    assert [(support.reference, support.title, support.quote) for support in row.supports] == [
        ("trial", "Title of trial", "Patients began with 100 mg."),
        ("guide", "Title of guide", ""),
    ]


def test_quote_of_one_place_supports_that_place() -> None:
    block = next(block for block in blocks(canonical(PATIENT)) if "100 mg" in block.text)
    quote = {"quote": "Three times daily.", "audience": "patient", "block": block.key}

    (row,) = dose_sheet(manifest(PATIENT, CLINICIAN, reference("trial", quote), reference("guide"))).doses

    assert [support.quote for support in row.supports] == ["Three times daily.", "", ""]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("100 mg", "200 mg"),
        ("three times", "four times"),
        ("1800 mg", "2400 mg"),
        ("Take gabapentin", "Never take gabapentin"),
        ('data-key="trial"', 'data-key="guide"'),
    ],
)
def test_key_changes_with_anything_that_the_row_says(sheet: DoseSheet, old: str, new: str) -> None:
    changed = dose_sheet(manifest(PATIENT.replace(old, new)))

    assert sheet.doses[0].key not in {row.key for row in changed.rows}


def test_key_stays_when_words_elsewhere_change(sheet: DoseSheet) -> None:
    moved = f"<p>First, rest.</p>{PATIENT.replace('Walk for 20', 'Swim for 30')}"

    changed = dose_sheet(replace(manifest(moved), number=2))

    assert [row.key in changed.by_key for row in sheet.rows] == [True, False, True, True, True]


def test_version_without_a_quantity_has_an_empty_sheet() -> None:
    sheet = dose_sheet(manifest("<p>Rest.</p>", "<p>Reassure.</p>"))

    assert (sheet.rows, len(sheet.audiences)) == ((), 2)


def test_dose_that_a_text_forbids_says_so() -> None:
    sheet = dose_sheet(manifest("<p>Do not take 400 mg of ibuprofen.</p>", "<p>Reassure.</p>"))

    assert [row.name for row in sheet.doses] == ["ibuprofen, not: 400 mg"]
