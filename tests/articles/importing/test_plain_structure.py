"""Headings, lists and questions of plain text, known by their shape."""

import pytest

from articles.importing import parse

INTRO = "Gout hurts. It goes again after some days.\n\n"


def body(source: str) -> list[str]:
    return parse(source, filename="a.txt").body.splitlines()


@pytest.mark.parametrize("sign", ["•", "-", "*", "–", "—", "+", "◦", "▪", "●", "·", "\uf0b7"])
def test_every_sign_of_a_bullet_is_known(sign: str) -> None:
    found = body(f"Some points:\n{sign} one\n{sign} two\n")

    assert found == ["<p>Some points:</p>", "<ul>", "<li>one</li>", "<li>two</li>", "</ul>"]


def test_a_bullet_may_stand_close_to_its_text() -> None:
    found = body("•one\n•two")

    assert found == ["<ul>", "<li>one</li>", "<li>two</li>", "</ul>"]


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\r", "\n\n"])
def test_every_line_end_parts_items(separator: str) -> None:
    found = body(separator.join(["- one", "- two"]))

    assert found == ["<ul>", "<li>one</li>", "<li>two</li>", "</ul>"]


NESTED = ["<ul>", "<li>one", "<ul>", "<li>below</li>", "</ul>", "</li>", "<li>two</li>", "</ul>"]


@pytest.mark.parametrize(
    "source",
    [
        "- one\n  - below\n- two",
        "- one\n\t- below\n- two",
        "• one\n◦ below\n• two",
        "  • one\n\n    • below\n\n  • two",
        "-\none\n- below\n-\ntwo",
    ],
)
def test_lists_are_nested_by_indentation_sign_or_parent(source: str) -> None:
    assert body(source) == NESTED


@pytest.mark.parametrize("source", ["1. one\n2. two", "1) one\n2) two", "(1) one\n(2) two", "1. one\n\n2. two"])
def test_numbers_are_a_list_of_steps(source: str) -> None:
    assert body(source) == ["<ol>", "<li>one</li>", "<li>two</li>", "</ol>"]


def test_bullets_below_a_number_need_no_indentation() -> None:
    found = body("1. First week:\n- rest\n- drink\n2. Second week:\n- walk\n")

    assert [line for line in found if line.startswith(("<ol", "<ul", "<li"))] == [
        "<ol>",
        "<li>First week:",
        "<ul>",
        "<li>rest</li>",
        "<li>drink</li>",
        "<li>Second week:",
        "<ul>",
        "<li>walk</li>",
    ]


def test_a_list_keeps_its_numbers() -> None:
    found = body("3. three\n4. four\n6. six")

    assert found == [
        '<ol start="3">',
        "<li>three</li>",
        "<li>four</li>",
        "</ol>",
        '<ol start="6">',
        "<li>six</li>",
        "</ol>",
    ]


def test_lists_that_go_deeper_than_anybody_writes_are_read() -> None:
    found = parse("\n".join(f"{'  ' * depth}- item" for depth in range(900)))

    assert found.counts.bullets == 900


def test_a_dose_in_front_of_a_line_is_no_number_of_a_list() -> None:
    found = body(f"{INTRO}2.5 mg is the usual dose.\n\n10 mg is the most.\n\n0.5 mg is for children.")

    assert found[1:] == [
        "<p>2.5 mg is the usual dose.</p>",
        "<p>10 mg is the most.</p>",
        "<p>0.5 mg is for children.</p>",
    ]


def test_numbered_lines_with_text_below_are_headings() -> None:
    found = body(f"{INTRO}Causes of Gout\nThere are two.\n1. Diet\nMeat and beer.\n2. Kidneys\nThey keep urate back.\n")

    assert found[1:] == [
        "<h2>Causes of Gout</h2>",
        "<p>There are two.</p>",
        "<h3>1. Diet</h3>",
        "<p>Meat and beer.</p>",
        "<h3>2. Kidneys</h3>",
        "<p>They keep urate back.</p>",
    ]


def test_a_heading_directly_below_another_stands_below_it() -> None:
    found = parse(f"{INTRO}Gentle Treatment\n\nCold Packs\n\n- ten minutes\n\nRest and Drink\n\n- two days\n")

    assert [line for line in found.body.splitlines() if line.startswith("<h")] == [
        "<h2>Gentle Treatment</h2>",
        "<h3>Cold Packs</h3>",
        "<h3>Rest and Drink</h3>",
    ]
    assert [(doubt.line, doubt.text) for doubt in found.unsure] == [(5, "Cold Packs; Rest and Drink")]


@pytest.mark.parametrize(
    "line",
    [
        "Together, these nerves:",
        "Take it with food.",
        "the second line of something",
        "Take it with food, and never on an empty stomach, because the stomach will hurt for hours and hours after it",
        "12",
    ],
)
def test_running_text_is_no_heading(line: str) -> None:
    found = parse(f"{INTRO}{line}\n\nMore text follows here.\n")

    assert found.counts.headings == 0


