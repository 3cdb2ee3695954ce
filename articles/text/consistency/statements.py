"""A text as what it states: each sentence, list item and row with its facts, its clauses and what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from articles.text.alignment import begins_section
from articles.text.blocks import Block, blocks
from articles.text.citations import citations
from articles.text.consistency.concepts import concepts
from articles.text.consistency.facts import Fact
from articles.text.consistency.flags import Passage
from articles.text.consistency.numbers import facts
from articles.text.consistency.polarity import Clause, clauses
from articles.text.dosing.mentions import Mention, drugs_in
from articles.text.drugs import generic
from articles.text.sentences import sentences

_LONGEST = 2000


@dataclass(frozen=True)
class Statement:
    """One sentence, with the words above its list where it is an item ("Do not take it if:")."""

    number: int
    block: Block
    place: int
    section: str
    section_number: int
    text: str
    lead_in: str = ""

    @cached_property
    def said(self) -> str:
        """The sentence with its lead-in, as it is quoted."""
        return f"{self.lead_in} {self.text}" if self.lead_in else self.text

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        return facts(self.text)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        joined = f"{self.lead_in.rstrip(': ')} {self.text}" if self.lead_in else self.text
        return clauses(joined)

    @cached_property
    def about(self) -> frozenset[str]:
        return concepts(self.text)

    @cached_property
    def drugs(self) -> tuple[Mention, ...]:
        return drugs_in(self.text)

    @cached_property
    def substances(self) -> frozenset[str]:
        return frozenset(generic(mention.name) for mention in self.drugs)

    @cached_property
    def cites(self) -> frozenset[str]:
        return frozenset(key for cite in citations(self.block.html) for key in cite.keys)

    def passage(self, text: int) -> Passage:
        return Passage(text, self.block.key, self.said, self.section, self.section_number)


@dataclass(frozen=True)
class Section:
    """A heading with the statements up to the next heading of any level; the first has no name."""

    number: int
    heading: str
    level: int
    block: Block | None
    statements: tuple[Statement, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Reading:
    """A text, read: `text` is 0 for the first and 1 for the second of two."""

    blocks: tuple[Block, ...]
    statements: tuple[Statement, ...]
    sections: tuple[Section, ...]

    @cached_property
    def of_block(self) -> dict[str, tuple[Statement, ...]]:
        found: dict[str, list[Statement]] = {}
        for statement in self.statements:
            found.setdefault(statement.block.key, []).append(statement)
        return {key: tuple(held) for key, held in found.items()}

    def paragraph(self, statement: Statement) -> tuple[Statement, ...]:
        """The statements of its block; of a table its row alone, which is read as one."""
        return (statement,) if statement.block.kind == "table" else self.of_block[statement.block.key]

    @cached_property
    def by_drug(self) -> dict[str, tuple[Statement, ...]]:
        found: dict[str, list[Statement]] = {}
        for statement in self.statements:
            for name in statement.substances:
                found.setdefault(name, []).append(statement)
        return {name: tuple(held) for name, held in found.items()}

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for statement in self.statements for fact in statement.facts)

    @property
    def is_short(self) -> bool:
        """So short that every sentence of the other text may be the partner of every one of this."""
        return len(self.statements) <= _SHORT


_SHORT = 6


@lru_cache(maxsize=16)
def reading(html: str) -> Reading:
    """What a canonical text states, in reading order."""
    found = blocks(html)
    sections: list[tuple[str, int, Block | None, list[Statement]]] = [("", 0, None, [])]
    number = 0
    for block in found:
        if begins_section(block):
            sections.append((block.text, block.level, block, []))
            continue
        heading, _level, _block, held = sections[-1]
        for place, text in enumerate(_sentences(block)):
            held.append(Statement(number, block, place, heading, len(sections) - 1, text, _lead_in(block)))
            number += 1
    made = tuple(
        Section(place, heading, level, block, tuple(held))
        for place, (heading, level, block, held) in enumerate(sections)
    )
    return Reading(found, tuple(one for section in made for one in section.statements), made)


def _sentences(block: Block) -> Sequence[str]:
    """Rows of a table are statements of their own. What never ends is cut: nobody reads on."""
    parts = block.text.split("\n") if block.kind == "table" else sentences(block.text)
    return [piece for part in parts for piece in _cut(part)]


def _cut(text: str) -> list[str]:
    if len(text) <= _LONGEST:
        return [text]
    words = text.split(" ")
    pieces: list[str] = []
    held: list[str] = []
    size = 0
    for word in words:
        held.append(word[:_LONGEST])
        size += len(held[-1]) + 1
        if size > _LONGEST:
            pieces.append(" ".join(held))
            held, size = [], 0
    return [*pieces, *([" ".join(held)] if held else [])]


def _lead_in(block: Block) -> str:
    return block.lead_in if block.lead_in.rstrip().endswith(":") and len(block.lead_in) < _LONGEST else ""
