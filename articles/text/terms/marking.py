"""Marks in a text at the places that were confirmed, for whoever shows it. Words and all other marks stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from articles.text.blocks import blocks
from articles.text.reading import elements
from articles.text.terms.uses import HOLDERS, INNER, Place, own_words
from articles.text.tree import Element, Node, serialise
from articles.text.vocabulary import LISTS

# No element of the dialect, so that no text brings one of its own.
MARKED = "data-term"


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    words: str
    number: int


def marked(html: str, places: Mapping[Place, int]) -> str:
    """The text with `<span data-term="3">` around the words of each place; the number is the one given for it.

    Places of blocks that are not there (hidden ones) are left out. Raises ValueError where other words stand.
    """
    found: dict[str, list[_Mark]] = {}
    for place, number in places.items():
        found.setdefault(place.block, []).append(_Mark(place.at, place.words, number))
    return serialise(_Marker(html, found).nodes(elements(html))) if found else html


class _Marker:
    """Walks the tree as `articles.text.blocks` does, so that it knows the key of each block it comes to."""

    def __init__(self, html: str, marks: Mapping[str, Sequence[_Mark]]) -> None:
        self._keys = iter([block.key for block in blocks(html)])
        self._marks = marks

    def nodes(self, nodes: Iterable[Element]) -> Iterator[Node]:
        for node in nodes:
            if node.tag in HOLDERS:
                yield replace(node, children=tuple(self.nodes(node.elements())))
            elif node.tag in LISTS:
                yield replace(node, children=tuple(self._item(item) for item in node.elements()))
            else:
                (written,) = self._block((node,))
                yield from written

    def _item(self, item: Element) -> Element:
        own = own_words(item)
        written = iter(self._block(own) if own else ())
        children: list[Node] = []
        for child in item.children:
            inner = isinstance(child, Element) and child.tag in INNER
            children.extend(self.nodes((child,)) if isinstance(child, Element) and inner else next(written))
        return replace(item, children=tuple(children))

    def _block(self, own: Sequence[Node]) -> list[tuple[Node, ...]]:
        """What stands in the place of each node of the next block."""
        marks = self._marks.get(next(self._keys), ())
        if not marks:
            return [(node,) for node in own]
        writer = _Writer(marks)
        written = [writer.write(node) for node in own]
        writer.require_end()
        return written


class _Writer:
    """Counts the characters of one block as it writes them."""

    def __init__(self, marks: Sequence[_Mark]) -> None:
        self._left = sorted(marks, key=lambda mark: mark.at, reverse=True)
        self._at = 0

    def write(self, node: Node) -> tuple[Node, ...]:
        if isinstance(node, str):
            return tuple(piece for piece in self._pieces(node) if piece)
        return (replace(node, children=tuple(piece for child in node.children for piece in self.write(child))),)

    def _pieces(self, words: str) -> Iterator[Node]:
        begin, done = self._at, 0
        self._at += len(words)
        while self._left and self._left[-1].at < self._at:
            mark = self._left.pop()
            start = mark.at - begin
            end = start + len(mark.words)
            if start < done or words[start:end] != mark.words:
                raise ValueError(mark.words)
            yield words[done:start]
            yield Element("span", {MARKED: str(mark.number)}, (mark.words,))
            done = end
        yield words[done:]

    def require_end(self) -> None:
        if self._left:
            raise ValueError(self._left[-1].words)
