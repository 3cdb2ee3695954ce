"""Citations of a text: where they stand, which numbers they get, and what their keys are bound to."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from articles.text.blocks import Block, blocks
from articles.text.labels import label
from articles.text.reading import elements
from articles.text.tree import Element, Node, serialise
from articles.text.vocabulary import CITATION_KEY, UNRESOLVED

__all__ = ["Citation", "citations", "cited_in", "citing_sections", "label", "numbering", "rebind", "unresolved"]


# In canonical HTML nothing else looks like it: an attribute's value holds no quotation mark.
_CITE = re.compile(r'<cite data-key="([^"]*)">')


@dataclass(frozen=True, slots=True)
class Citation:
    keys: tuple[str, ...]
    block_key: str


@lru_cache(maxsize=32)
def citations(html: str) -> tuple[Citation, ...]:
    """Every place that cites, in reading order."""
    return tuple(Citation(keys, block.key) for block in blocks(html) for keys in cited_in(block))


def cited_in(block: Block) -> tuple[tuple[str, ...], ...]:
    """The keys of each place of one block that cites, in reading order."""
    return tuple(tuple(keys.split()) for keys in _CITE.findall(block.html))


def citing_sections(html: str, keys: Sequence[str]) -> tuple[str, ...]:
    """Headings (h2) of the sections that cite one of these, each once, in reading order; "" is what stands above the first."""
    if not any(key in html for key in keys):
        return ()
    found = (_section(block) for block in blocks(html) if not frozenset(keys).isdisjoint(_all_keys(block.html)))
    return tuple(dict.fromkeys(found))


def _section(block: Block) -> str:
    return block.text if block.kind == "h2" else "".join(block.headings[:1])


def numbering(html_parts: Sequence[str]) -> dict[str, int]:
    """The number of each key, by first appearance: the summary first, then the body."""
    keys = dict.fromkeys(key for part in html_parts for key in _all_keys(part))
    return {key: number for number, key in enumerate(keys, 1)}


def unresolved(html: str) -> tuple[str, ...]:
    """Labels that are bound to no reference yet, each once, in order of appearance."""
    return tuple(dict.fromkeys(key.removeprefix(UNRESOLVED) for key in _all_keys(html) if key.startswith(UNRESOLVED)))


def rebind(html: str, keys: Mapping[str, str]) -> str:
    """The text with old keys exchanged for new ones; a key that then stands twice in one citation stands once."""
    wrong = [key for key in keys.values() if not CITATION_KEY.fullmatch(key)]
    if wrong:
        raise ValueError(f"Not the key of a reference: {wrong[0]!r}")
    return serialise(_rebound(elements(html), keys))


def _rebound(nodes: Iterable[Node], keys: Mapping[str, str]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag == "cite":
            bound = dict.fromkeys(keys.get(key, key) for key in _keys(node))
            yield replace(node, attributes={"data-key": " ".join(bound)})
        else:
            yield replace(node, children=tuple(_rebound(node.children, keys)))


def _all_keys(html: str) -> Iterator[str]:
    return (key for cite in _cites(elements(html)) for key in _keys(cite))


def _cites(nodes: Iterable[Node]) -> Iterator[Element]:
    for node in nodes:
        if isinstance(node, Element):
            if node.tag == "cite":
                yield node
            yield from _cites(node.children)


def _keys(cite: Element) -> tuple[str, ...]:
    return tuple(cite.attributes["data-key"].split())
