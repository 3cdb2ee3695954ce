"""What somebody worked out from the other text is left alone, and what nobody can have worked out is not."""

from __future__ import annotations

import pytest

from tests.articles.text.consistency.lists import must_answer

SAME = [
    ("Give ceftriaxone 80 mg/kg IV once.", "Your son weighs 25 kg, so he gets 2 g of ceftriaxone into a vein, once."),
    ("Heparin 15 units/kg/h.", "At 60 kg you get 900 units of heparin an hour."),
    ("Amoxicillin 60 mg/kg/day in two divided doses.", "Give 30 mg of amoxicillin for each kilogram every morning and every evening."),
    ("Paracetamol 15 mg/kg per dose. Suspension 120 mg/5 mL.", "A child of 8 kg can have 120 mg of paracetamol: 5 mL of the syrup."),
    ("Ibuprofen 400 mg three times daily.", "You take 1.2 g of ibuprofen in a day, shared out over three doses."),
    ("Gabapentin: no more than 2.4 g/day.", "Never take more than 800 mg of gabapentin three times a day."),
    ("The test has a sensitivity of 96%.", "Of 100 people who are ill the test misses 4."),
    ("The operation lowers the risk from 12% to 6%.", "With the operation the risk is half as high: 6 in 100, not 12 in 100."),
    ("Failure occurs in 0.6%.", "It fails in fewer than 1 in 100 people."),
    ("Prednisolone 40 mg daily, reduced by 10 mg every week to 20 mg.", "Take 40 mg of prednisolone, then 30 mg, then 20 mg."),
    ("Furosemide 20 mg every morning.", "Each morning take half of a 40 mg furosemide tablet."),
    ("Increase warfarin from 4 mg to 5 mg daily.", "From today take 5 mg of warfarin a day, and no longer 4 mg."),
    ("The brace is worn for 22 hours a day.", "You wear the brace all but two hours of the day."),
]  # fmt: skip
OTHER = [
    ("Give ceftriaxone 80 mg/kg IV once.", "Your son weighs 25 kg, so he gets 20 g of ceftriaxone into a vein, once."),
    ("Ibuprofen 400 mg three times daily.", "You take 2.4 g of ibuprofen in a day."),
    ("Start gabapentin at 300 mg daily. Go on with gabapentin 300 mg three times a day.", "Take gabapentin, 100 mg three times a day."),
    ("The test has a sensitivity of 96%.", "Of 100 people who are ill the test misses 40."),
    ("Morphine 10 mg/5 mL solution: 2.5 mL as needed.", "Take 25 mL of the morphine liquid (10 mg in 5 mL) when you need it."),
    ("Furosemide 20 mg every morning.", "Each morning take half of a 20 mg furosemide tablet."),
]  # fmt: skip


@pytest.mark.parametrize(("clinician", "patient"), SAME)
def test_what_was_worked_out_is_the_same(clinician: str, patient: str) -> None:
    found = must_answer({"clinician": clinician, "patient": patient})

    assert found == []


@pytest.mark.parametrize(("clinician", "patient"), OTHER)
def test_what_follows_from_nothing_must_be_answered(clinician: str, patient: str) -> None:
    found = must_answer({"clinician": clinician, "patient": patient})

    assert len(found) >= 1
