"""What the list that was marked by hand does not say about words."""

import time

import pytest

from articles.text.words import word_spans, words

MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("… – × = 🙂", ()),
        ("\x00\x07", ()),
        ("and/or", ("and", "or")),
        ("mg/kg/day, beats/min", ("mg/kg/day", "beats/min")),
        ("yes/no/maybe", ("yes", "no", "maybe")),
        ("n/a", ("n/a",)),
        ("0·73 or 1,250.75", ("0·73", "or", "1,250.75")),
        ("https://example.org/and/or/", ("https://example.org/and/or",)),
        ("tablet(s) (s)", ("tablet(s", "s")),
        ("’tis well-known’", ("tis", "well-known")),
        ("بِسْمِ", ("بِسْمِ",)),
        ("snake_case", ("snake", "case")),
    ],
)
def test_words_are_runs_with_what_joins_them(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


def test_spans_say_where_words_stand() -> None:
    assert word_spans("Use food and/or milk.") == [(0, 3), (4, 8), (9, 12), (13, 15), (16, 20)]


@pytest.mark.parametrize("piece", ["a", "a-", "a/", "1,", "www.", "a(s", "'", "a@", "https://", "ab/cd "])
def test_time_is_in_proportion_to_the_length(piece: str) -> None:
    text = piece * (MEGABYTE // len(piece))
    start = time.process_time()

    word_spans(text)

    assert time.process_time() - start < 10
