"""The formulas against sums done by hand."""

import pytest

from articles.text.readability import formulas
from articles.text.readability.counts import Counts, counts_of_block, counts_of_sentence, total

# A hundred words in five sentences.
TEXT = Counts(
    sentences=5, words=100, syllables=150, letters=450, polysyllables=15, complex=12, unfamiliar=20, zipf=225, weighed=50, latin=100
)  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (formulas.smog, 1.0430 * 90**0.5 + 3.1291),
        (formulas.flesch_kincaid, 7.8 + 17.7 - 15.59),
        (formulas.flesch_ease, 206.835 - 20.3 - 126.9),
        (formulas.dale_chall, 3.158 + 0.992 + 3.6365),
        (formulas.fog, 12.8),
        (formulas.coleman_liau, 26.46 - 1.48 - 15.8),
        (formulas.ari, 21.195 + 10 - 21.43),
    ],
)
def test_a_formula_gives_what_its_author_says(formula: object, expected: float) -> None:
    assert callable(formula)
    assert formula(TEXT) == pytest.approx(expected)


def test_few_unfamiliar_words_cost_no_grades() -> None:
    easy = Counts(sentences=5, words=100, unfamiliar=5)

    assert formulas.dale_chall(easy) == pytest.approx(0.7895 + 0.992)


def test_a_sentence_is_counted() -> None:
    counts = counts_of_sentence("Gabapentin 300 mg helped seven patients.")

    assert (counts.words, counts.syllables, counts.polysyllables, counts.letters) == (6, 15, 3, 34)
    assert (counts.unfamiliar, counts.sentences, counts.latin) == (2, 1, 6)


def test_what_is_shouted_is_no_abbreviation() -> None:
    assert counts_of_sentence("KEEP THEM LOCKED UP.") == counts_of_sentence("keep them locked up.")


def test_addresses_alone_are_no_sentence() -> None:
    assert counts_of_sentence("https://example.org/a") == Counts()


def test_counts_of_a_block_are_the_sum_of_its_sentences() -> None:
    text = "Rest. Take 0.5 mg at night. Is it safe?"

    summed = total(map(counts_of_sentence, ["Rest.", "Take 0.5 mg at night.", "Is it safe?"]))

    assert (counts_of_block(text), summed.sentences, summed.words) == (summed, 3, 9)


def test_words_without_weight_count_as_the_commonest() -> None:
    assert counts_of_sentence("It is of the and.").rarity == 6.3
