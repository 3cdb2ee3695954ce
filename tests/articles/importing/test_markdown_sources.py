"""Markdown: its own signs, and the signs of plain text inside it."""

import pytest

from articles.importing import parse


def body(source: str) -> list[str]:
    return parse(source, filename="a.md").body.splitlines()


def test_levels_are_closed_up_below_the_title() -> None:
    found = parse("# Gout\n\n## Causes\n\n#### Diet\n\nMeat.\n\n## Treatment\n\nRest.\n", filename="a.md")

    assert found.title == "Gout"
    assert [line for line in found.body.splitlines() if line.startswith("<h")] == [
        "<h2>Causes</h2>",
        "<h3>Diet</h3>",
        "<h2>Treatment</h2>",
    ]


def test_two_headings_of_the_first_level_are_sections() -> None:
    found = parse("# Causes\n\nUrate.\n\n# Treatment\n\nRest.\n", filename="a.md")

    assert (found.title, found.counts.headings) == ("", 2)


def test_a_title_that_asks_is_the_question_too() -> None:
    found = parse("# What is gout?\n\nA disease.\n", filename="a.md")

    assert (found.title, found.question) == ("What is gout?", "What is gout?")


def test_front_matter_gives_the_title_and_is_shown() -> None:
    found = parse('---\ntitle: "Gout"\ndate: 2024-03-03\n---\n\n# Gout\n\nIt hurts.\n', filename="a.md")

    assert (found.title, found.body) == ("Gout", "<p>It hurts.</p>")
    assert [(each.line, each.kind) for each in found.left_out] == [(line, "metadata") for line in (1, 2, 3, 4)]


def test_a_title_of_the_front_matter_leaves_other_headings_in_the_text() -> None:
    found = parse("---\ntitle: Gout\n---\n\n# About gout\n\nIt hurts.\n", filename="a.md")

    assert (found.title, found.body) == ("Gout", "<h2>About gout</h2>\n<p>It hurts.</p>")


def test_emphasis_links_and_raised_signs_are_kept() -> None:
    found = body("# Gout\n\n**Urate** is *high* at 10<sup>9</sup>, see [this](https://example.org).\n")

    assert found == [
        '<p><strong>Urate</strong> is <em>high</em> at 10<sup>9</sup>, see <a href="https://example.org">this</a>.</p>'
    ]


def test_bullets_that_markdown_does_not_know_are_bullets() -> None:
    found = body("# Gout\n\n• one\n    • below\n• two\n\n-\nthree\n")

    assert found == [
        "<ul>",
        "<li>one",
        "<ul>",
        "<li>below</li>",
        "</ul>",
        "</li>",
        "<li>two</li>",
        "<li>three</li>",
        "</ul>",
    ]


def test_indented_text_is_no_program_code() -> None:
    found = body("# Gout\n\n    Rest the foot.\n")

    assert found == ["<p>Rest the foot.</p>"]


def test_bold_lines_are_headings() -> None:
    found = body("# Gout\n\n## Causes\n\n**Diet**\n\nMeat.\n")

    assert found == ["<h2>Causes</h2>", "<h3>Diet</h3>", "<p>Meat.</p>"]


def test_paragraphs_of_one_item_stay_in_it() -> None:
    found = body("# Gout\n\n1. Rest\n\n   for two days\n\n2. Drink\n")

    assert found == ["<ol>", "<li>Rest<br>for two days</li>", "<li>Drink</li>", "</ol>"]


def test_quotes_and_code_keep_their_words() -> None:
    found = body("# Gout\n\n> It hurts.\n\n```\nurate > 360\n```\n")

    assert found == ["<blockquote>", "<p>It hurts.</p>", "</blockquote>", "<p><code>urate &gt; 360</code></p>"]


def test_an_image_is_left_out_and_shown() -> None:
    found = parse("# Gout\n\nA foot ![swollen toe](toe.png) hurts.\n", filename="a.md")

    assert found.body == "<p>A foot hurts.</p>"
    assert [(each.line, each.text, each.kind) for each in found.left_out] == [(3, "swollen toe (toe.png)", "image")]


def test_markdown_without_headings_is_read_by_shape() -> None:
    found = parse("Living With Gout\n\n**Urate** is high.\n\n-\nParent\n- child\n", filename="a.md")

    assert found.title == "Living With Gout"
    assert found.counts.parent_items == 1
    assert found.body.splitlines()[0] == "<p><strong>Urate</strong> is high.</p>"


@pytest.mark.parametrize(
    ("source", "name"),
    [("# Gout\n\n**It** hurts.", ""), ("Gout\n====\n\n**It** hurts.", "a.txt"), ("**It** hurts.", "a.txt")],
)
def test_markdown_is_known_by_its_signs(source: str, name: str) -> None:
    found = parse(source, filename=name)

    assert found.body == "<p><strong>It</strong> hurts.</p>"


def test_whoever_says_that_it_is_plain_text_gets_plain_text() -> None:
    found = parse("**It** hurts.", filename="a.md", markdown=False)

    assert found.body == "<p>**It** hurts.</p>"


def test_a_question_and_its_answer_may_share_a_paragraph() -> None:
    found = body("# Gout\n\n**Q: Does it come back?**\n**A:** Often.\n")

    assert found == ['<section data-kind="question">', "<h3>Does it come back?</h3>", "<p>Often.</p>", "</section>"]


def test_html_in_markdown_goes_through_the_dialect() -> None:
    found = body(
        '# Gout\n\n<div class="x"><p>It <b>hurts</b>.</p></div>\n\n<table><tr><th>Drug</th></tr><tr><td>Rest</td></tr></table>\n'
    )

    assert found[0] == "<p>It <strong>hurts</strong>.</p>"
    assert "<tr><td>Rest</td></tr>" in found
