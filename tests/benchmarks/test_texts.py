"""The texts that figures are taken on: exactly so many words, exactly so many edits, in the dialect already."""

import pytest

from articles.text.blocks import blocks
from articles.text.dialect import canonical
from benchmarks import texts


def count(html: str) -> int:
    return sum(len(block.text.split()) for block in blocks(html))


@pytest.mark.parametrize("words", [1, 59, 300, 3000])
def test_a_text_has_exactly_so_many_words(words: int) -> None:
    html = texts.html(texts.passages(words, seed=1))

    assert count(html) == words


def test_a_text_is_canonical_and_the_same_in_every_run() -> None:
    html = texts.html(texts.passages(1000, seed=3))

    assert canonical(html) == html
    assert html == texts.html(texts.passages(1000, seed=3))


@pytest.mark.parametrize("edits", [1, 25, 75])
def test_exactly_so_many_words_are_edited(edits: int) -> None:
    before = texts.passages(3000, seed=2)

    after = texts.edited(before, edits, seed=5)

    words = [zip(old.words, new.words, strict=True) for old, new in zip(before, after, strict=True)]
    assert sum(old != new for pairs in words for old, new in pairs) == edits
    assert count(texts.html(after)) == 3000


def test_one_paragraph_is_written_anew_and_each_time_another() -> None:
    before = texts.passages(3000, seed=2)

    changed = [
        [old != new for old, new in zip(before, texts.rewritten(before, seed), strict=True)].index(True)
        for seed in range(1, 6)
    ]

    assert len(set(changed)) == 5


def test_blocks_put_together_are_the_text() -> None:
    text = texts.passages(500, seed=4)

    assert "\n".join(texts.blocks(text)) == texts.html(text)


def test_one_word_is_repeated_but_for_every_so_many_th() -> None:
    html = texts.one_word_repeated(100, every=5)

    assert html == "<p>" + " ".join((["word"] * 4 + ["other"]) * 4) + "</p>"
