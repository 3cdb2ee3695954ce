from articles.text.blocks import blocks
from articles.text.comparison import Carried, Passage, State, carried, compare


def key_of(html: str, number: int) -> str:
    return blocks(html)[number].key


def carry(old: str, new: str, number: int, quote: str = "", before: str = "", after: str = "") -> Carried:
    (found,) = carried([Passage(key_of(old, number), quote, before, after)], compare(old, new))
    return found


def test_a_passage_stays_where_an_edit_is_elsewhere() -> None:
    old, new = "<p>Rest at home.</p><p>Take 5 mg.</p>", "<p>Rest in bed.</p><p>Take 5 mg.</p>"

    assert carry(old, new, 1, "5 mg") == Carried(key_of(new, 1), State.SAME)


def test_a_passage_moves_with_its_block() -> None:
    old, new = "<p>d</p><p>a</p><p>b</p>", "<p>a</p><p>b</p><p>d</p>"

    assert carry(old, new, 0, "d") == Carried(key_of(new, 2), State.MOVED)


def test_a_block_may_change_around_the_quoted_words() -> None:
    old, new = "<p>Take 5 mg in the morning.</p>", "<p>Take 5 mg in the evening.</p>"

    assert carry(old, new, 0, "Take 5 mg") == Carried(key_of(new, 0), State.EDITED)


def test_quoted_words_that_were_exchanged_are_told() -> None:
    old, new = "<p>Take 5 mg in the morning.</p>", "<p>Take 10 mg in the morning.</p>"

    assert carry(old, new, 0, "5 mg") == Carried(key_of(new, 0), State.QUOTE_CHANGED)


def test_the_same_words_elsewhere_in_the_block_are_not_the_quoted_ones() -> None:
    old, new = "<p>Do not drive and do not drink.</p>", "<p>Do not drive and do drink.</p>"

    first = carry(old, new, 0, "not", before="Do ", after=" drive and do not drink.")
    second = carry(old, new, 0, "not", before="Do not drive and do ", after=" drink.")

    assert (first.state, second.state) == (State.EDITED, State.QUOTE_CHANGED)


def test_words_put_into_a_quotation_break_it() -> None:
    old, new = "<p>You may drive a car.</p>", "<p>You may not drive a car.</p>"

    assert carry(old, new, 0, "may drive").state == State.QUOTE_CHANGED


def test_a_removed_block_takes_its_passages_along() -> None:
    old, new = "<p>Rest at home.</p><p>Take 5 mg.</p>", "<p>Rest at home.</p>"

    assert carry(old, new, 1, "5 mg") == Carried("", State.GONE)


def test_a_block_that_is_unknown_is_gone() -> None:
    (found,) = carried([Passage("000000000000", "x")], compare("<p>a</p>", "<p>a</p>"))

    assert found == Carried("", State.GONE)


def test_a_thread_on_a_whole_block_stays_with_the_changed_block() -> None:
    old, new = "<p>Take 5 mg in the morning.</p>", "<p>Take 10 mg in the morning.</p>"

    assert carry(old, new, 0) == Carried(key_of(new, 0), State.EDITED)


def test_emphasis_does_not_break_a_quotation() -> None:
    old, new = "<p>Do not drive.</p>", "<p>Do <strong>not</strong> drive.</p>"

    assert carry(old, new, 0, "not drive") == Carried(key_of(new, 0), State.EDITED)


def test_blanks_do_not_break_a_quotation() -> None:
    old, new = "<p>Take 5 mg at home.</p>", "<p>Take 5\u00a0mg in bed.</p>"

    assert carry(old, new, 0, "Take 5 mg") == Carried(key_of(new, 0), State.EDITED)


def test_words_that_went_into_a_paragraph_of_their_own_are_found_there() -> None:
    old = "<p>Rest at home for a week. Call us if the pain comes back at night.</p>"
    new = "<p>Rest at home for a week.</p><p>Call us if the pain comes back at night.</p>"

    assert carry(old, new, 0, "the pain comes back").block_key == key_of(new, 1)


def test_one_of_two_equal_blocks_keeps_its_own_passage() -> None:
    old, new = "<p>Rest.</p><p>Rest.</p><p>Walk.</p>", "<p>Rest.</p><p>Rest.</p><p>Run.</p>"

    assert carry(old, new, 1, "Rest") == Carried(key_of(new, 1), State.SAME)


def test_a_block_that_moved_and_changed_keeps_a_passage_that_did_not() -> None:
    long = "The tablets come in three strengths and two colours"
    old = f"<p>{long}.</p><p>Rest.</p><p>Walk.</p>"
    new = f"<p>Rest.</p><p>Walk.</p><p>{long} now.</p>"

    assert carry(old, new, 0, "three strengths") == Carried(key_of(new, 2), State.MOVED)
    assert carry(old, new, 0, "colours.") == Carried(key_of(new, 2), State.QUOTE_CHANGED)
