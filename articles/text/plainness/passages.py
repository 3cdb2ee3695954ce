"""A text as the checks read it: its blocks with their words and sentences, each read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from articles.text.blocks import Block
from articles.text.plainness.findings import Finding, Kind
from articles.text.quotes import CONTEXT
from articles.text.readability.passages import read_blocks
from articles.text.sentences import sentence_spans
from articles.text.vocabulary import HEADINGS
from articles.text.words import word_spans

_APOSTROPHE: Final = str.maketrans("’ʼ", "''")
# A link or code is another thing already; a term is explained where it is marked as one.
_OTHER: Final = re.compile(r"<(?P<tag>a|code|dfn)\b[^<>]*>(?P<words>[^<]*)<")
_TERM: Final = "dfn"


@dataclass(frozen=True, slots=True)
class Word:
    """`low` is the word in small letters with straight apostrophes."""

    start: int
    end: int
    low: str


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """What a check found in the words of one block, from `start` to `end`; the rest as in `Finding`."""

    kind: Kind
    start: int
    end: int
    instead: str = ""
    offered: str = ""
    size: int = 1
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one block, for checks that need nothing else."""

    text: str
    is_heading: bool

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return sentences_of(self.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block in its part of the text. `section` is as in `Known`, `other` what of its words are no prose."""

    part: str
    block: Block
    sentences: tuple[Sentence, ...]
    other: tuple[str, ...] = ()

    @property
    def line(self) -> Line:
        return Line(self.text, self.is_heading)

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def section(self) -> str:
        return f"{self.part}/{''.join(self.block.headings[:1])}"

    @property
    def is_heading(self) -> bool:
        return self.block.kind in HEADINGS

    @property
    def count(self) -> int:
        return sum(len(sentence.words) for sentence in self.sentences)

    def is_other(self, words: str) -> bool:
        return any(words in other for other in self.other)

    def finding(self, span: Span) -> Finding:
        text = self.block.text
        return Finding(
            kind=span.kind,
            part=self.part,
            key=self.block.key,
            section=self.block.text if self.is_heading else "".join(self.block.headings[-1:]),
            quote=text[span.start : span.end],
            before=text[max(0, span.start - CONTEXT) : span.start],
            after=text[span.end : span.end + CONTEXT],
            start=span.start,
            instead=span.instead,
            offered=span.offered,
            size=span.size,
            values=span.values,
        )


def passages(parts: Mapping[str, str]) -> tuple[Passage, ...]:
    """The prose of a text in reading order: no tables, figures or lists of sources."""
    return tuple(
        Passage(part, block, sentences_of(block.text), _other(block.html))
        for part, html in parts.items()
        for block in read_blocks(html)
    )


@lru_cache(maxsize=4096)
def sentences_of(text: str) -> tuple[Sentence, ...]:
    words = iter([Word(start, end, text[start:end].lower().translate(_APOSTROPHE)) for start, end in word_spans(text)])
    word = next(words, None)
    found: list[Sentence] = []
    for start, end in sentence_spans(text):
        mine: list[Word] = []
        while word is not None and word.start < end:
            mine.append(word)
            word = next(words, None)
        found.append(Sentence(start, end, text[start:end], tuple(mine)))
    return tuple(found)


def _other(html: str) -> tuple[str, ...]:
    return (
        tuple(match["words"] for match in _OTHER.finditer(html))
        if "<a " in html or "<code" in html or "<dfn" in html
        else ()
    )


def terms_marked(found: Iterable[Passage]) -> Iterator[str]:
    """What the text marks as a term that it explains, in small letters."""
    for passage in found:
        if "<dfn" in passage.block.html:
            yield from (
                match["words"].lower() for match in _OTHER.finditer(passage.block.html) if match["tag"] == _TERM
            )
