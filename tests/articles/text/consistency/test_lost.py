"""A refusal of which the other passage has no word left must be answered; one that is said in other words is left alone."""

from __future__ import annotations

import pytest

from tests.articles.text.consistency.lists import must_answer

LOST = [
    ("Do not massage the calf until thrombosis has been excluded.", "Massage your calf every evening."),
    ("Powder must not be used on the wound.", "Dust the wound with powder after each shower."),
    ("The splint should not be removed for washing.", "Take the splint off and wash."),
    ("Patients with an open fracture are to be kept nil by mouth.", "Is the bone broken? Give them food and drink."),
]
KEPT = [
    ("Do not remove the splint for washing.", "Leave the splint on when you wash."),
    (
        "Treatment should not be started unless the test is positive.",
        "You only start treatment if the test is positive.",
    ),
    ("Do not massage the calf.", "Rubbing your calf is a bad idea."),
    ("Women who are pregnant should not clean the cage.", "Let someone else clean the cage while you are pregnant."),
]


@pytest.mark.parametrize(("clinician", "patient"), LOST)
def test_a_refusal_that_is_gone_must_be_answered(clinician: str, patient: str) -> None:
    found = must_answer({"clinician": clinician, "patient": patient})

    assert len(found) == 1


@pytest.mark.parametrize(("clinician", "patient"), KEPT)
def test_a_refusal_in_other_words_is_left_alone(clinician: str, patient: str) -> None:
    found = must_answer({"clinician": clinician, "patient": patient})

    assert found == []
