"""What became of the lines of a text: `start`, `end`, `new_start`, `new_end` of each hunk."""

from dataclasses import astuple

import pytest

from articles.text.merging.hunks import hunks, kind, likeness, words

NESTED = ["<li>{}", "<ul>", "<li>x</li>", "</ul>", "</li>"]


def paragraphs(text: str) -> list[str]:
    return [f"<p>{words}</p>" for words in text.split(" / ")]


def nested(*names: str) -> list[str]:
    return ["<ul>", *(line.format(name) for name in names for line in NESTED), "</ul>"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a one two three / b four", "a one two three / b four", []),
        ("a one two three", "a one two nine", [(0, 1, 0, 1)]),
        ("a one two three", "x y z", [(0, 1, 0, 1)]),
        ("a one / b two / c three", "a one / c three", [(1, 2, 1, 1)]),
        ("a one / c three", "a one / b two / c three", [(1, 1, 1, 2)]),
        ("a one / b two", "b two / a one", [(0, 1, 0, 0), (2, 2, 1, 2)]),
        ("a / b / c / d", "d / a / b / c", [(0, 0, 0, 1), (3, 4, 4, 4)]),
        ("x / x / y", "x / y", [(1, 2, 1, 1)]),
        ("x / y / x", "x / x / y", [(1, 2, 1, 1), (3, 3, 2, 3)]),
        ("x / x / x", "x / x", [(2, 3, 2, 2)]),
        ("one two / three four / five six", "seven eight / nine ten / eleven twelve", [(0, 1, 0, 1), (1, 2, 1, 2), (2, 3, 2, 3)]),
        ("one two / three four", "seven eight / nine ten / eleven twelve", [(0, 2, 0, 3)]),
        ("a b c d / e f g h", "e f g x / a b c x", [(0, 0, 0, 1), (0, 1, 1, 2), (1, 2, 2, 2)]),
    ],
)  # fmt: skip
def test_equal_lines_part_what_changed(old: str, new: str, expected: list[tuple[int, ...]]) -> None:
    assert [astuple(hunk) for hunk in hunks(paragraphs(old), paragraphs(new))] == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "one two three four / five six seven eight",
            "one two three nine / new words here now / five six seven nine",
            [(0, 1, 0, 1), (1, 1, 1, 2), (1, 2, 2, 3)],
        ),
        (
            "one two three four / new words here now / five six seven eight",
            "one two three nine / five six seven nine",
            [(0, 1, 0, 1), (1, 2, 1, 1), (2, 3, 1, 2)],
        ),
    ],
)
def test_an_edited_line_is_paired_with_what_it_became(old: str, new: str, expected: list[tuple[int, ...]]) -> None:
    assert [astuple(hunk) for hunk in hunks(paragraphs(old), paragraphs(new))] == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("one two three four five six", "one two three / four five six", [(0, 1, 0, 2)]),
        ("one two three / four five six", "one two three four five six", [(0, 2, 0, 1)]),
    ],
)
def test_a_passage_in_two_and_two_in_one_are_one_hunk(old: str, new: str, expected: list[tuple[int, ...]]) -> None:
    assert [astuple(hunk) for hunk in hunks(paragraphs(old), paragraphs(new))] == expected


def test_an_item_with_its_list_comes_and_goes_whole() -> None:
    """Its last lines are those of its neighbour, so that what came may seem to begin in the middle of one."""
    assert [astuple(hunk) for hunk in hunks(nested("a", "b"), nested("a", "c", "b"))] == [(6, 6, 6, 11)]
    assert [astuple(hunk) for hunk in hunks(nested("a", "c", "b"), nested("a", "b"))] == [(6, 11, 6, 6)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["<p>one two three</p>"], ["<h2>one two three</h2>"], [(0, 1, 0, 1)]),
        (["<p>one two</p>"], ["<blockquote>", "<p>one two</p>", "</blockquote>"], [(0, 0, 0, 1), (1, 1, 2, 3)]),
        (["<ul>", "<li>one</li>", "</ul>"], ["<ol>", "<li>one</li>", "</ol>"], [(0, 1, 0, 1), (2, 3, 2, 3)]),
        (
            ["<ul>", "<li>a</li>", "</ul>", "<p>d</p>"],
            ["<ul>", "<li>a</li>", "</ul>", "<ul>", "<li>a</li>", "</ul>", "<p>d</p>"],
            [(3, 3, 3, 6)],
        ),
    ],
)
def test_lines_of_structure(old: list[str], new: list[str], expected: list[tuple[int, ...]]) -> None:
    assert [astuple(hunk) for hunk in hunks(old, new)] == expected


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("<p>a</p>", "words"),
        ("<h2>a</h2>", "words"),
        ("<li>a</li>", "li"),
        ("<li>a", "open li"),
        ("<ul>", "open list"),
        ('<ol start="3">', "open list"),
        ("</ul>", "/list"),
        ("</li>", "/li"),
        ("<tr><td>a</td></tr>", "tr"),
        ("<caption>a</caption>", "caption"),
        ("a", ""),
    ],
)
def test_what_a_line_is(line: str, named: str) -> None:
    assert kind(line) == named


def test_citations_links_and_images_are_words_and_marks_are_none() -> None:
    line = '<p>One <strong>two</strong> one<cite data-key="a"></cite> <a href="X">b</a></p>'

    assert words(line) == {"one": 2, "two": 1, '<cite data-key="a">': 1, '<a href="x">': 1, "b": 1}


@pytest.mark.parametrize(
    ("old", "new", "share"),
    [
        ("<p>a b</p>", "<p>a b</p>", 1.0),
        ("<p>a b</p>", "<p>a c</p>", 0.5),
        ("<p>a a b</p>", "<p>A c d</p>", 1 / 3),
        ("<p>a b</p>", "<h2>a b</h2>", 1.0),
        ("<p>a b</p>", "<li>a b</li>", 0.0),
        ("<ul>", "<ol>", 1.0),
        ("<p></p>", "<p></p>", 1.0),
    ],
)
def test_how_alike_two_lines_are(old: str, new: str, share: float) -> None:
    assert likeness(old, new) == pytest.approx(share)


def test_an_item_that_came_before_its_like_begins_where_an_item_begins() -> None:
    """Up along equal lines as far as it is long, and down too."""

    def items(*names: str) -> list[str]:
        return ["<ul>", *(line for name in names for line in ("<li>", f"<p>{name}</p>", "<p>z</p>", "</li>")), "</ul>"]

    assert [astuple(hunk) for hunk in hunks(items("a"), items("c", "a"))] == [(1, 1, 1, 5)]
    assert [astuple(hunk) for hunk in hunks(items("a"), items("a", "c"))] == [(5, 5, 5, 9)]
    assert [astuple(hunk) for hunk in hunks(items("c", "a"), items("a"))] == [(1, 5, 1, 1)]


@pytest.mark.parametrize("tag", ["li", "aside"])
def test_two_lines_that_came_are_one_element(tag: str) -> None:
    old = ["<ul>", f"<{tag}>", "<p>a</p>", f"</{tag}>", "</ul>"]
    new = ["<ul>", f"<{tag}>", f"</{tag}>", f"<{tag}>", "<p>a</p>", f"</{tag}>", "</ul>"]

    assert [astuple(hunk) for hunk in hunks(old, new)] == [(1, 1, 1, 3)]
