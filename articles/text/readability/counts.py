"""What a text is made of, as numbers that add up: those of an article are the sum of those of its sentences."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from articles.text.readability.word_facts import POLYSYLLABLE, WordFacts, facts
from articles.text.sentences import sentences
from articles.text.words import words

_SHOUTED_FROM: Final = 4


class Counts(NamedTuple):
    """`letters` counts figures too. `polysyllables` have three syllables and more, `complex` are those of Gunning.

    `zipf` is the sum over the `weighed` words: all but figures and the mortar of every sentence.
    """

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    letters: int = 0
    polysyllables: int = 0
    complex: int = 0
    unfamiliar: int = 0
    zipf: float = 0.0
    weighed: int = 0
    latin: int = 0

    @property
    def words_per_sentence(self) -> float:
        return self.words / self.sentences

    @property
    def rarity(self) -> float:
        """Mean Zipf value of the weighed words; of none that of the commonest."""
        return self.zipf / self.weighed if self.weighed else _COMMONEST


_COMMONEST: Final = 6.3


def total(counts: Iterable[Counts]) -> Counts:
    return Counts(*map(sum, zip(*counts, strict=True)))


# The blocks of a long article before and after a change.
@lru_cache(maxsize=4096)
def counts_of_block(text: str) -> Counts:
    """Of the words of one heading, paragraph or item of a list."""
    return total(map(counts_of_sentence, sentences(text)))


def counts_of_sentence(sentence: str) -> Counts:
    """Of a sentence that holds a word; of addresses alone nothing is counted."""
    found = words(sentence)
    if len(found) >= _SHOUTED_FROM and sentence.isupper():
        found = tuple(map(str.lower, found))
    known = list(map(facts, found))
    return _sum(known) if known else Counts()


def _sum(known: list[WordFacts]) -> Counts:
    syllables, letters, are_complex, are_unfamiliar, zipf, are_latin, are_read = zip(*known, strict=True)
    if not all(are_read):
        read = [each for each in known if each.is_read]
        return _sum(read) if read else Counts()
    weighed = [value for value in zipf if value is not None]
    return Counts(
        sentences=1,
        words=len(known),
        syllables=sum(syllables),
        letters=sum(letters),
        polysyllables=sum([count >= POLYSYLLABLE for count in syllables]),
        complex=sum(are_complex),
        unfamiliar=sum(are_unfamiliar),
        zipf=sum(weighed),
        weighed=len(weighed),
        latin=sum(are_latin),
    )
