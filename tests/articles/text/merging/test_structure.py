import pytest

from articles.text.merging.structure import NO_PARTNER, is_whole, nodes, partners, reach, step

LIST = ["<ul>", "<li>a", "<ol>", "<li>b</li>", "</ol>", "</li>", "</ul>"]


@pytest.mark.parametrize(
    ("line", "depth"),
    [
        ("<ul>", 1),
        ('<ol start="2">', 1),
        ("<li>a", 1),
        ("<li>a</li>", 0),
        ('<aside data-kind="note">', 1),
        ("<tr><td>a</td></tr>", 0),
        ("<p>a</p>", 0),
        ("</ul>", -1),
        ("<ulna>", 0),
        ("", 0),
    ],
)
def test_a_line_opens_an_element_closes_one_or_neither(line: str, depth: int) -> None:
    assert step(line) == depth


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (LIST, [6, 5, 4, NO_PARTNER, 2, 1, 0]),
        (["</ul>", "<ul>"], [NO_PARTNER, NO_PARTNER]),
        (["<p>a</p>"], [NO_PARTNER]),
        ([], []),
    ],
)
def test_what_opens_belongs_to_what_closes(lines: list[str], found: list[int]) -> None:
    assert partners(lines) == found


@pytest.mark.parametrize(
    ("lines", "closed", "left_open"),
    [
        (LIST, 0, 0),
        (LIST[:2], 0, 2),
        (LIST[5:], 2, 0),
        (["</li>", "<li>b"], 1, 1),
        (["</ul>", "</li>", "<ul>", "</ul>", "<li>b"], 2, 1),
        ([], 0, 0),
    ],
)
def test_how_far_lines_reach_beyond_themselves(lines: list[str], closed: int, left_open: int) -> None:
    assert reach(lines) == (closed, left_open)
    assert is_whole(lines) is (closed == left_open == 0)


def test_whole_lines_are_elements_side_by_side() -> None:
    assert nodes(["<p>a</p>", *LIST, "<p>b</p>"]) == [("<p>a</p>",), tuple(LIST), ("<p>b</p>",)]
