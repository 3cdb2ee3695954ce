"""Whether a clause says yes or no."""

from __future__ import annotations

import pytest

from articles.text.consistency.polarity import clauses


@pytest.mark.parametrize(
    "sentence",
    [
        "Do not take ibuprofen.",
        "Ibuprofen is contraindicated in renal failure.",
        "Avoid ibuprofen if your kidneys do not work.",
        "You should stop ibuprofen when the pain is gone.",
        "Never use ibuprofen.",
        "Ibuprofen isn't suitable.",
        "If your kidneys do not work, do not take ibuprofen.",
        "Do not take any more ibuprofen.",
        "Stay off ibuprofen.",
        "Neither ibuprofen nor naproxen helps.",
        "Put ibuprofen off.",
        "You can manage without ibuprofen.",
        "Ibuprofen is off limits.",
        "Ibuprofen is off the menu.",
        "Ibuprofen is out of the question.",
        "You are too ill to take ibuprofen.",
        "Go without food.",
        "It is best to avoid ibuprofen.",
        "Tablets to avoid: ibuprofen.",
    ],
)
def test_refusals_say_no(sentence: str) -> None:
    assert [clause.is_no for clause in clauses(sentence)] == [True]


@pytest.mark.parametrize(
    "sentence",
    [
        "Take ibuprofen.",
        "Do not stop ibuprofen.",
        "Avoid abrupt withdrawal of ibuprofen.",
        "Take no more than 3 tablets of ibuprofen.",
        "Never take more than 1,200 mg of ibuprofen.",
        "Take ibuprofen with or without food.",
        "If you do not have an ulcer, take ibuprofen.",
        "Ibuprofen helps when paracetamol does not work.",
        "Give up to 4 tablets of ibuprofen.",
        "The usual dose of ibuprofen is 400 mg.",
        "Ibuprofen is no problem.",
        "It does no harm to take ibuprofen.",
        "Ibuprofen works for people without an ulcer.",
        "Ibuprofen can help veins that do not close.",
        "It is not uncommon to take ibuprofen.",
        "A normal scan does not exclude a stroke.",
        "Take ibuprofen with milk to avoid an upset stomach.",
        "To keep the pain away, take ibuprofen.",
        "You can have ibuprofen without concern.",
    ],
)
def test_limits_conditions_and_double_refusals_do_not(sentence: str) -> None:
    assert [clause.is_no for clause in clauses(sentence)] == [False]


def test_two_clauses_of_a_sentence_may_differ() -> None:
    found = clauses("Swallow the capsules whole, do not crush them.")

    assert [(clause.core, clause.is_no) for clause in found] == [
        ("Swallow the capsules whole", False),
        ("do not crush them", True),
    ]


def test_an_although_in_the_middle_begins_a_clause() -> None:
    found = clauses("Avoid wheat, although oats are fine.")

    assert [(clause.core, clause.is_no) for clause in found] == [("Avoid wheat", True), ("oats are fine", False)]


def test_what_is_refused_of_others_is_what_was_told_before() -> None:
    found = clauses("Use your own needle, never another.")

    assert [(clause.is_no, "*needle" in clause.about) for clause in found] == [(False, True), (True, True)]


def test_a_condition_before_its_clause_belongs_to_it() -> None:
    (clause,) = clauses("If your kidneys are weak, take ibuprofen.")

    assert clause.about == {"*kidney", "*weak", "~ibuprofen"}


def test_what_stands_before_a_colon_says_when() -> None:
    (clause,) = clauses("Weak kidneys: withhold ibuprofen.")

    assert (clause.core, clause.is_no) == ("withhold ibuprofen", True)


def test_unless_says_the_other_case_too() -> None:
    found = clauses("Do not take ibuprofen unless it hurts.")

    assert [(clause.is_no, clause.is_otherwise) for clause in found] == [(True, False), (False, True)]


def test_telling_a_doctor_is_neither() -> None:
    assert [clause.asks for clause in clauses("Tell your doctor if you take ibuprofen.")] == [True]
