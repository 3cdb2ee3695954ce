"""Quoted words are found as people copy them, and named as the text has them."""

from __future__ import annotations

import pytest

from articles.text.blocks import blocks
from articles.text.dialect import canonical
from articles.text.quotes import PassageNotFound, PassageUnclear, Spot, spot

TEXT = canonical(
    "<h2>Dose</h2>"
    '<p>Give <strong>300 mg</strong> of 10<sup>9</sup>/L daily.<cite data-key="a"></cite> Then rest.</p>'
    "<p>Then rest again, and give 300 mg.</p>"
    "<table><tr><td>5 mg</td><td>x<sup>y+1</sup></td></tr></table>"
)


def key(place: int) -> str:
    return blocks(TEXT)[place].key


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("300 mg of", "300 mg of"),
        ("300\u00a0mg  of", "300 mg of"),
        ("of 109/L", "of 10⁹/L"),
        ("daily. [1] Then", "daily. Then"),
        ("daily. [1–3] Then", "daily. Then"),
        ("5 mg\txy+1", "5 mg | x^(y+1"),
    ],
)
def test_words_are_found_however_a_page_shows_them(typed: str, found: str) -> None:
    assert spot(TEXT, quote=typed).quote == found


def test_a_passage_has_the_words_around_it() -> None:
    found = spot(TEXT, quote="Then rest again")

    assert found == Spot(key(2), "Then rest again", "", ", and give 300 mg.")


def test_a_whole_block_is_quoted_with_all_its_words() -> None:
    assert spot(TEXT, key=key(0)) == Spot(key(0), "Dose")


def test_nothing_quoted_means_the_whole_text() -> None:
    assert spot(TEXT) == Spot()


def test_words_that_stand_twice_are_told_apart_by_block_or_context() -> None:
    in_block = spot(TEXT, quote="Then rest", key=key(2))
    by_context = spot(TEXT, quote="Then rest", before="daily. ", after=".")

    assert (in_block.key, by_context.key) == (key(2), key(1))


def test_words_that_stand_twice_are_refused_without_more() -> None:
    with pytest.raises(PassageUnclear):
        spot(TEXT, quote="Then rest")


@pytest.mark.parametrize(("quote", "block"), [("never written", ""), ("", "0" * 12), ("|", "")])
def test_what_is_not_there_is_refused(quote: str, block: str) -> None:
    with pytest.raises(PassageNotFound):
        spot(TEXT, quote=quote, key=block)


def test_words_that_have_left_their_block_are_found_where_they_went() -> None:
    assert spot(TEXT, quote="again", key="0" * 12).key == key(2)


def test_a_letter_in_a_long_repetition_is_no_work() -> None:
    with pytest.raises(PassageUnclear):
        spot(f"<p>{'a ' * 50_000}</p>", quote="a")
