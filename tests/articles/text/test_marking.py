"""What changed in a text, marked where it stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.dialect import canonical
from articles.text.marking import changed_places, marked


def marks(old: str, new: str) -> str:
    """The marked text with each label in braces, and its tags of the dialect left out."""
    html = marked(canonical(old), canonical(new)).html
    html = re.sub(r'<strong class="rb-compare__quantity">[^<]*</strong>', "№", html)
    html = re.sub(r'<(p|span) class="rb-change"[^>]*>(.*?)</\1>', r"{\2}", html)
    return " ".join(re.sub(r"</?(?:ins|del)>|(</?[a-z][^>]*>)", lambda tag: "" if tag[1] else tag[0], html).split())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<p>Rest.</p>", "<p>Rest.</p>", "Rest."),
        ("<p>Rest.</p>", "<p>Rest.</p><p>Walk 5 km.</p>", "Rest. {Added №} <ins>Walk 5 km.</ins>"),
        ("<p>Rest.</p><p>Walk now.</p>", "<p>Walk now.</p>", "{Removed} <del>Rest.</del> Walk now."),
        ("<p>Walk now.</p><p>Rest.</p>", "<p>Walk now.</p>", "Walk now. {Removed} <del>Rest.</del>"),
        (
            "<p>Rest for 6 weeks at home.</p>",
            "<p>Rest for 8 weeks at home.</p>",
            "{Changed №} Rest for <del>6 weeks </del><ins>8 weeks </ins>at home.",
        ),
        (
            "<p>Rest the leg at home today.</p>",
            "<p>Rest the leg at home today, please.</p>",
            "{Changed} Rest the leg at home today<ins>, please</ins>.",
        ),
        (
            "<p>Rest the leg at home today please</p>",
            "<p>Rest the leg at home today</p>",
            "{Changed} Rest the leg at home today<del> please</del>",
        ),
        (
            "<p>Rest the leg.</p>",
            "<p>Rest the <strong>leg</strong>.</p>",
            "{Formatting, a link or a citation changed} Rest the leg.",
        ),
        (
            "<ul><li>One here</li><li>Two there</li></ul>",
            "<ul><li>One here</li><li>Three and four</li></ul>",
            "One here {Removed №} <del>Two there</del> {Added №} <ins>Three and four</ins>",
        ),
        (
            "<p>First passage.</p><p>Second words here.</p><p>Third of all.</p>",
            "<p>Third of all.</p><p>First passage.</p><p>Second words here.</p>",
            "{Moved here} Third of all. First passage. Second words here.",
        ),
        (
            "<aside data-kind='warning'><p>Never drive at night.</p></aside>",
            "<aside data-kind='warning'><p>Never drive at all.</p></aside>",
            "{Changed №} Never drive at <del>night</del><ins>all</ins>.",
        ),
    ],
)
def test_what_changed_is_marked_in_place(old: str, new: str, expected: str) -> None:
    assert marks(old, new) == expected


def test_words_are_marked_within_the_marks_that_lie_on_them() -> None:
    old = canonical('<p>Take <strong>5 mg</strong> at night<cite data-key="a"></cite>.</p>')
    new = canonical('<p>Take <strong>10 mg</strong> at night<cite data-key="a"></cite>.</p>')

    html = marked(old, new).html

    assert html.split("\n")[1] == (
        '<p>Take <strong><del>5 mg </del><ins>10 mg</ins></strong> at night<cite data-key="a"></cite>.</p>'
    )


def test_words_of_a_table_are_marked_in_their_cells() -> None:
    table = "<table><tbody><tr><th>A</th><td>5 mg<br>daily</td></tr><tr><th>B</th><td>10<sup>{}</sup></td></tr></tbody></table>"
    old, new = canonical(table.format(9)), canonical(table.format(12))

    rows = marked(old, new.replace("5 mg", "15 mg")).html.split("\n")

    assert rows[3:5] == [
        '<tr><th scope="row">A</th><td><del>5 mg </del><ins>15 mg</ins><br>daily</td></tr>',
        '<tr><th scope="row">B</th><td><del>10⁹</del><ins>10</ins><ins><sup>12</sup></ins></td></tr>',
    ]


def test_places_are_numbered_on_from_a_first() -> None:
    found = marked("<p>One.</p>", "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>", first=4)

    assert found.places == 2
    assert re.findall(r'id="([^"]*)"', found.html) == ["change-4", "change-5"]


def test_places_are_counted_as_they_are_marked() -> None:
    old, new = "<p>One.</p>\n<p>Walk with care.</p>", "<p>Walk with great care.</p>\n<p>Two.</p>"

    assert changed_places(old, new) == marked(old, new).places == 3


words = st.lists(st.sampled_from(["rest", "walk", "5 mg", "leg", "now", "."]), min_size=1, max_size=6).map(" ".join)
markups = st.sampled_from(["{}", "<strong>{}</strong>", "x<sup>{}</sup>", '{}<cite data-key="k"></cite>', "{}<br>y"])
runs = st.builds(lambda markup, text: markup.format(text), markups, words)
blocks = st.one_of(
    st.builds(lambda tag, run: f"<{tag}>{run}</{tag}>", st.sampled_from(["p", "h2"]), runs),
    st.lists(runs, min_size=1, max_size=3).map(
        lambda items: "<ul>" + "".join(f"<li>{i}</li>" for i in items) + "</ul>"
    ),
    st.lists(runs, min_size=1, max_size=2).map(
        lambda cells: "<table><tbody><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></tbody></table>"
    ),
    runs.map(lambda run: f'<aside data-kind="note"><p>{run}</p></aside>'),
)
texts = st.lists(blocks, max_size=5).map("".join).map(canonical)


@given(old=texts, new=texts)
def test_without_its_marks_a_marked_text_is_the_new_one(old: str, new: str) -> None:
    html = marked(old, new).html

    bare = re.sub(r"<li><span class=\"rb-change\"[^>]*>Removed.*?</li>\n", "", html)
    bare = re.sub(r"<p class=\"rb-change\"[^>]*>Removed.*?</p>\n<p><del>.*?</del></p>\n?", "", bare, flags=re.DOTALL)
    bare = re.sub(r"<del>.*?</del>|</?ins>", "", bare, flags=re.DOTALL)
    bare = re.sub(r"<span class=\"rb-change\".*?</span> |<p class=\"rb-change\".*?</p>\n", "", bare)
    assert canonical(bare) == new


@given(text=texts)
def test_nothing_is_marked_where_nothing_changed(text: str) -> None:
    assert (marked(text, text).html, marked(text, text).places) == (text, 0)


@pytest.mark.parametrize(
    ("old", "new", "badges"),
    [
        ("Take 0.5 mg daily.", "Take 5 mg daily.", ["Number changed: 0.5 mg → 5 mg, ten times"]),
        ("Take gabapentin daily.", "Take pregabalin daily.", ["Drug changed: gabapentin → pregabalin"]),
        (
            "Do not rest the left leg.",
            "Do rest the right leg.",
            ["Negation changed: removed: not", "Side or place changed: left → right"],
        ),
        ("Rest the leg at home.", "Rest the arm at home.", []),
    ],
)
def test_what_is_at_stake_is_said_as_in_a_comparison(old: str, new: str, badges: list[str]) -> None:
    html = marked(f"<p>{old}</p>", f"<p>{new}</p>").html

    found = [
        plain.replace("\u00a0", " ")
        for plain in re.findall(r'<strong class="rb-compare__quantity">(.*?)</strong>', html)
    ]
    assert sorted(found) == sorted(badges)


def test_a_badge_in_a_table_names_the_cell() -> None:
    table = "<table><thead><tr><th>Drug</th><th>Start</th></tr></thead><tbody><tr><th>Duloxetine</th><td>{}</td></tr></tbody></table>"

    html = marked(canonical(table.format("30 mg")), canonical(table.format("20 mg"))).html

    assert "Number changed: Duloxetine, Start: 30 mg → 20 mg" in html.replace("\u00a0", " ")


def test_words_in_a_row_that_begins_with_an_empty_cell_are_marked_where_they_stand() -> None:
    old = "<table><tr><td>A</td><td>B</td></tr><tr><td>x</td><td>2 mg</td></tr></table>"
    new = "<table><tr><td></td><td>A</td><td>B</td></tr><tr><td></td><td>x</td><td>3 mg</td></tr></table>"

    assert "<td>x</td><td><del>2 mg</del><ins>3 mg</ins></td>" in marked(canonical(old), canonical(new)).html
