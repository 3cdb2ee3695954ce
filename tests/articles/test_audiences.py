"""Which text a reader gets where there is none for them."""

import pytest

from articles.audiences import Audience, nearest


@pytest.mark.parametrize(
    ("there", "wanted", "given"),
    [
        (["patient", "student"], Audience.CLINICIAN, "student"),
        (["patient"], Audience.CLINICIAN, "patient"),
        (["student", "clinician"], Audience.PATIENT, "student"),
        (["clinician"], Audience.STUDENT, "clinician"),
        (["clinician", "student", "patient"], Audience.CLINICIAN, "clinician"),
        (["clinician", "student"], Audience.PATIENT, "student"),
    ],
)
def test_next_easier_text_is_chosen_else_the_easiest(there: list[str], wanted: Audience, given: str) -> None:
    assert nearest(there, wanted) == given


def test_texts_are_ordered_from_easy_to_hard() -> None:
    harder = [(one.value, other.value) for one in Audience for other in Audience if one.is_harder_than(other)]

    assert harder == [("student", "patient"), ("clinician", "patient"), ("clinician", "student")]
