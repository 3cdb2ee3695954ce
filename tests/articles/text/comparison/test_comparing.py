import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.text.blocks import blocks
from articles.text.comparison import Word, compare, words_changed
from tests.articles.text.markup import HTML

PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(["take", "10 mg", "20 mg", "daily", "not", "a", "b"]), min_size=1, max_size=4).map(
        " ".join
    ),
    max_size=8,
).map(lambda texts: "".join(f"<p>{text}</p>" for text in texts))


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    return [
        (change.kind, change.old.text if change.old else "", change.new.text if change.new else "")
        for change in compare(old, new)
    ]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PARAGRAPHS, PARAGRAPHS)
def test_every_block_of_both_texts_is_told_once(old: str, new: str) -> None:
    changes = compare(old, new)

    assert [change.new for change in changes if change.new] == list(blocks(new))
    assert sorted(change.old.key for change in changes if change.old) == sorted(block.key for block in blocks(old))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PARAGRAPHS, PARAGRAPHS)
def test_words_put_together_are_both_texts(old: str, new: str) -> None:
    for change in compare(old, new):
        before = "".join(word.text for word in change.words if word.kind != "added")
        after = "".join(word.text for word in change.words if word.kind != "removed")

        assert before.split() == (change.old.text.split() if change.old else [])
        assert after == (change.new.text if change.new else "")


CELLS = st.sampled_from(["", "a", "5 mg", "10<sup>9</sup>", "x<br>y", "<p>f</p><p>g</p>", "5\u00a0mg", '<img src="x">'])
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=4)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS, ROWS)
def test_words_of_a_table_put_together_are_its_plain_form(old: list[list[str]], new: list[list[str]]) -> None:
    """Also where a row begins with an empty cell: what is marked in a table is counted from there."""
    for change in compare(*(_table(rows) for rows in (old, new))):
        after = "".join(word.text for word in change.words if word.kind != "removed")

        assert after == (change.new.text if change.new else "")


def _table(rows: list[list[str]]) -> str:
    written = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr><th>same</th></tr>{written}</table>"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HTML, HTML)
def test_words_of_any_two_texts_put_together_are_the_new_one(old: str, new: str) -> None:
    for change in compare(old, new):
        after = "".join(word.text for word in change.words if word.kind != "removed")

        assert after == (change.new.text if change.new else "")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HTML)
def test_a_text_is_the_same_as_itself(html: str) -> None:
    assert [change.kind for change in compare(html, html) if change.kind != "same"] == []
    assert words_changed(html, html) == 0


def test_one_dose_is_one_changed_word() -> None:
    (change,) = compare("<p>Take 10 mg daily.</p>", "<p>Take 20 mg daily.</p>")

    assert change.kind == "changed"
    assert change.words == (
        Word("same", "Take "),
        Word("removed", "10 mg "),
        Word("added", "20 mg "),
        Word("same", "daily."),
    )
    assert change.quantities_changed
    assert words_changed("<p>Take 10 mg daily.</p>", "<p>Take 20 mg daily.</p>") == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("5 or 10 mg", "6 or 10 mg"),
        ("10 mg twice daily", "10 mg once daily"),
        ("take 10 mg, then 20 mg", "take 20 mg, then 10 mg"),
        ("six weeks of rest", "two weeks of rest"),
        ("10<sup>9</sup> in all of it", "109 in all of it"),
        ("10 mg a day", "10 µg a day"),
    ],
)
def test_a_changed_number_unit_or_frequency_is_noticed(old: str, new: str) -> None:
    assert any(change.quantities_changed for change in compare(f"<p>{old}</p>", f"<p>{new}</p>"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("10 mg a day", "10\u00a0mg a day"),
        ("10 mcg now", "10 µg now"),
        ("rest at home", "rest at work"),
        ("5%", "<b>5%</b>"),
    ],
)
def test_another_spelling_of_the_same_quantity_is_none(old: str, new: str) -> None:
    assert [change.quantities_changed for change in compare(f"<p>{old}</p>", f"<p>{new}</p>")] == [False]


def test_removed_and_added_blocks_stand_where_they_belong() -> None:
    old = "<p>first words</p><p>gone for good</p><p>last words</p>"
    new = "<p>first words</p><p>last words</p><p>entirely new 5 mg</p>"

    assert told(old, new) == [
        ("same", "first words", "first words"),
        ("removed", "gone for good", ""),
        ("same", "last words", "last words"),
        ("added", "", "entirely new 5 mg"),
    ]
    assert [change.quantities_changed for change in compare(old, new)] == [False, False, False, True]
    assert words_changed(old, new) == 7 - 1


def test_a_moved_block_is_told_where_it_went_and_no_word_counts() -> None:
    old, new = "<p>d</p><p>a</p><p>b</p><p>c</p>", "<p>a</p><p>b</p><p>c</p><p>d</p>"

    assert told(old, new) == [("same", "a", "a"), ("same", "b", "b"), ("same", "c", "c"), ("moved", "d", "d")]
    assert words_changed(old, new) == 0


def test_a_block_is_paired_with_the_one_most_like_it() -> None:
    old = "<p>one two three four</p><p>one two three nine</p>"
    new = "<p>one two three nine ten</p>"

    assert told(old, new) == [
        ("removed", "one two three four", ""),
        ("changed", "one two three nine", "one two three nine ten"),
    ]


def test_a_warning_that_became_a_plain_paragraph_has_changed() -> None:
    old, new = '<aside data-kind="warning"><p>Do not take</p></aside>', "<p>Do not take</p>"

    assert told(old, new) == [("changed", "Do not take", "Do not take")]


def test_a_paragraph_that_became_an_item_has_changed() -> None:
    assert told("<p>one two three</p>", "<ul><li>one two three</li></ul>") == [
        ("changed", "one two three", "one two three")
    ]


def test_emphasis_alone_is_a_change_without_words() -> None:
    old, new = "<p>do not</p>", "<p>do <em>not</em></p>"

    assert told(old, new) == [("changed", "do not", "do not")]
    assert words_changed(old, new) == 0


def test_against_nothing_everything_is_added() -> None:
    assert told("", "<h2>a</h2><p>b</p>") == [("added", "", "a"), ("added", "", "b")]
    assert words_changed("", "<h2>a</h2><p>b c</p>") == 3


def test_punctuation_is_no_word() -> None:
    assert words_changed("<p>one, two</p>", "<p>one; two</p>") == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>" + "word " * 20_000, "<p>" + "word " * 20_001),
        ("<p>x " + "word " * 3_000 + "x", "<p>y " + "word " * 3_001 + "y"),
        ("<p>" + "a b " * 500, "<p>" + "b c " * 500),
        ("<p>a b c</p><p>d e f</p>" * 300, "<p>a b c</p><p>d e g</p>" * 300),
    ],
)
def test_texts_made_to_exhaust_a_comparison_are_compared(old: str, new: str) -> None:
    assert words_changed(old, new) > 0
