"""Sentences and words against the list that was marked by hand before the splitter was written."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from articles.text.blocks import blocks
from articles.text.dialect import canonical
from articles.text.sentences import sentences
from articles.text.words import words
from tests.articles.text.readability.marked import Passage, passages, spans

WANTED = 0.98
# In these every passage has to be exact.
EXACT = frozenset(
    {
        "titles", "initials", "latin", "shortened", "numbered abbreviations", "decimals", "units", "times and ways",
        "numbered text", "headings", "lists", "boxes, pairs and breaks",
    }
)  # fmt: skip
Split = Callable[[Passage], list[list[str]]]


def found_sentences(passage: Passage) -> list[list[str]]:
    if passage.is_html:
        return [list(sentences(block.text)) for block in blocks(canonical(passage.text))]
    return [list(sentences(passage.text))]


def found_words(passage: Passage) -> list[list[str]]:
    return [list(words(sentence)) for block in found_sentences(passage) for sentence in block]


def f1(pairs: Iterable[tuple[set[tuple[int, int]], set[tuple[int, int]]]]) -> float:
    right = found = marked = 0
    for got, wanted in pairs:
        right, found, marked = right + len(got & wanted), found + len(got), marked + len(wanted)
    return 2 * right / (found + marked)


def test_sentences_are_those_that_people_see() -> None:
    score = f1((spans(found_sentences(passage)), spans([passage.sentences])) for passage in passages())

    assert score >= WANTED


def test_words_are_those_that_people_see() -> None:
    score = f1((spans(found_words(passage)), spans(passage.words)) for passage in passages())

    assert score >= WANTED


@pytest.mark.parametrize("passage", [passage for passage in passages() if passage.kind in EXACT], ids=lambda p: p.text)
def test_abbreviations_decimals_and_lists_are_exact(passage: Passage) -> None:
    found = [sentence.split() for block in found_sentences(passage) for sentence in block]

    assert found == [sentence.split() for sentence in passage.sentences]
    assert found_words(passage) == [list(group) for group in passage.words]
