"""The list that judges the splitter is whole: nothing in it depends on how a splitter works."""

from collections import Counter

from tests.articles.text.readability.marked import passages

WANTED = 300


def test_the_list_is_long_enough() -> None:
    assert len(passages()) >= WANTED


def test_no_passage_stands_in_the_list_twice() -> None:
    twice = [text for text, times in Counter(passage.text for passage in passages()).items() if times > 1]

    assert twice == []


def test_every_sentence_of_the_list_has_a_word() -> None:
    silent = [
        passage.text for passage in passages() if not all(passage.words) or len(passage.words) != len(passage.sentences)
    ]

    assert silent == []


def test_marks_stand_in_no_text() -> None:
    marked = [passage.text for passage in passages() if any(mark in passage.text for mark in "⏎|~")]

    assert marked == []
