"""Suggested words go where the quoted ones stood; what is around them stays to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.blocks import blocks
from articles.text.dialect import canonical, is_canonical
from articles.text.quotes import Spot, spot
from articles.text.replacing import Piece, WordsNotThere, difference, replaced, words_brought

DOSE = '<p>Give <strong>300 mg</strong> of 10<sup>9</sup>/L daily.<cite data-key="a"></cite> Then rest.<cite data-key="b"></cite></p>'


def exchanged(html: str, quote: str, words: str, **context: str) -> str:
    text = canonical(html)
    meant = spot(text, quote=quote, **context)
    place = [block.key for block in blocks(text)].index(meant.key)
    return replaced(text, place, meant, words)


@pytest.mark.parametrize(
    ("quote", "words", "result"),
    [
        ("300 mg", "400 mg", DOSE.replace("300", "400")),
        ("300 mg of", "400 mg of", DOSE.replace("300", "400")),
        ("10⁹/L", "10⁹ per litre", DOSE.replace("/L", " per litre")),
        ("daily", "", DOSE.replace(" daily.", ".")),
        ("daily. Then rest", "daily. Then walk", DOSE.replace("rest", "walk")),
        ("daily", "every <b>day</b>", DOSE.replace("daily", "every &lt;b&gt;day&lt;/b&gt;")),
        ("daily", "  every\nday ", DOSE.replace("daily", "every day")),
        ("Give 300 mg of 10⁹/L daily. Then rest.", "Then walk.", '<p>Then walk.<cite data-key="b"></cite></p>'),
        ("Give 300 mg of 10⁹/L daily. Then rest.", "", ""),
    ],
)
def test_marks_and_citations_stay_where_they_have_words_to_lie_on(quote: str, words: str, result: str) -> None:
    assert exchanged(DOSE, quote, words) == result


def test_words_inside_an_item_leave_the_lists_inside_it() -> None:
    text = "<ul><li>Walk<ul><li>slowly</li></ul></li><li>Rest</li></ul>"

    assert exchanged(text, "Walk", "Swim") == canonical(text.replace("Walk", "Swim"))
    assert exchanged(text, "slowly", "") == "<ul>\n<li>Walk</li>\n<li>Rest</li>\n</ul>"


def test_words_across_cells_go_to_the_cells_of_those_they_replace() -> None:
    text = "<table><tr><td>Child</td><td>5 mg</td></tr></table>"

    assert exchanged(text, "Child 5 mg", "Child 6 mg") == canonical(text.replace("5", "6"))


def test_a_word_that_stands_twice_is_chosen_by_its_context() -> None:
    text = "<p>Rest, walk, rest, walk.</p>"

    assert exchanged(text, "walk", "swim", before="rest, ", after=".") == "<p>Rest, walk, rest, swim.</p>"


@pytest.mark.parametrize("noted", [Spot("", "fly"), Spot("", "walk"), Spot("", "walk", "run, ", ".")])
def test_words_that_are_not_there_exactly_once_are_refused(noted: Spot) -> None:
    with pytest.raises(WordsNotThere):
        replaced("<p>Rest, walk, rest, walk.</p>", 0, noted, "swim")


def test_a_small_comparison_shows_what_went_and_what_came() -> None:
    found = difference("Give 300 mg daily", "Give 400 mg daily with food")

    assert found == (
        Piece("same", "Give "),
        Piece("removed", "300"),
        Piece("added", "400"),
        Piece("same", " mg daily"),
        Piece("added", " with food"),
    )


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [("a b c", "a x c", 1), ("a b", "", 0), ("a", "a b, c", 2), ("5 mg daily", "10 mg daily", 1), ("a", "b c d", 3)],
)
def test_the_words_that_a_suggestion_brings_are_counted(old: str, new: str, count: int) -> None:
    assert words_brought(old, new) == count


def test_a_very_long_passage_is_exchanged_in_time() -> None:
    text = f"<p>{'word ' * 20_000}end</p>"

    assert exchanged(text, f"{'word ' * 20_000}end", "short") == "<p>short</p>"


WORDS = st.lists(st.sampled_from(["rest", "walk", "5 mg", "not", "pain", "10"]), min_size=1, max_size=6).map(" ".join)
MARKED = st.builds(
    lambda words, tag: f"<{tag}>{words}</{tag}>" if tag else words,
    WORDS,
    st.sampled_from(["", "strong", "em", "sup", "a href='https://example.org'"]).map(lambda tag: tag),
).map(lambda html: html.replace("</a href='https://example.org'>", "</a>"))
INLINE = st.lists(
    st.one_of(MARKED, st.just('<cite data-key="k"></cite>'), st.just("<br>")), min_size=1, max_size=5
).map(" ".join)
BLOCK = st.one_of(
    INLINE.map(lambda words: f"<p>{words}</p>"),
    INLINE.map(lambda words: f"<h2>{words}</h2>"),
    st.tuples(INLINE, INLINE).map(lambda pair: f"<ul><li>{pair[0]}<ol><li>{pair[1]}</li></ol></li></ul>"),
    st.tuples(INLINE, INLINE).map(lambda pair: f"<ul><li><p>{pair[0]}</p><p>{pair[1]}</p></li></ul>"),
    st.tuples(INLINE, INLINE).map(lambda pair: f"<table><tr><th>{pair[0]}</th><td>{pair[1]}</td></tr></table>"),
    INLINE.map(lambda words: f'<aside data-kind="warning"><p>{words}</p></aside>'),
    INLINE.map(lambda words: f"<blockquote><p>{words}</p></blockquote>"),
)
TEXTS = st.lists(BLOCK, min_size=1, max_size=5).map("".join).map(canonical)


@given(text=TEXTS, words=WORDS, data=st.data())
def test_only_the_block_of_the_passage_changes(text: str, words: str, data: st.DataObject) -> None:
    before = blocks(text)
    if not before:
        return
    place = data.draw(st.integers(0, len(before) - 1))
    plain = before[place].text
    start = data.draw(st.integers(0, max(0, len(plain) - 1)))
    end = data.draw(st.integers(start, len(plain)))
    noted = Spot(before[place].key, plain[start:end], plain[max(0, start - 32) : start], plain[end : end + 32])

    try:
        result = replaced(text, place, noted, words)
    except WordsNotThere:
        return

    after = blocks(result)
    others = [block.html for number, block in enumerate(before) if number != place]
    assert is_canonical(result)
    assert [block.html for number, block in enumerate(after) if number != place] == others
    assert after[place].kind == before[place].kind
