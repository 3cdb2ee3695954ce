"""A noted passage goes with its block, and is said to be changed or gone when it is."""

from __future__ import annotations

import pytest

from articles.text.blocks import blocks
from articles.text.carrying import Noted, carried
from articles.text.quotes import Spot, spot

TEXT = (
    "<h2>What helps</h2>\n<p>Most people get better in 6 weeks.</p>\n"
    "<p>Keep moving, and rest the leg at night.</p>\n<p>Take 5 mg in the morning.</p>"
)
WEEKS = spot(TEXT, quote="6 weeks")
REST = spot(TEXT, quote="rest the leg")
DOSE = spot(TEXT, key=blocks(TEXT)[3].key)


def states(new: str, *spots: Spot) -> list[str]:
    return [noted.state for noted in carried(TEXT, new, [Noted(found) for found in spots])]


def block_of(html: str, noted: Noted) -> str:
    return next(block.text for block in blocks(html) if block.key == noted.spot.key)


def test_an_edit_elsewhere_leaves_it_in_place() -> None:
    assert states(TEXT.replace("5 mg", "10 mg"), WEEKS, REST) == ["in_place", "in_place"]


def test_an_edit_in_the_same_block_carries_it_to_the_new_block() -> None:
    new = TEXT.replace("Most people get", "Nearly all people get")

    (noted,) = carried(TEXT, new, [Noted(WEEKS)])

    assert (noted.state, block_of(new, noted)) == ("in_place", "Nearly all people get better in 6 weeks.")
    assert noted.spot.quote == "6 weeks"


def test_other_words_in_its_place_are_a_change() -> None:
    assert states(TEXT.replace("6 weeks", "a month or two"), WEEKS) == ["changed"]
    assert states(TEXT.replace("Take 5 mg", "Take 10 mg"), DOSE) == ["changed"]


def test_without_its_words_or_its_block_it_is_gone() -> None:
    assert states(TEXT.replace(" in 6 weeks", ""), WEEKS) == ["gone"]
    assert states(TEXT.replace("<p>Take 5 mg in the morning.</p>", ""), DOSE) == ["gone"]


def test_a_moved_block_takes_it_along() -> None:
    heading, weeks, rest, dose = TEXT.split("\n")

    assert states(f"{heading}\n{dose}\n{rest}\n{weeks}", WEEKS, REST, DOSE) == ["in_place"] * 3


def test_words_that_moved_to_another_block_are_found_there() -> None:
    moved = "<p>Keep moving, and rest the leg at night. Take 5 mg in the morning.</p>"
    new = TEXT.replace("<p>Keep moving, and rest the leg at night.</p>\n<p>Take 5 mg in the morning.</p>", moved)

    assert states(new, REST, DOSE) == ["in_place", "in_place"]


@pytest.mark.parametrize("without", ["in 6 weeks", "<p>Most people get better in 6 weeks.</p>\n"])
def test_what_comes_back_is_found_again(without: str) -> None:
    shorter = TEXT.replace(without, "")
    (gone,) = carried(TEXT, shorter, [Noted(WEEKS)])

    (back,) = carried(shorter, TEXT, [gone])

    assert (gone.state, back) == ("gone", Noted(WEEKS))


def test_a_change_that_is_undone_is_in_place_again() -> None:
    other = TEXT.replace("6 weeks", "a month or two")
    (changed,) = carried(TEXT, other, [Noted(WEEKS)])

    assert carried(other, TEXT, [changed]) == [Noted(WEEKS)]


def test_a_gone_heading_is_not_taken_for_the_same_words_elsewhere() -> None:
    heading = spot(TEXT, key=blocks(TEXT)[0].key)
    (gone,) = carried(TEXT, TEXT.replace("<h2>What helps</h2>\n", ""), [Noted(heading)])

    (still,) = carried("<p>Other.</p>", "<p>Ask what helps: what helps you? What helps.</p>", [gone])

    assert still.state == "gone"


def test_the_whole_text_is_always_in_place() -> None:
    assert states("<p>Other.</p>", Spot()) == ["in_place"]


def test_the_same_word_elsewhere_in_the_block_is_not_the_quoted_one() -> None:
    text = "<p>Do not drive and do not drink.</p>"
    second = spot(text, quote="not", before="Do not drive and do ", after=" drink.")

    (noted,) = carried(text, "<p>Do not drive and do drink.</p>", [Noted(second)])

    assert noted.state == "gone"


def test_a_change_stays_one_while_nothing_more_is_edited() -> None:
    other = TEXT.replace("6 weeks", "a month or two")
    (changed,) = carried(TEXT, other, [Noted(WEEKS)])

    (still,) = carried(other, other.replace("Keep", "Go on"), [changed])

    assert (changed.state, still) == ("changed", changed)


def test_a_quote_stays_where_only_one_of_its_neighbours_did() -> None:
    text = "<p>Take 5 mg in the morning, and rest the leg at night when you can.</p>"
    noted = Noted(spot(text, quote="rest the leg"))

    (kept,) = carried(text, text.replace("Take 5 mg in the morning, and", "Go slowly,"), [noted])

    assert kept.state == "in_place"


def test_the_same_dose_in_another_sentence_is_not_the_quoted_one() -> None:
    text = "<p>Take 5 mg in the morning.</p>"
    (noted,) = carried(text, "<p>Take 10 mg in the morning and 5 mg at night.</p>", [Noted(spot(text, quote="5 mg"))])

    assert noted.state == "changed"


def test_what_was_changed_and_comes_back_in_its_block_is_in_place_whatever_stands_around_it() -> None:
    (changed,) = carried(TEXT, TEXT.replace("5 mg in the", "10 mg in the"), [Noted(spot(TEXT, quote="5 mg"))])
    between = TEXT.replace("5 mg in the", "10 mg in the")

    (back,) = carried(between, TEXT.replace("Take 5 mg in the morning", "Have 5 mg at noon in the morning"), [changed])

    assert (changed.state, back.state) == ("changed", "in_place")
