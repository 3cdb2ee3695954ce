"""First uses in each section, what is never marked, and that a marked text differs by its marks alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.dialect import canonical
from articles.text.terms import Entry, Matcher, Place, explained, first_uses, marked
from tests.articles.text.markup import HTML
from tests.stopwatch import quickest

MATCHER = Matcher([Entry("stroke", ("stroke",)), Entry("bp", ("blood pressure",), ("BP",))])
BODY = canonical(
    "<p>A stroke is sudden. Another stroke.</p><h2>Stroke care</h2><p>After a <strong>stroke</strong>, rest.</p>"
    "<ul><li>No stroke here twice<ul><li>BP: check it</li></ul></li></ul><h3>Later</h3><p>BP again.</p>"
    "<h2>Risks</h2><table><tbody><tr><td>Age</td><td>blood pressure</td></tr></tbody></table>"
)


def uses(summary: str, body: str) -> list[tuple[str, str, str, str]]:
    found = first_uses({"summary": canonical(summary), "body": canonical(body)}, MATCHER)
    return [(use.section, use.place.words, use.before, use.after) for use in found]


def test_the_first_use_in_each_section_is_found() -> None:
    found = uses("<p>Know your BP.</p>", BODY)

    assert found == [
        ("summary/", "BP", "Know your ", "."),
        ("body/", "stroke", "A ", " is sudden. Another stroke."),
        ("body/Stroke care", "stroke", "After a ", ", rest."),
        ("body/Stroke care", "BP", "", ": check it"),
        ("body/Risks", "blood pressure", "", ""),
    ]


@pytest.mark.parametrize(
    "body",
    [
        '<p><a href="https://example.org/">a stroke</a></p>',
        "<p><code>stroke</code></p>",
        "<p><strong>str</strong>oke</p>",
        "<p>blood<br>pressure</p>",
        "<p>1<sup>stroke</sup></p>",
        "<h2>Stroke</h2>",
    ],
)
def test_links_code_headings_and_words_under_two_marks_are_left_alone(body: str) -> None:
    assert uses("", body) == []


def test_what_a_text_explains_itself_is_explained_for_the_section() -> None:
    body = "<p>A <dfn>stroke</dfn> is a lack of blood. Act on a stroke.</p><h2>Care</h2><p>After a stroke.</p>"

    assert [section for section, *_ in uses("", body)] == ["body/Care"]
    assert explained(canonical(body)) == ("stroke",)


def test_a_marked_text_has_a_mark_at_each_place() -> None:
    found = first_uses({"body": BODY}, MATCHER)

    html = marked(BODY, {use.place: number for number, use in enumerate(found)})

    assert re.findall(r'<span data-term="(\d)">([^<]+)</span>', html) == [
        ("0", "stroke"), ("1", "stroke"), ("2", "BP"), ("3", "blood pressure"),
    ]  # fmt: skip
    assert re.sub(r"</?span[^>]*>", "", html) == BODY


def test_other_words_at_a_place_are_refused() -> None:
    (use, *_) = first_uses({"body": BODY}, MATCHER)
    place = use.place

    for wrong in (
        Place("body", place.block, place.at + 1, place.words),
        Place("body", place.block, 10_000, place.words),
        Place("body", place.block, place.at, "Stroke"),
    ):
        with pytest.raises(ValueError, match=r"troke"):
            marked(BODY, {wrong: 0})


def test_a_block_that_is_not_there_is_left_out() -> None:
    assert marked(BODY, {Place("body", "0" * 12, 0, "stroke"): 0}) == BODY


def test_equal_blocks_have_places_of_their_own() -> None:
    body = canonical("<h2>One</h2><p>A stroke.</p><h2>Two</h2><p>A stroke.</p>")
    first, second = first_uses({"body": body}, MATCHER)

    assert marked(body, {second.place: 7}) == body.replace("A stroke.", "A $.", 1).replace(
        "A stroke.", 'A <span data-term="7">stroke</span>.'
    ).replace("A $.", "A stroke.")
    assert first.place != second.place


@given(HTML, st.lists(st.sampled_from(["p", "stroke", "BP", "rest"]), min_size=1))
def test_marks_change_no_word_of_any_text(html: str, names: list[str]) -> None:
    text = canonical(html)
    matcher = Matcher([Entry(name, (name,)) for name in names])

    found = first_uses({"body": text}, matcher)
    html = marked(text, {use.place: number for number, use in enumerate(found)})

    assert re.sub(r'<span data-term="\d+">([^<]*)</span>', r"\1", html) == text
    assert html.count("<span") == len(found)


def test_a_long_text_takes_time_in_proportion() -> None:
    matcher = Matcher([Entry(f"w{n}", (f"word{n}",)) for n in range(2_000)])

    def mark_all(text: str) -> None:
        found = first_uses({"body": text}, matcher)
        marked(text, {use.place: number for number, use in enumerate(found)})

    def seconds(count: int) -> float:
        text = canonical("<p>" + " ".join(f"word{n}" for n in range(count)) + "</p>")
        return quickest(lambda: mark_all(text))

    assert seconds(2_000) < 60 * max(seconds(100), 0.002)
