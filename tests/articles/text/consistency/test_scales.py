"""Whose number it is, is told by who of two is the younger, milder or lighter one, and by what is said beside a drug."""

from __future__ import annotations

import pytest

from tests.articles.text.consistency.lists import must_answer

EXCHANGED = [
    (
        "Pulse: 140 bpm under 1 year, 90 bpm at 6–12 years.",
        "A schoolchild has a pulse of 140 bpm, a baby one of 90 bpm.",
    ),
    (
        "Vaccine volume: 0.25 mL for children, 0.5 mL for adults.",
        "Grown-ups get 0.25 mL of the vaccine and children 0.5 mL.",
    ),
    (
        "Spacer: 2 puffs for mild attacks, 8 puffs for severe attacks.",
        "A bad attack needs 2 puffs, a slight one 8 puffs.",
    ),
    ("Clopidogrel for 6 months; aspirin lifelong.", "Clopidogrel is taken lifelong, aspirin for 6 months."),
]
IN_ANOTHER_ORDER = [
    (
        "Pulse: 140 bpm under 1 year, 90 bpm at 6–12 years.",
        "A schoolchild has a pulse of 90 bpm, a baby one of 140 bpm.",
    ),
    (
        "Vaccine volume: 0.25 mL for children, 0.5 mL for adults.",
        "Grown-ups get 0.5 mL of the vaccine and children 0.25 mL.",
    ),
    (
        "Spacer: 2 puffs for mild attacks, 8 puffs for severe attacks.",
        "A bad attack needs 8 puffs, a slight one 2 puffs.",
    ),
    ("Clopidogrel for 6 months; aspirin lifelong.", "Aspirin is taken lifelong, clopidogrel for 6 months."),
]


@pytest.mark.parametrize(("clinician", "patient"), EXCHANGED)
def test_numbers_that_have_changed_owners_must_be_answered(clinician: str, patient: str) -> None:
    found = must_answer({"clinician": clinician, "patient": patient})

    assert len(found) == 1


@pytest.mark.parametrize(("clinician", "patient"), IN_ANOTHER_ORDER)
def test_numbers_of_the_same_owners_in_another_order_are_left_alone(clinician: str, patient: str) -> None:
    found = must_answer({"clinician": clinician, "patient": patient})

    assert found == []
