""" "Did you mean": words like one that stands in no text. They are offered, never put in its place.

A drug's name is never taken for a mistake (S10). Where a mistyped word is like several drugs, all are offered, so that nobody
is led to the wrong one. Distance: optimal string alignment (Damerau 1964), one letter in short words, two in longer ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from articles.models import SearchWord
from articles.search.query import Part, Query
from articles.search.stems import word_stems
from articles.search.tables import Phrase
from articles.text.drugs import drug
from articles.text.folding import folded

MOST: Final = 3
_LONG: Final = 6
_LOOKED_AT: Final = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`typed` stands in no text; each of `words` stands in one, and `queries` are the searches with it."""

    typed: str
    words: tuple[str, ...]
    queries: tuple[str, ...]
    drugs: tuple[str, ...]

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        return [(word, query, word in self.drugs) for word, query in zip(self.words, self.queries, strict=True)]


def suggestions(query: Query, exists: Callable[[Phrase], bool], language: str = "en") -> tuple[Suggestion, ...]:
    """For each word that no text has. `exists` says of a phrase whether some text has it."""
    found = []
    for part in query.parts:
        if not _may_be_mistyped(part) or any(map(exists, part.phrases)):
            continue
        words = [word for word in _like(folded(part.typed)) if exists(Phrase(word_stems(word, language)))][:MOST]
        queries = tuple(query.typed.replace(part.typed, word) for word in words)
        found.append(Suggestion(part.typed, tuple(words), queries, tuple(filter(drug, words))))
    return tuple(found)


def _may_be_mistyped(part: Part) -> bool:
    return not part.drug and part.typed.isalpha()


def _like(word: str) -> list[str]:
    most = 1 if len(word) < _LONG else 2
    lengths = (len(word) - most, len(word) + most)
    known = SearchWord.objects.filter(word__startswith=word[:1], length__range=lengths)
    words = list(known.order_by("word").values_list("word", flat=True))
    near = process.extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=_LOOKED_AT)
    return [found for found, _distance, _place in sorted(near, key=lambda row: (row[1], row[0]))]
