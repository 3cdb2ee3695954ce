"""A text as passages that can rest on works: where each stands, which doses it names, what is cited in it and around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import accumulate

from articles.text.blocks import Block, blocks
from articles.text.citations import citations
from articles.text.doses import is_dose_unit
from articles.text.dosing.keys import amount_key
from articles.text.quantities import quantities
from articles.text.quotes import fold
from articles.text.stated import statements

_STATING = frozenset({"p", "li", "table", "blockquote"})
# Boxes that ask or send on, and sections that state nothing about health.
_ASKING = frozenset({"next-step", "ask-your-doctor"})
_WITHOUT_CLAIMS = re.compile(
    r"(?:references?|sources?|bibliography|further reading|read more|(?:find out )?more information|useful (?:links|contacts|addresses)"
    r"|glossary|acknowledge?ments?|abbreviations|who wrote|about th(?:is|e) (?:page|article|text|leaflet|authors?)|support groups?)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 4
_CITE = re.compile(r'<cite data-key="([^"]*)"></cite>')
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Place:
    """The section (h2) of the text for an audience; no heading above the first."""

    audience: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """The words that something was noticed about: a sentence, an item or a row of the block with this key."""

    audience: str
    block: str
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A block. `section` numbers those of its text; 0 stands above the first heading, and is none where there are others.

    `keys` are cited in it; `nearby` in what leads to its list, or in the paragraphs on either side of a table.
    """

    block: Block
    place: Place
    section: int
    keys: tuple[str, ...]
    nearby: tuple[str, ...]
    is_only_section: bool

    @property
    def doses(self) -> Iterator[tuple[str, frozenset[object]]]:
        """Sentences or rows that name doses, with the amounts in one spelling."""
        for sentence in statements(self.block) if self.block.kind in _STATING else ():
            amounts = (one for one in quantities(sentence) if one.value and is_dose_unit(one.unit))
            if found := frozenset(amount_key(one.text) for one in amounts):
                yield sentence, found


def passages(audience: str, html: str) -> Iterator[Passage]:
    """In reading order, headings included: some cite there."""
    all_blocks, cited = blocks(html), _cited(html)
    has_sections = any(_begins_section(block) for block in all_blocks)
    by_words: dict[str, tuple[str, ...]] = {}
    place, section = Place(audience), 0
    for number, block in enumerate(all_blocks):
        if _begins_section(block):
            place, section = Place(audience, block.text), section + 1
        keys = cited.get(block.key, ())
        nearby = by_words.get(block.lead_in, ()) if block.lead_in else _beside(all_blocks, number, cited)
        by_words[block.text] = keys
        yield Passage(block, place, section, keys, nearby, not has_sections)


def citing_sentences(block: Block) -> dict[str, str]:
    """For each work that the block cites the sentence, item or row that does so first; a citation belongs to the words before it."""
    told = statements(block) or (block.text,)
    ends = list(accumulate(len(fold(sentence).letters) for sentence in told))
    found: dict[str, str] = {}
    read = 0
    for number, part in enumerate(_CITE.split(block.html)):
        if number % 2 == 0:
            read += len(fold(unescape(_TAG.sub(" ", part))).letters)
            continue
        place = min(bisect_left(ends, read), len(told) - 1)
        for key in part.split():
            found.setdefault(key, told[place])
    return found


def first_statement(block: Block) -> str:
    """What of a block that makes a statement does so."""
    return next((sentence for sentence in statements(block) if _states(sentence)), block.text)


def makes_a_statement(passage: Passage) -> bool:
    """Whether readers learn something there that a work should stand behind; a question or two words are no statement."""
    block = passage.block
    if block.kind not in _STATING or block.within in _ASKING or _WITHOUT_CLAIMS.match(passage.place.heading):
        return False
    if not passage.section and not passage.is_only_section:
        return False
    return any(_states(sentence) for sentence in statements(block))


def _states(sentence: str) -> bool:
    return len(sentence.split()) >= _FEWEST_WORDS and not sentence.endswith("?")


def _begins_section(block: Block) -> bool:
    return block.kind == "h2" and not block.holders


def _cited(html: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for citation in citations(html):
        found[citation.block_key] = tuple(dict.fromkeys((*found.get(citation.block_key, ()), *citation.keys)))
    return found


def _beside(among: Sequence[Block], number: int, cited: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if among[number].kind != "table":
        return ()
    around = (among[place] for place in (number - 1, number + 1) if 0 <= place < len(among))
    return tuple(dict.fromkeys(key for block in around if block.kind == "p" for key in cited.get(block.key, ())))
