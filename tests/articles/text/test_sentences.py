"""What the list that was marked by hand does not say: places, odd texts, and time."""

import time

import pytest

from articles.text.sentences import sentence_around, sentence_spans, sentences

QUARTER_OF_A_MEGABYTE = 250_000


def test_spans_leave_out_the_blanks_around() -> None:
    spans = sentence_spans("  One. Two!  Three ")

    assert spans == [(2, 6), (7, 11), (13, 18)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        (" \n\n ", ()),
        ("... !!! ???", ()),
        ("🙂 🙂", ()),
        ("word", ("word",)),
        ("Weak in MS. Most recover.", ("Weak in MS.", "Most recover.")),
        ("Weak in MS. A test helps.", ("Weak in MS.", "A test helps.")),
        ("Common in CF. However, it is mild.", ("Common in CF.", "However, it is mild.")),
        ("ASK DR. ADLER NOW.", ("ASK DR. ADLER NOW.",)),
        ("Wait.. then go.", ("Wait.. then go.",)),
        ("Wait... then go.", ("Wait... then go.",)),
        ("Wait... Then go.", ("Wait...", "Then go.")),
        ("At most max. 4 g a day.", ("At most max. 4 g a day.",)),
        ("Wait 15 min. 3 of them left.", ("Wait 15 min.", "3 of them left.")),
        ("One\nTwo", ("One", "Two")),
        ("\x00\x07a. B", ("\x00\x07a. B",)),
        ("你好。再见。", ("你好。再见。",)),
        ("- Rest. - Ice.", ("- Rest.", "- Ice.")),
    ],
)
def test_odd_texts_have_sentences(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected


def test_every_place_lies_in_one_sentence() -> None:
    text = "Take two. Not three. Rest."

    around = [text[slice(*sentence_around(text, place, place + 1))] for place in (0, 8, 10, 21)]

    assert around == ["Take two.", "Take two.", " Not three.", " Rest."]


def test_what_lies_across_a_full_stop_lies_in_both_sentences() -> None:
    text = "Take two. Not three. Rest."

    assert text[slice(*sentence_around(text, 5, 13))] == "Take two. Not three."


@pytest.mark.parametrize(
    "piece",
    ["a", ".", ". ", "a. ", "e.g. ", "(", "a.b", "5. ", '?" ', "[1", "A. ", "… ", " ", "\n", "🙂", "x.Y", "a.)"],
)
def test_time_is_in_proportion_to_the_length(piece: str) -> None:
    text = "(" * 1000 + piece * (QUARTER_OF_A_MEGABYTE // len(piece))
    start = time.process_time()

    sentence_spans(text)

    assert time.process_time() - start < 2.5
