"""Answers to a question in a reader's own words: whole passages of published texts, never words of ours (S17).

Where a question names two drugs, only a passage that names both is an answer. A text whose review is long overdue answers nothing
(S26), nor does one that waits for its first review.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from django.utils import timezone

from articles.models import Basis, Publication, SearchEntry
from articles.publishing.releases import LONG_OVERDUE
from articles.search import languages
from articles.search.finding import Filters, Looking, Quoted, quoted, ranked
from articles.search.query import Query, parse
from articles.search.ranking import Needles, holds, needles
from articles.search.stems import stems
from articles.search.synonyms import synonyms
from articles.text.drugs import generic, names_of, substances

LONGEST: Final = 500
MOST: Final = 4
_OF_ONE_ARTICLE: Final = 2
_LOOKED_AT: Final = 20
_ENOUGH: Final = 0.5  # of the weight of a question's words must stand in a passage
_FEWEST: Final = 2  # words, where a question has as many
_TOGETHER: Final = 2
_SECTION: Final = 0.5  # what a word in the title of the text counts for its passages


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that answers, with where it stands and what it rests on: numbers of the references of its page."""

    publication: Publication
    shown: str
    quoted: Quoted
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """`drugs` are the substances that the question names; two or more without a passage: nothing is known of them together."""

    passages: tuple[Passage, ...]
    drugs: tuple[str, ...]

    @property
    def is_nothing_known_together(self) -> bool:
        return len(self.drugs) > 1 and not self.passages


@dataclass(frozen=True, slots=True)
class _Scored:
    score: float
    entry: SearchEntry
    row: Sequence[str]


def answer(question: str, audience: str, *, language: str) -> Answer:
    """The best passages for readers of one audience; none is an answer too."""
    query = parse(question[:LONGEST], language, synonyms(), others=languages.others(language), longest=LONGEST)
    drugs = tuple(dict.fromkeys(map(generic, substances(question[:LONGEST]))))
    if not query.parts:
        return Answer((), drugs)
    parts = needles(query.phrases)
    looking = Looking(audience, query.phrases, Filters())
    entries = ranked(looking.complete() or looking.partial(), parts, is_partial=True)[:_LOOKED_AT]
    found = sorted(_scored(_may_answer(entries), parts, _named(drugs, language)), key=lambda one: -one.score)
    return Answer(tuple(_chosen(found, query)), drugs)


def likeness(question: str, language: str) -> str:
    """The stems of a question that say what it is about, sorted: like questions have nearly the same."""
    query = parse(question[:LONGEST], language, longest=LONGEST)
    return " ".join(sorted({" ".join(part.phrases[0].stems) for part in query.parts}))


def _may_answer(entries: Sequence[int]) -> list[SearchEntry]:
    rows = SearchEntry.objects.filter(pk__in=entries, publication__in=Publication.objects.live())
    rows = rows.exclude(publication__basis=Basis.PENDING)
    rows = rows.exclude(publication__review_due__lt=timezone.localdate() - LONG_OVERDUE)
    rows = rows.select_related("publication__version", "publication__article", "content")
    found = {row.pk: row for row in rows.defer("publication__version__manifest")}
    return [found[entry] for entry in entries if entry in found]


def _named(drugs: Sequence[str], language: str) -> Needles:
    """For each drug every name of it, as it stands among stems."""
    return tuple(
        tuple(f" {' '.join(stems(name.replace('-', ' '), language))} " for name in names_of(drug)) for drug in drugs
    )


def _scored(entries: Sequence[SearchEntry], parts: Needles, named: Needles) -> Iterator[_Scored]:
    texts = [(entry, json.loads(entry.content.passages)) for entry in entries]
    weights = _weights(parts, [row[-1] for _entry, rows in texts for row in rows])
    for entry, rows in texts:
        title = [holds(entry.content.title, part) for part in parts]
        for row in rows:
            score = _score(row, parts, weights, title)
            if score and row[4] != "table" and _names(row[-1], entry.content.title, named):
                yield _Scored(score, entry, row)


def _names(passage: str, title: str, named: Needles) -> bool:
    """Every drug of the question is named by the passage or the title that it is shown with, one at least by itself if there are two."""
    in_passage = [holds(passage, names) for names in named]
    is_told = all(told or holds(title, names) for told, names in zip(in_passage, named, strict=True))
    return is_told and (len(named) < _TOGETHER or any(in_passage))


def _weights(parts: Needles, passages: Sequence[str]) -> list[float]:
    """The rarer among the passages, the more a word says."""
    return [log(1 + len(passages) / (1 + sum(holds(stems_, part) for stems_ in passages))) for part in parts]


def _score(row: Sequence[str], parts: Needles, weights: Sequence[float], title: Sequence[bool]) -> float:
    """0 where the passage has too little of the question. What the title says holds for each passage of the text."""
    told = [holds(row[-1], part) for part in parts]
    known = sum(
        weight * (1 if in_it else _SECTION if above else 0)
        for weight, in_it, above in zip(weights, told, title, strict=True)
    )
    has_enough = sum(told) >= 1 and sum(t or a for t, a in zip(told, title, strict=True)) >= min(_FEWEST, len(parts))
    return known if has_enough and known >= _ENOUGH * sum(weights) else 0.0


def _chosen(found: Sequence[_Scored], query: Query) -> Iterator[Passage]:
    taken: dict[int, int] = {}
    told = 0
    for one in found:
        article = one.entry.article_id
        if told == MOST or taken.get(article, 0) == _OF_ONE_ARTICLE:
            continue
        taken[article] = taken.get(article, 0) + 1
        told += 1
        sources = tuple(number for number in one.row[6].split(",") if number)
        yield Passage(one.entry.publication, one.entry.shown, quoted(one.row, query, one.entry.language), sources)
