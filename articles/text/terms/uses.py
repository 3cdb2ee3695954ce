"""Where the words of a glossary stand first in each section of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from articles.text.blocks import Block, blocks
from articles.text.letters import Place as Around
from articles.text.letters import visited
from articles.text.plain import lines
from articles.text.reading import elements
from articles.text.terms.matching import Matcher
from articles.text.tree import Element, Node
from articles.text.vocabulary import BLOCKS, HEADINGS, LISTS, POSITIONAL

SUMMARY = "summary"
BODY = "body"
HOLDERS = frozenset({"aside", "section"})
INNER = BLOCKS - {"p"}  # in a list item: blocks of their own, as `articles.text.blocks` has it
# A link or code is another thing already; raised and lowered letters belong to what stands before them.
_UNMARKED = frozenset({"a", "code", *POSITIONAL})
_NEVER = "never"
_EXPLAINED = "dfn"
# What stands for an element without words, so that it parts the words around it.
_SIGN = "\x00"
_SIGNS = {"br": "\n", "cite": _SIGN, "img": _SIGN}
_AROUND = 70


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a block. `part` is "summary" or "body"; `at` counts the characters of the block's own text before them."""

    part: str
    block: str
    at: int
    words: str


@dataclass(frozen=True, slots=True)
class Use:
    """A place with the words around it. `section` is its part and its heading of the outermost level: "body/Treatment"."""

    place: Place
    section: str
    keys: tuple[str, ...]
    before: str
    after: str

    @property
    def heading(self) -> str:
        return self.section.partition("/")[2]

    @property
    def is_in_summary(self) -> bool:
        return self.place.part == SUMMARY


@dataclass(frozen=True, slots=True)
class Run:
    """Words under the same marks. `kind`: empty where a mark may stand, else what forbids it. `at`: as in `Place`."""

    text: str
    kind: str = ""
    at: int = 0


def first_uses(parts: Mapping[str, str], matcher: Matcher) -> tuple[Use, ...]:
    """The first use of each key in each section, in reading order; what a text explains itself (`dfn`) counts as explained.

    `parts`: the canonical HTML of "summary" and "body".
    """
    seen = set[tuple[str, str]]()
    found = []
    for part, html in parts.items():
        for use, is_explained in _uses(part, html, matcher):
            new = tuple(key for key in use.keys if (use.section, key) not in seen)
            seen.update((use.section, key) for key in new)
            if new and not is_explained:
                found.append(replace(use, keys=new))
    return tuple(found)


def explained(html: str) -> tuple[str, ...]:
    """What a text marks as a term that it explains, each once, in order."""
    return tuple(dict.fromkeys(lines([node]) for node in _dfns(elements(html))))


def _dfns(nodes: Iterable[Node]) -> Iterator[Element]:
    for node in nodes:
        if isinstance(node, Element):
            if node.tag == _EXPLAINED:
                yield node
            yield from _dfns(node.children)


def _uses(part: str, html: str, matcher: Matcher) -> Iterator[tuple[Use, bool]]:
    for block, own in zip(blocks(html), own_nodes(elements(html)), strict=True):
        if block.kind not in HEADINGS:
            for passage in passages(own):
                yield from _uses_in(passage, part, block, matcher)


def _uses_in(passage: Sequence[Run], part: str, block: Block, matcher: Matcher) -> Iterator[tuple[Use, bool]]:
    line = "".join(run.text for run in passage)
    section = f"{part}/{''.join(block.headings[:1])}"
    runs, start = iter(passage), 0
    run = next(runs, Run(""))
    for found in matcher.find(line):
        while found.start >= start + len(run.text):
            start += len(run.text)
            run = next(runs)
        if run.kind == _NEVER or found.end > start + len(run.text):
            continue
        place = Place(part, block.key, run.at + found.start - start, line[found.start : found.end])
        before, after = line[max(found.start - 2 * _AROUND, 0) : found.start], line[found.end : found.end + 2 * _AROUND]
        yield Use(place, section, found.keys, _tail(before), _head(after)), run.kind == _EXPLAINED


def _tail(words: str) -> str:
    words = words.rpartition("\n")[2].replace(_SIGN, "")
    return words if len(words) <= _AROUND else "… " + words[-_AROUND:].partition(" ")[2]


def _head(words: str) -> str:
    words = words.partition("\n")[0].replace(_SIGN, "")
    return words if len(words) <= _AROUND else words[:_AROUND].rpartition(" ")[0] + " …"


def own_nodes(nodes: Iterable[Element]) -> Iterator[tuple[Node, ...]]:
    """The nodes of each block, in the order of `articles.text.blocks.blocks`: of a list item its own words."""
    for node in nodes:
        if node.tag in HOLDERS:
            yield from own_nodes(node.elements())
        elif node.tag in LISTS:
            for item in node.elements():
                if own := own_words(item):
                    yield own
                yield from own_nodes(child for child in item.elements() if child.tag in INNER)
        else:
            yield (node,)


def own_words(item: Element) -> tuple[Node, ...]:
    return tuple(child for child in item.children if isinstance(child, str) or child.tag not in INNER)


def passages(nodes: Sequence[Node]) -> tuple[tuple[Run, ...], ...]:
    """What is read in one go inside a block: its words, or those of one cell, as runs."""
    found: list[tuple[Run, ...]] = []
    reader = _Reader()

    def visit(passage: tuple[Node, ...], _around: Around) -> tuple[Node, ...]:
        found.append(tuple(reader.read(passage)))
        return passage

    visited(nodes, visit)
    return tuple(found)


class _Reader:
    """Counts the characters of a block as its runs come."""

    def __init__(self) -> None:
        self.at = 0

    def read(self, nodes: Iterable[Node], kind: str = "") -> Iterator[Run]:
        for node in nodes:
            if isinstance(node, str):
                yield Run(node, kind, self.at)
                self.at += len(node)
            elif node.tag in _SIGNS:
                yield Run(_SIGNS[node.tag], _NEVER)
            else:
                yield from self.read(node.children, _kind(node.tag, kind))


def _kind(tag: str, kind: str) -> str:
    if kind == _NEVER or tag in _UNMARKED:
        return _NEVER
    return _EXPLAINED if tag == _EXPLAINED else kind