def test_a_few_words_between_blank_lines_are_a_heading_that_a_person_confirms() -> None:
    found = parse(f"{INTRO}How it feels\n\nIt burns at night.\n")

    assert found.body.splitlines()[1] == "<h2>How it feels</h2>"
    assert [(doubt.line, doubt.text) for doubt in found.unsure] == [(3, "How it feels")]


def test_a_first_heading_is_the_title() -> None:
    found = parse("Living With Gout\n\nGout hurts.\n")

    assert (found.title, found.body) == ("Living With Gout", "<p>Gout hurts.</p>")


def test_a_first_section_is_no_title() -> None:
    found = parse("Introduction\n\nGout hurts.\n\nCauses\n\nUrate.\n")

    assert found.title == ""
    assert found.body.splitlines()[0] == "<h2>Introduction</h2>"


def test_a_first_question_among_questions_is_a_section() -> None:
    found = parse("What is gout?\n\nA disease.\n\nWhat helps?\n\nRest.\n")

    assert (found.title, found.question, found.counts.headings) == ("", "", 2)


def test_a_single_question_in_front_is_the_articles_question() -> None:
    found = parse("What helps against gout?\n\nRest.\n")

    assert (found.title, found.question, found.body) == ("", "What helps against gout?", "<p>Rest.</p>")


QUESTION = ['<section data-kind="question">', "<h3>Does it come back?</h3>", "<p>Often.</p>", "</section>"]


@pytest.mark.parametrize(
    "source",
    [
        "Q: Does it come back?\nA: Often.",
        "Q1. Does it come back?\nA1. Often.",
        "Question: Does it come back?\n\nAnswer: Often.",
        "Frequently Asked Questions\n\n1. Does it come back?\nOften.",
        "Frequently Asked Questions\n\nDoes it come back?\n\nOften.",
        "FAQ\n\nQ: Does it come back?\n\nA: Often.",
    ],
)
def test_questions_and_answers_are_pairs(source: str) -> None:
    found = body(INTRO + source)

    assert found[-4:] == QUESTION


def test_a_question_beside_the_faq_is_a_section() -> None:
    found = body("# Gout\n\n## FAQ\n\n### Does it come back?\n\nOften.\n\n## What now?\n\nRest.\n")

    assert found == ["<h2>FAQ</h2>", *QUESTION, "<h2>What now?</h2>", "<p>Rest.</p>"]


def test_bold_questions_of_an_faq_are_questions() -> None:
    found = parse(f"{INTRO}## FAQ\n\n**Does it come back?**\n\nOften.\n", filename="a.md").body.splitlines()

    assert found[-4:] == QUESTION


@pytest.mark.parametrize("line", ["====", "----"])
def test_underlined_lines_are_headings_of_plain_text_too(line: str) -> None:
    found = parse(f"living with gout\n{line}\n\nIt hurts.\n", markdown=False)

    assert (found.title, found.body) == ("living with gout", "<p>It hurts.</p>")


def test_a_line_between_paragraphs_is_no_text() -> None:
    found = body(f"{INTRO}---\n\nIt hurts.")

    assert found[1:] == ["<p>It hurts.</p>"]


def test_an_faq_ends_at_the_next_heading() -> None:
    found = body(f"{INTRO}FAQ\n\nDoes it come back?\n\nOften.\n\nTake the Next Step\n\nCall us.\n")

    assert found[1:] == ["<h2>FAQ</h2>", *QUESTION, "<h2>Take the Next Step</h2>", "<p>Call us.</p>"]


@pytest.mark.parametrize(
    "lead_in",
    [
        "Red flags that need urgent medical evaluation include:",
        "Seek emergency care if you have:",
        "Call 999 if there is:",
        "Warning signs:",
    ],
)
def test_red_flags_are_a_warning(lead_in: str) -> None:
    found = parse(f"{INTRO}{lead_in}\n- fever\n- a stiff neck\n")

    assert found.body.splitlines()[1:3] == ['<aside data-kind="warning">', f"<p>{lead_in}</p>"]
    assert found.counts.red_flags == 1
    assert [doubt.line for doubt in found.unsure] == [3]


def test_a_heading_of_red_flags_stays_outside_the_warning() -> None:
    found = body(f"{INTRO}Red Flags\n\n- fever\n- a stiff neck\n")

    assert found[1:4] == ["<h2>Red Flags</h2>", '<aside data-kind="warning">', "<ul>"]


def test_an_ordinary_list_is_no_warning() -> None:
    found = parse(f"{INTRO}It may help to:\n- rest\n- drink\n")

    assert (found.counts.red_flags, found.unsure) == (0, ())


def test_columns_and_lost_characters_are_shown() -> None:
    found = parse(f"{INTRO}Drug\tDose in mg, once a day.\n\nTake 5 \ufffdg of it.\n")

    assert [(doubt.line, str(doubt.question)) for doubt in found.unsure] == [
        (3, "This looks like a table. Its columns are lost: please make it a table in the editor."),
        (5, "A character was lost before this file was saved. What stood at “�”?"),
    ]


def test_signs_of_markup_in_plain_text_are_words() -> None:
    found = body("Give it if p<0.05 & INR > 3, and 2 < x.")

    assert found == ["<p>Give it if p&lt;0.05 &amp; INR &gt; 3, and 2 &lt; x.</p>"]
