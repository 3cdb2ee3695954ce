"""A number that stands twice has each time its own side."""

from __future__ import annotations

import pytest

from tests.articles.text.consistency.lists import must_answer

OTHER = [
    (
        "Swallow it at least 30 minutes before food. Remain upright for 30 minutes.",
        "Swallow it half an hour after food. Stay upright for 30 minutes.",
    ),
    (
        "The coil works up to 5 days after sex. Start the pill no sooner than 5 days after the tablet.",
        "The coil works up to five days after sex. Start the pill within five days of the tablet.",
    ),
]
SAME = [
    (
        "Swallow it at least 30 minutes before food. Remain upright for 30 minutes.",
        "Stay upright for half an hour once you have swallowed it, and wait half an hour before food.",
    ),
    (
        "Stop it 5 days before surgery and start it 5 days after surgery.",
        "You stop five days before surgery. Five days after surgery you start again.",
    ),
]


@pytest.mark.parametrize(("clinician", "patient"), OTHER)
def test_a_side_that_is_turned_must_be_answered(clinician: str, patient: str) -> None:
    found = must_answer({"clinician": clinician, "patient": patient})

    assert len(found) >= 1


@pytest.mark.parametrize(("clinician", "patient"), SAME)
def test_the_same_sides_in_another_order_are_left_alone(clinician: str, patient: str) -> None:
    found = must_answer({"clinician": clinician, "patient": patient})

    assert found == []
