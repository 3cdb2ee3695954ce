"""The sentences that page and command line show."""

from pathlib import Path

from articles.importing import decode, parse, summary

FIXTURES = Path(__file__).parents[2] / "fixtures" / "importing"


def sentences(name: str) -> list[str]:
    return [str(sentence) for sentence in summary(parse(decode((FIXTURES / name).read_bytes()), filename=name))]


def test_a_clinicians_text_is_summed_up() -> None:
    assert sentences("clinician.txt") == [
        "Title: Treatment of Carpal Tunnel Syndrome in Adults.",
        "7 headings (4 and 3 below them).",
        "13 bullets (7 nested).",
        "5 numbered items.",
        "6 citations at 5 places with 4 numbers.",
        "3 references without numbers.",
        "The list of references is not numbered and complete: each citation has to be confirmed by a person.",
        "15 passages were left out.",
        "1 passage needs a decision.",
    ]


def test_a_patients_text_is_summed_up() -> None:
    assert sentences("patient.txt") == [
        "No title was found: please enter one.",
        "16 headings (9 and 7 below them).",
        "32 bullets (8 nested).",
        "1 citation at 1 place.",
        "There is no list of references: each citation needs one.",
        "2 questions with their answers.",
        "1 list of red flags.",
        "Nothing was left out.",
        "2 passages need a decision.",
    ]


def test_bound_citations_are_summed_up() -> None:
    assert sentences("asthma.md")[4:7] == [
        "8 citations at 5 places with 3 numbers.",
        "3 references.",
        "Citations are bound to the references by their numbers.",
    ]


def test_a_short_text_is_summed_up() -> None:
    found = summary(parse("Gout hurts."))

    assert [str(sentence) for sentence in found] == [
        "No title was found: please enter one.",
        "0 headings.",
        "Nothing was left out.",
    ]
