"""Whole sources: our own, with the shapes of pages that other people wrote, and those pages themselves."""

import os
from pathlib import Path

import pytest

from articles.importing import Counts, Imported, decode, parse
from articles.text.dialect import is_canonical

FIXTURES = Path(__file__).parents[2] / "fixtures" / "importing"
ALL = sorted(path.name for path in FIXTURES.iterdir())
EXPECTED = {
    "asthma.md": Counts(
        headings=4,
        subheadings=2,
        bullets=3,
        nested_bullets=1,
        numbered_items=2,
        citations=8,
        citation_places=5,
        citation_numbers=3,
        references=3,
        list_items=5,
        parent_items=1,
        questions=2,
    ),
    "clinician.txt": Counts(
        headings=7,
        subheadings=3,
        bullets=13,
        nested_bullets=7,
        numbered_items=5,
        citations=6,
        citation_places=5,
        citation_numbers=4,
        references=3,
        list_items=18,
        parent_items=4,
    ),
    "numbered.txt": Counts(headings=5, subheadings=2, citations=5, citation_places=4, citation_numbers=3, references=3),
    "patient.txt": Counts(
        headings=16,
        subheadings=7,
        bullets=32,
        nested_bullets=8,
        citations=1,
        citation_places=1,
        list_items=32,
        parent_items=5,
        questions=2,
        red_flags=1,
    ),
    "setext.md": Counts(
        headings=3,
        bullets=5,
        nested_bullets=2,
        citations=2,
        citation_places=1,
        list_items=5,
        parent_items=1,
        questions=2,
    ),
    "wrapped.txt": Counts(
        headings=3, bullets=7, nested_bullets=2, numbered_items=3, list_items=10, parent_items=1, red_flags=1
    ),
}


def imported(name: str) -> Imported:
    return parse(decode((FIXTURES / name).read_bytes()), filename=name)


@pytest.mark.parametrize("name", ALL)
def test_every_source_is_counted_exactly(name: str) -> None:
    found = imported(name)

    assert found.counts == EXPECTED[name]


@pytest.mark.parametrize("name", ALL)
def test_the_body_is_in_the_canonical_spelling(name: str) -> None:
    found = imported(name)

    assert is_canonical(found.body)


def test_question_and_title_in_front_are_taken_off_the_text() -> None:
    found = imported("clinician.txt")

    assert found.title == "Treatment of Carpal Tunnel Syndrome in Adults"
    assert found.question.startswith("How should carpal tunnel syndrome be treated")
    assert found.body.startswith("<p>A stepwise approach")


def test_a_text_without_a_title_has_an_empty_one() -> None:
    found = imported("patient.txt")

    assert (found.title, found.question) == ("", "")
    assert found.body.startswith("<p>Pain at the front of the knee")


def test_furniture_is_left_out_line_by_line() -> None:
    found = imported("clinician.txt")

    lines = [passage.line for passage in found.left_out if passage.kind == "furniture"]
    assert lines == [3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 84, 86, 88, 90]


def test_a_source_without_furniture_loses_nothing() -> None:
    found = imported("patient.txt")

    assert found.left_out == ()


def test_references_without_numbers_keep_type_title_source_and_year_as_stated() -> None:
    found = imported("clinician.txt")

    assert [
        (each.number, each.type_label, each.type, each.title, each.source, each.year) for each in found.references
    ] == [
        (None, "Guideline", "guideline", "Hand and Wrist Pathway Overview", "Example Society of Hand Care", "2024"),
        (
            None,
            "Research",
            "other-research",
            "Night splints for median nerve compression",
            "Journal of Imaginary Hand Studies : an invented journal, Ltd",
            "2016",
        ),
        (
            None,
            "Research",
            "other-research",
            "Local Steroid Injection: A Case Series",
            "Bulletin of Made-up Medicine",
            "2019",
        ),
    ]


def test_s24_citations_of_a_list_without_numbers_are_only_proposed() -> None:
    found = imported("clinician.txt")

    assert not found.bindings.certain
    assert found.bindings.table == {"unresolved:3": 2}


def test_s24_citations_of_a_numbered_and_complete_list_are_bound() -> None:
    found = imported("asthma.md")

    assert found.bindings.certain
    assert found.bindings.table == {"unresolved:1": 0, "unresolved:2": 1, "unresolved:3": 2}


def test_red_flags_become_a_warning_whose_card_a_person_chooses() -> None:
    found = imported("patient.txt")

    assert '<aside data-kind="warning">\n<p>Red flags that need urgent medical evaluation include:</p>' in found.body
    assert (found.unsure[0].line, found.unsure[0].text) == (
        13,
        "Red flags that need urgent medical evaluation include:",
    )


def test_numbered_headings_have_their_numbers_and_stand_below_each_other() -> None:
    found = imported("numbered.txt")

    headings = [line for line in found.body.splitlines() if line.startswith("<h")]
    assert headings == [
        "<h2>1. Introduction</h2>",
        "<h2>2. Treatment</h2>",
        "<h3>2.1 Acute attack</h3>",
        "<h3>2.2 Prevention</h3>",
        "<h2>3. Follow-up</h2>",
    ]


def test_wrapped_lines_are_joined_to_paragraphs_and_items() -> None:
    found = imported("wrapped.txt")

    lines = found.body.splitlines()
    assert "<li>Wash around it with warm water and mild soap, and dry the skin well afterwards" in lines
    assert lines[0].endswith("once somebody has shown them how to do it.</p>")


@pytest.fixture
def seeds() -> Path:
    return Path(os.environ["SHARED_DATA"]) / "seeds"


@pytest.mark.shared_data
def test_the_clinicians_answer_is_counted_exactly(seeds: Path) -> None:
    found = parse(decode((seeds / "clinician-answer.txt").read_bytes()), filename="clinician-answer.txt")

    assert found.counts == Counts(
        headings=13,
        subheadings=7,
        bullets=31,
        nested_bullets=13,
        numbered_items=7,
        citations=23,
        citation_places=19,
        citation_numbers=5,
        references=4,
        list_items=38,
        parent_items=4,
    )
    assert [reference.number for reference in found.references] == [None] * 4
    assert not found.bindings.certain


@pytest.mark.shared_data
def test_the_patients_guide_is_counted_exactly(seeds: Path) -> None:
    found = parse(decode((seeds / "patient-guide.txt").read_bytes()), filename="patient-guide.txt")

    assert found.counts == Counts(
        headings=26,
        subheadings=16,
        bullets=108,
        nested_bullets=20,
        citations=1,
        citation_places=1,
        list_items=108,
        parent_items=8,
        questions=3,
        red_flags=1,
    )
    assert found.title == ""
