"""A text as its blocks. A block's key comes from its content, so that it survives any edit elsewhere."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from articles.text.plain import lines
from articles.text.reading import elements
from articles.text.tree import Element, serialise
from articles.text.vocabulary import BLOCKS, HEADINGS, LISTS, QUESTION

KEY_LENGTH = 12
_HOLDERS = frozenset({"aside", "section"})
_INNER = BLOCKS - {"p"}  # in a list item: blocks of their own


@dataclass(frozen=True, slots=True)
class Holder:
    """What a block stands in: a list, an item, a box, a pair. `value` is the kind of a box or where a list starts.

    `number` tells two holders of one text apart.
    """

    tag: str
    value: str
    number: int


@dataclass(frozen=True, slots=True)
class Block:
    """Something that is read as one: a heading, a paragraph, the own words of a list item, a table, a quotation, a figure.

    `ordinal` is 1 for the first block of this content. `level` is that of a heading, or how many lists a block stands
    in. `headings` lead to it, outermost first; `lead_in` is what stands above its list ("Do not take it if:");
    `within` is the kind of the aside around it or "question", where the aside counts more. `holders`, outermost first,
    change with what stands around a block, so that they are no part of what makes two blocks equal.
    """

    key: str
    ordinal: int
    kind: str
    level: int
    html: str
    text: str
    headings: tuple[str, ...] = ()
    lead_in: str = ""
    within: str = ""
    holders: tuple[Holder, ...] = field(default=(), compare=False)


class _Place(NamedTuple):
    """Each block is read at one of its own, and another tuple is quickly made."""

    numbers: "count[int]"
    within: str = ""
    depth: int = 0
    headings: tuple[tuple[int, str], ...] = ()
    lead_in: str = ""
    holders: tuple[Holder, ...] = ()

    def above(self, heading: Element) -> "_Place":
        return self._replace(headings=tuple(pair for pair in self.headings if pair[0] < _level(heading)))

    def below(self, heading: Block) -> "_Place":
        return self._replace(headings=(*self.headings, (heading.level, heading.text)), lead_in="")

    def inside(self, holder: Element) -> "_Place":
        kind = holder.attributes.get("data-kind", "")
        within = self.within if self.within and kind == QUESTION else kind
        return self.held(holder.tag, kind)._replace(within=within, lead_in="")

    def held(self, tag: str, value: str = "") -> "_Place":
        return self._replace(holders=(*self.holders, Holder(tag, value, next(self.numbers))))


@lru_cache(maxsize=64)
def blocks(html: str) -> tuple[Block, ...]:
    """Every block, in reading order."""
    seen: Counter[str] = Counter()
    numbered: list[Block] = []
    for block in _walk(elements(html), _Place(count())):
        seen[block.key] += 1
        nth = seen[block.key]
        numbered.append(block if nth == 1 else replace(block, key=f"{block.key}-{nth}", ordinal=nth))
    return tuple(numbered)


def _walk(nodes: Iterable[Element], place: _Place) -> Iterator[Block]:
    """A heading leads to what follows it where it stands: one in an aside says nothing about what comes after."""
    for node in nodes:
        if node.tag in _HOLDERS:
            yield from _walk(node.elements(), place.inside(node))
        elif node.tag in LISTS:
            start = node.attributes.get("start", "1" if node.tag == "ol" else "")
            yield from _items(node, place.held(node.tag, start)._replace(depth=place.depth + 1))
        else:
            place = place.above(node) if node.tag in HEADINGS else place
            block = _block(node, place)
            yield block
            place = place.below(block) if node.tag in HEADINGS else place
        lead_in = lines([node]) if node.tag == "p" else ""
        if lead_in != place.lead_in:
            place = place._replace(lead_in=lead_in)


def _items(list_: Element, place: _Place) -> Iterator[Block]:
    above = place.holders
    for item in list_.elements():
        place = place._replace(holders=above).held("li")
        inner = tuple(child for child in item.elements() if child.tag in _INNER)
        own = tuple(child for child in item.children if isinstance(child, str) or child.tag not in _INNER)
        if own:
            yield _block(replace(item, children=own), place)
        yield from _walk(inner, place._replace(lead_in=lines(own)) if own and inner else place)


@dataclass(frozen=True, slots=True)
class _Written:
    """A node by its HTML, which says all of it."""

    html: str
    node: Element = field(compare=False)


@lru_cache(maxsize=4096)
def _key_and_text(written: _Written) -> tuple[str, str]:
    """Most blocks of a text are those that stood in it before its last change."""
    return hashlib.sha256(written.html.encode()).hexdigest()[:KEY_LENGTH], lines([written.node])


def _block(node: Element, place: _Place) -> Block:
    html = serialise([node])
    key, text = _key_and_text(_Written(html, node))
    return Block(
        key=key,
        ordinal=1,
        kind=node.tag,
        level=_level(node) if node.tag in HEADINGS else place.depth,
        html=html,
        text=text,
        headings=tuple(text for _, text in place.headings),
        lead_in=place.lead_in if node.tag == "li" else "",
        within=place.within,
        holders=place.holders,
    )


def _level(heading: Element) -> int:
    return int(heading.tag[1])
