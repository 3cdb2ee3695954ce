"""Drift: one text went on where the other stayed."""

from __future__ import annotations

from articles.text.consistency import Flag, Kind, Severity
from articles.text.consistency.drift import drift

CLINICIAN = (
    "<h2>Treatment</h2>\n<p>Start gabapentin at 300 mg daily for sciatica.</p>\n"
    "<h3>Side effects</h3>\n<p>Dizziness is common with gabapentin.</p>\n<h2>Outlook</h2>\n<p>Most recover within weeks.</p>"
)
PATIENT = (
    "<h2>Treatment</h2>\n<p>Your doctor may give you 300 mg of gabapentin a day.</p>\n"
    "<h3>Side effects</h3>\n<p>Gabapentin can make you dizzy.</p>\n<h2>Outlook</h2>\n<p>Most people recover within weeks.</p>"
)
DOUBLED = CLINICIAN.replace("300 mg", "600 mg")


def told(flags: tuple[Flag, ...]) -> list[tuple[str, Severity, str, str]]:
    return [(flag.values[0][1], flag.severity, flag.left.quote, flag.right.quote) for flag in flags]


def test_a_dose_that_changed_in_one_text_alone_must_be_answered() -> None:
    flags = drift((CLINICIAN, PATIENT), (DOUBLED, PATIENT))

    assert told(flags) == [
        (
            "Treatment",
            Severity.MUST_ANSWER,
            "Start gabapentin at 600 mg daily for sciatica.",
            "Your doctor may give you 300 mg of gabapentin a day.",
        )
    ]
    assert {flag.kind for flag in flags} == {Kind.DRIFT}


def test_the_other_direction_is_found_too() -> None:
    easier = PATIENT.replace("can make you dizzy", "does not make you dizzy")

    flags = drift((CLINICIAN, PATIENT), (CLINICIAN, easier))

    assert told(flags) == [
        (
            "Side effects",
            Severity.MUST_ANSWER,
            "Dizziness is common with gabapentin.",
            "Gabapentin does not make you dizzy.",
        )
    ]


def test_a_minor_change_is_worth_a_look() -> None:
    minor = CLINICIAN.replace("Most recover within", "Most get well within")

    assert [flag.severity for flag in drift((CLINICIAN, PATIENT), (minor, PATIENT))] == [Severity.WORTH_A_LOOK]


def test_other_words_of_the_easier_text_alone_are_worth_a_look() -> None:
    plainer = PATIENT.replace(
        "Most people recover within weeks.", "Most people get better within weeks. This is usual."
    )

    assert [flag.severity for flag in drift((CLINICIAN, PATIENT), (CLINICIAN, plainer))] == [Severity.WORTH_A_LOOK]


def test_what_stands_above_the_first_heading_is_named_by_its_words() -> None:
    before = (f"<p>Walk daily.</p>\n{CLINICIAN}", f"<p>Walk.</p>\n{PATIENT}")
    now = (before[0].replace("Walk daily", "Do not walk daily"), before[1])

    assert [flag.values[0][1] for flag in drift(before, now)] == ["Do not walk daily."]


def test_nothing_drifts_where_both_sections_changed_or_none_did() -> None:
    assert drift((CLINICIAN, PATIENT), (CLINICIAN, PATIENT)) == ()
    assert drift((CLINICIAN, PATIENT), (DOUBLED, PATIENT.replace("300 mg", "600 mg"))) == ()


def test_emphasis_alone_is_no_change_of_what_a_text_says() -> None:
    assert drift((CLINICIAN, PATIENT), (CLINICIAN.replace("common", "<strong>common</strong>"), PATIENT)) == ()


def test_the_flag_is_another_one_when_a_section_changes_again() -> None:
    first = drift((CLINICIAN, PATIENT), (DOUBLED, PATIENT))
    again = drift((CLINICIAN, PATIENT), (DOUBLED, PATIENT))
    further = drift((CLINICIAN, PATIENT), (DOUBLED.replace("600", "900"), PATIENT))

    assert [flag.fingerprint for flag in first] == [flag.fingerprint for flag in again]
    assert [flag.fingerprint for flag in first] != [flag.fingerprint for flag in further]
