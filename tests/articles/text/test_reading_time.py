"""How long a reader takes for a text."""

import pytest

from articles.audiences import Audience
from articles.text.reading_time import minutes


@pytest.mark.parametrize(
    ("words", "audience", "expected"),
    [
        (1, Audience.PATIENT, 1),
        (262, Audience.PATIENT, 1),
        (263, Audience.PATIENT, 2),
        (700, Audience.PATIENT, 4),
        (714, Audience.STUDENT, 3),
        (714, Audience.CLINICIAN, 3),
    ],
)
def test_patients_are_given_more_time(words: int, audience: Audience, expected: int) -> None:
    assert minutes([f"<p>{'leg ' * words}</p>"], audience) == expected


@pytest.mark.parametrize("texts", [[], [""], ["<p>– … *</p>"]])
def test_nothing_to_read_takes_no_time(texts: list[str]) -> None:
    assert minutes(texts, Audience.PATIENT) == 0


def test_words_of_all_texts_count_and_signs_do_not() -> None:
    summary, body = f"<p>{'leg – ' * 200}</p>", f"<h2>Legs</h2><ul><li>{'leg ' * 150}</li></ul>"

    assert minutes([summary, body], Audience.PATIENT) == 2
