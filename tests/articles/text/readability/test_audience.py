"""Targets and reading time by audience."""

from dataclasses import replace

import pytest

from articles.audiences import Audience
from articles.text.readability import TARGETS, WORDS_PER_MINUTE, Score, reading_minutes, remarks, score_of_plain

FOUND = score_of_plain("Take one tablet twice a day with food and water.")
assert isinstance(FOUND, Score)
SCORE = FOUND


def with_smog(grade: float) -> Score:
    return replace(SCORE, smog=grade)


@pytest.mark.parametrize(
    ("audience", "grade", "professional", "expected"),
    [
        ("patient", 10.0, None, ["met"]),
        ("patient", 10.1, None, ["above"]),
        ("patient", 12.0, None, ["above"]),
        ("patient", 12.1, None, ["far above"]),
        ("patient", 9.0, 10.0, ["met"]),
        ("patient", 9.5, 10.0, ["met", "not easier"]),
        ("patient", 13.0, 12.0, ["far above", "not easier"]),
        ("student", 14.0, 14.0, ["met"]),
        ("student", 19.0, 14.0, ["above"]),
        ("clinician", 19.0, None, []),
    ],
)
def test_a_text_stands_to_the_target_of_its_audience(
    audience: str, grade: float, professional: float | None, expected: list[str]
) -> None:
    found = remarks(with_smog(grade), audience, with_smog(professional) if professional else None)

    assert [remark.kind for remark in found] == expected


def test_a_remark_is_a_sentence() -> None:
    found = remarks(with_smog(12.34), Audience.PATIENT)

    assert [(str(remark.sentence), remark.is_warning) for remark in found] == [
        ("SMOG 12.3 is above 12: many readers will not follow.", True)
    ]


@pytest.mark.parametrize(
    ("words", "audience", "minutes"),
    [
        (0, "patient", 1),
        (175, "patient", 1),
        (176, "patient", 2),
        (1750, "patient", 10),
        (238, "student", 1),
        (2380, "clinician", 10),
    ],
)
def test_reading_takes_whole_minutes(words: int, audience: str, minutes: int) -> None:
    assert reading_minutes(words, audience) == minutes


def test_every_audience_has_a_reading_speed_and_only_audiences_have_targets() -> None:
    assert ({*WORDS_PER_MINUTE}, {*TARGETS} - {*Audience.values}) == ({*Audience.values}, set())


@pytest.mark.parametrize(
    ("grade", "sentence"),
    [
        (10.0, "SMOG 10.0 reaches the target of 10."),
        (11.0, "SMOG 11.0 is above the target of 10."),
        (13.0, "SMOG 13.0 is above 12: many readers will not follow."),
    ],
)
def test_remark_says_the_grade_and_what_it_is_held_to(grade: float, sentence: str) -> None:
    assert [str(remark.sentence) for remark in remarks(with_smog(grade), "patient")] == [sentence]
