"""Reading levels: how hard a text is to read, as a whole, by section and by sentence. An aid to a person, no proof.

`score(html)` is that of a canonical text, `section_scores(html)` and `sentence_scores(html)` those of its parts; `remarks` says
what they mean for an audience, `reading_minutes` how long it takes. Nothing here raises for any canonical text. The
formulas are made for English. What is measured and how: `sentences`, `words`, `formulas`, `difficulty`; `VERSION` counts all of it.

Pure; whole texts are read by blocks, and a block that was read before is remembered, so that a text that is scored again
after a small edit takes a fraction of the time.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.blocks import Block
from articles.text.readability.audience import (
    TARGETS,
    WORDS_PER_MINUTE,
    Remark,
    RemarkKind,
    Target,
    reading_minutes,
    remarks,
)
from articles.text.readability.counts import Counts, counts_of_block, counts_of_sentence, total
from articles.text.readability.difficulty import VERSION, Level
from articles.text.readability.passages import Section, paragraphs, read_blocks, sections
from articles.text.readability.scores import Reason, Score, Unscored, score_of
from articles.text.sentences import sentence_spans

__all__ = [
    "TARGETS",
    "VERSION",
    "WORDS_PER_MINUTE",
    "Counts",
    "Level",
    "Reason",
    "Remark",
    "RemarkKind",
    "Score",
    "SectionScore",
    "SentenceScore",
    "Target",
    "Unscored",
    "reading_minutes",
    "remarks",
    "score",
    "score_of_plain",
    "section_scores",
    "sentence_scores",
]


@dataclass(frozen=True, slots=True)
class SectionScore:
    """`key` is that of the heading's block, "" for what stands before the first heading, which has no title either."""

    title: str
    key: str
    score: Score | Unscored


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """A sentence from `start` to `end` of the text of the block `key` (`Block.text`); a heading and an item are sentences.

    The score of a single sentence is rough; it serves to find the hardest ones.
    """

    key: str
    start: int
    end: int
    text: str
    score: Score | Unscored


def score(html: str) -> Score | Unscored:
    """Of a whole canonical text, without its tables, figures and lists of sources."""
    return score_of(total(counts_of_block(block.text) for block in read_blocks(html)))


def score_of_plain(text: str) -> Score | Unscored:
    """Of words without markup: blank lines and items part blocks, wrapped lines are joined."""
    return score_of(total(map(counts_of_block, paragraphs(text))))


def section_scores(html: str) -> tuple[SectionScore, ...]:
    """Of each section (h2), in reading order; the heading counts to its section."""
    return tuple(map(_of_section, sections(html)))


def _of_section(section: Section) -> SectionScore:
    counted = total(counts_of_block(block.text) for block in section.blocks)
    return SectionScore(section.title, section.heading.key if section.heading else "", score_of(counted))


def sentence_scores(html: str) -> tuple[SentenceScore, ...]:
    """Of each sentence, in reading order. Sort by `score.difficulty` to have the hardest; those too short are `Unscored`."""
    return tuple(found for block in read_blocks(html) for found in _of_sentences(block))


def _of_sentences(block: Block) -> Iterator[SentenceScore]:
    for start, end in sentence_spans(block.text):
        text = block.text[start:end]
        yield SentenceScore(block.key, start, end, text, score_of(counts_of_sentence(text)))
