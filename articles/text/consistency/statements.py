"""A text as what it states: each sentence, list item and row with its facts, its clauses and what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Final

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
from articles.text.stretches import LONGEST, stretches

# So many sentences before and behind one belong to what it says.
_NEAR = 4


_IT: Final = re.compile(r"\b(?:it|them|this medicine|this drug|the tablets?|the medicine)\b", re.IGNORECASE)


def _asks(text: str) -> bool:
    """A question says neither yes nor no."""
    return text.rstrip(" \"'”’)").endswith("?")


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
    # The drugs that "it" means, from the sentences before.
    subject: frozenset[str] = frozenset()
    # The question that stands before it: "Expecting a baby? Do not take it."
    asked: str = ""

    @cached_property
    def said(self) -> str:
        """The sentence with its lead-in, as it is quoted."""
        return f"{self.lead_in} {self.text}" if self.lead_in else self.text

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        return facts(self.text)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        if _asks(self.text):
            return ()
        joined = f"{self.lead_in.rstrip(': ')} {self.text}" if self.lead_in else self.text
        found = clauses(joined)
        if self.asked and found:
            found = (replace(found[0], about=found[0].about | concepts(self.asked)), *found[1:])
        if not self.subject:
            return found
        named = frozenset(f"~{name}" for name in self.subject)
        return tuple(
            replace(one, about=one.about | named, core_about=one.core_about | named) if _IT.search(one.core) else one
            for one in found
        )

    @cached_property
    def about(self) -> frozenset[str]:
        return concepts(self.text) | frozenset(f"~{name}" for name in self.subject)

    @cached_property
    def drugs(self) -> tuple[Mention, ...]:
        return drugs_in(self.text.rstrip(" .,;:"))

    @cached_property
    def substances(self) -> frozenset[str]:
        return frozenset(generic(mention.name) for mention in self.drugs)

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
    """A text, read."""

    html: str
    blocks: tuple[Block, ...]
    statements: tuple[Statement, ...]
    sections: tuple[Section, ...]

    @cached_property
    def of_block(self) -> dict[str, tuple[Statement, ...]]:
        found: dict[str, list[Statement]] = {}
        for statement in self.statements:
            found.setdefault(statement.block.key, []).append(statement)
        return {key: tuple(held) for key, held in found.items()}

    def around(self, statement: Statement) -> tuple[Statement, ...]:
        """The sentences of its block near it; of a table its row alone, which is read as one."""
        if statement.block.kind == "table":
            return (statement,)
        return self.of_block[statement.block.key][max(0, statement.place - _NEAR) : statement.place + _NEAR + 1]

    @cached_property
    def by_drug(self) -> dict[str, tuple[Statement, ...]]:
        found: dict[str, list[Statement]] = {}
        for statement in self.statements:
            for name in sorted(statement.substances):
                found.setdefault(name, []).append(statement)
        return {name: tuple(held) for name, held in found.items()}

    @cached_property
    def cites(self) -> dict[str, frozenset[str]]:
        """The keys that each block cites."""
        found: dict[str, frozenset[str]] = {}
        for citation in citations(self.html) if "<cite" in self.html else ():
            found[citation.block_key] = found.get(citation.block_key, frozenset()).union(citation.keys)
        return found

    @cached_property
    def chapters(self) -> tuple[int, ...]:
        """For each section the number of the one of the highest level that it stands in; 0 for what stands above all."""
        top = min((section.level for section in self.sections if section.level), default=0)
        found: list[int] = []
        for section in self.sections:
            found.append(section.number if section.level == top else found[-1] if found else 0)
        return tuple(found)

    @cached_property
    def ideas(self) -> frozenset[str]:
        """Everything that the text is about anywhere."""
        return frozenset().union(*(statement.about for statement in self.statements))

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for statement in self.statements for fact in statement.facts)

    @cached_property
    def together(self) -> tuple[Fact, ...]:
        """The numbers of a short text read as one: tablets counted in one sentence, their strength in another."""
        return facts(" ".join(statement.text for statement in self.statements)) if self.is_short else ()

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
        subject: frozenset[str] = frozenset()
        asked = ""
        for place, text in enumerate(_sentences(block)):
            named = frozenset(generic(mention.name) for mention in drugs_in(text.rstrip(" .,;:")))
            meant = subject if not named and _IT.search(text) else frozenset()
            held.append(
                Statement(number, block, place, heading, len(sections) - 1, text, _lead_in(block), meant, asked)
            )
            asked = text if _asks(text) else ""
            subject = named or subject
            number += 1
    made = tuple(
        Section(place, heading, level, block, tuple(held))
        for place, (heading, level, block, held) in enumerate(sections)
    )
    return Reading(html, found, tuple(one for section in made for one in section.statements), made)


def _sentences(block: Block) -> Sequence[str]:
    """Rows of a table are statements of their own."""
    parts = block.text.split("\n") if block.kind == "table" else sentences(block.text)
    return [stretch for part in parts for stretch in stretches(part)]


def _lead_in(block: Block) -> str:
    return block.lead_in if block.lead_in.rstrip().endswith(":") and len(block.lead_in) < LONGEST else ""
