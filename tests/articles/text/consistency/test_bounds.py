"""A bound said from the other side is the same bound, and the next whole number is not."""

from __future__ import annotations

import pytest

from tests.articles.text.consistency.lists import must_answer

SAME = [
    ("Offer the spray to children aged 2 to 5 years.", "The spray is for children from their second birthday until they turn six."),
    ("Not under 16 years.", "It is for people who are 16 or older."),
    ("Screen every 3 years at age 30–49.", "You are asked every three years from 30 until your 50th birthday."),
    ("Keep the pulse between 60 and 79.", "Your pulse should be 60 or more, but under 80."),
    ("Restrict use to fewer than 10 days per month.", "Use it on no more than nine days a month."),
    ("Stop if fewer than 5 tablets remain.", "Stop when there are four tablets or fewer left."),
    ("Keep TSH at 0.5–4.0 mIU/L.", "Your TSH should be neither lower than 0.5 nor higher than 4.0."),
    ("For children weighing 15 to 30 kg.", "It is for children from about 33 up to 66 pounds."),
]  # fmt: skip
OTHER = [
    ("Offer the spray to children aged 2 to 5 years.", "The spray is for children from their second birthday until they turn nine."),
    ("Keep the pulse between 60 and 79.", "Your pulse should be 60 or more, but under 90."),
    ("Restrict use to fewer than 10 days per month.", "Use it on no more than 19 days a month."),
    ("Offer it from 16 years of age.", "It is for people of 16 or younger."),
]  # fmt: skip


@pytest.mark.parametrize(("clinician", "patient"), SAME)
def test_the_same_bound_from_the_other_side_is_left_alone(clinician: str, patient: str) -> None:
    found = must_answer({"clinician": clinician, "patient": patient})

    assert found == []


@pytest.mark.parametrize(("clinician", "patient"), OTHER)
def test_another_bound_must_be_answered(clinician: str, patient: str) -> None:
    found = must_answer({"clinician": clinician, "patient": patient})

    assert len(found) >= 1
