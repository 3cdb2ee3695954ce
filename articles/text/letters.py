"""The letters of each passage of a text with their places in the tree, so that words are exchanged and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from articles.text.plain import lines
from articles.text.tree import Element, Node
from articles.text.vocabulary import CELLS, HEADINGS, MARKS, POSITIONAL

INLINE = frozenset({*MARKS, *POSITIONAL, "cite", "br", "img"})
# What parts words without being one of them: a line break, the edges of what is raised and has no signs of its own.
_BREAK = "\n"
_EDGE = "\x01"
# Equal to whoever searches: kinds of blanks, apostrophes and hyphens, both letters mu, lowered figures.
_EQUAL = str.maketrans(
    "\u00a0\u2009\u202f‘’\u2010\u2011μ₀₁₂₃₄₅₆₇₈₉", "   ''--µ0123456789"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letter:
    """`shown` in the plain form; `node` is the number of its run of text in the passage, None for what parts words."""

    shown: str
    node: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Exchange:
    """Letters `start` to `end` of a passage give way to `words`, which take the marks of the first of them."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """`kind` is the tag of what holds the passage, `within` the kind of box around it, `row` the first cell of its row."""

    kind: str = "p"
    within: str = ""
    headings: tuple[str, ...] = ()
    row: str = ""


Visit = Callable[[tuple[Node, ...], Place], tuple[Node, ...]]


def visited(nodes: Iterable[Node], visit: Visit) -> tuple[Node, ...]:
    """The tree with each passage as `visit` gives it back, in reading order. A passage ends with its block."""
    return tuple(_visited(nodes, visit, Place()))


def _visited(nodes: Iterable[Node], visit: Visit, place: Place) -> Iterator[Node]:
    headings: list[Element] = []
    for is_passage, group in groupby(nodes, key=is_inline):
        if is_passage:
            yield from visit(tuple(group), place)
            continue
        for element in (node for node in group if isinstance(node, Element)):
            inner = _inside(element, place, headings)
            yield replace(element, children=tuple(_visited(element.children, visit, inner)))
            if element.tag in HEADINGS:
                headings = [*(above for above in headings if above.tag < element.tag), element]


def is_inline(node: Node) -> bool:
    return isinstance(node, str) or node.tag in INLINE


def _inside(element: Element, place: Place, headings: Sequence[Element]) -> Place:
    named = tuple(lines([heading]) for heading in headings if element.tag not in HEADINGS or heading.tag < element.tag)
    inner = replace(place, kind=element.tag, headings=(*place.headings, *named))
    if element.tag in ("aside", "section"):
        return replace(inner, within=element.attributes.get("data-kind", ""))
    if element.tag == "tr":
        first = next((cell for cell in element.elements() if cell.tag in CELLS), None)
        return replace(inner, row=lines([first]) if first else "")
    return inner


def letters(passage: Iterable[Node]) -> tuple[Letter, ...]:
    return tuple(_Reader().read(passage))


def shown(found: Iterable[Letter]) -> str:
    return "".join(letter.shown for letter in found).replace(_EDGE, "")


def equal(words: str) -> str:
    """One spelling for what a search does not tell apart, letter for letter."""
    return words.translate(_EQUAL)


class _Reader:
    """Numbers the runs of text as they come, so that the writer finds them again."""

    def __init__(self) -> None:
        self.node = -1

    def read(self, nodes: Iterable[Node]) -> Iterator[Letter]:
        for node in nodes:
            if isinstance(node, str):
                self.node += 1
                yield from (Letter(sign, self.node, offset) for offset, sign in enumerate(node))
            elif node.tag in POSITIONAL:
                yield from self._shifted(node)
            elif node.tag == "br":
                yield Letter(_BREAK)
            else:
                yield from self.read(node.children)

    def _shifted(self, element: Element) -> Iterator[Letter]:
        """10⁹ is found as 10⁹ and never as 109 (S11); what has no raised signs stands apart from the words around it."""
        inner = tuple(self.read(element.children))
        written = lines([element])
        if len(written) == len(inner):
            yield from (replace(letter, shown=sign) for letter, sign in zip(inner, written, strict=True))
        else:
            yield from (Letter(_EDGE), *inner, Letter(_EDGE))


def exchanged(passage: Sequence[Node], found: Sequence[Letter], exchanges: Iterable[Exchange]) -> tuple[Node, ...]:
    """The passage with other words in it; marks, citations and links stay where they are."""
    return tuple(_Writer(_edits(found, exchanges)).write(passage))


def _edits(found: Sequence[Letter], exchanges: Iterable[Exchange]) -> dict[tuple[int, int], str]:
    """What stands in the place of a letter; a letter that is not named stays."""
    edits: dict[tuple[int, int], str] = {}
    for exchange in exchanges:
        words = exchange.words
        for letter in found[exchange.start : exchange.end]:
            if letter.node is not None:
                edits[letter.node, letter.offset] = words
                words = ""
    return edits


class _Writer:
    def __init__(self, edits: Mapping[tuple[int, int], str]) -> None:
        self.edits = edits
        self.node = -1

    def write(self, nodes: Iterable[Node]) -> Iterator[Node]:
        for node in nodes:
            if isinstance(node, str):
                self.node += 1
                yield "".join(self.edits.get((self.node, place), sign) for place, sign in enumerate(node))
            else:
                yield replace(node, children=tuple(self.write(node.children)))
