"""To go on with a medicine and to stop it are opposites, also where one text names the class and the other the drug."""

from __future__ import annotations

import pytest

from tests.articles.text.consistency.lists import must_answer

OPPOSITE = [
    (
        "Do not interrupt antiplatelet therapy for a tooth extraction.",
        "Stop your clopidogrel before the tooth is pulled.",
    ),
    ("Paroxetine should not be discontinued abruptly.", "Once you feel well you can stop paroxetine overnight."),
    ("If a flare occurs, continue allopurinol at the same dose.", "Leave off the allopurinol until the flare is over."),
    ("Withhold dapagliflozin during acute illness.", "Keep taking dapagliflozin when you are ill."),
    ("Continue antiepileptic medication in pregnancy.", "If you are pregnant, stop your epilepsy tablets."),
]
ALIKE = [
    ("Do not interrupt antiplatelet therapy for a tooth extraction.", "Carry on with your clopidogrel when the tooth is pulled."),
    ("Continue allopurinol during a flare.", "Do not leave off your allopurinol during a flare."),
    ("Stop ramipril in pregnancy and start labetalol.", "Stop your ACE inhibitor when you are pregnant. You get labetalol instead."),
    ("Stop warfarin 5 days before surgery and restart it the next day.", "Pause warfarin five days before. Go on with it the day after."),
]  # fmt: skip


@pytest.mark.parametrize(("clinician", "patient"), OPPOSITE)
def test_stopping_what_is_to_be_continued_must_be_answered(clinician: str, patient: str) -> None:
    found = must_answer({"clinician": clinician, "patient": patient})

    assert len(found) == 1


@pytest.mark.parametrize(("clinician", "patient"), ALIKE)
def test_the_same_in_other_words_is_left_alone(clinician: str, patient: str) -> None:
    found = must_answer({"clinician": clinician, "patient": patient})

    assert found == []
