"""Blocks from any HTML tree: each element of the dialect in its place, every other one dissolved into its words."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from articles.text.inline import Marks, Run, inline, tidy, with_mark
from articles.text.tables import Row, header_rows, span, table
from articles.text.tree import Element, Node
from articles.text.vocabulary import (
    ASIDE_KINDS,
    BLOCKS,
    CELLS,
    CITATION_KEY,
    HEADINGS,
    IMAGE_ADDRESS,
    LINK_ADDRESS,
    LISTS,
    MARKS,
    POSITIONAL,
    QUESTION,
    SPELLINGS,
    unresolved_key,
)

_IN_CELL = frozenset({"p", *LISTS})
_IN_ITEM = BLOCKS - {*HEADINGS, "section"}
# Nobody nests deeper; it keeps what is written here within what `tree.parse` reads back.
_DEEPEST = 10
_LABEL = re.compile(r"\s*+[\[(]?[\d\s,;–-]*+[\])]?\s*+")


def blocks_of(nodes: Iterable[Node]) -> tuple[Element, ...]:
    return _Flow(BLOCKS).read(nodes)


@dataclass(slots=True)
class _Flow:
    """Collects the blocks of one container: of the whole text, an aside, a list item, a cell."""

    allowed: frozenset[str]
    depth: int = 0
    blocks: list[Element] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def read(self, nodes: Iterable[Node], marks: Marks = ()) -> tuple[Element, ...]:
        self.visit(nodes, marks)
        self.end_paragraph()
        return tuple(self.blocks)

    def visit(self, nodes: Iterable[Node], marks: Marks) -> None:
        for node in _with_lists(nodes) if self.may_hold("ul") else nodes:
            if isinstance(node, str):
                self.runs.append(Run(node, marks))
            else:
                self.element(_respelled(node), marks)

    def element(self, element: Element, marks: Marks) -> None:
        """What is neither a mark nor allowed here is dissolved; its borders still part words."""
        tag = element.tag
        if tag in MARKS or tag in POSITIONAL:
            self.visit(element.children, _marked(element, marks))
        elif tag in _INLINE:
            _INLINE[tag](self, element, marks)
        elif tag in _BLOCK and self.may_hold(tag):
            self.end_paragraph()
            _BLOCK[tag](self, element, marks)
        else:
            self.end_paragraph()
            self.visit(element.children, marks)
            self.end_paragraph()

    def may_hold(self, tag: str) -> bool:
        return tag in self.allowed and self.depth < _DEEPEST

    def end_paragraph(self) -> None:
        children = inline(self.runs)
        self.runs.clear()
        if children:
            self.blocks.append(Element("p", {}, children))

    def inner(self, allowed: frozenset[str]) -> "_Flow":
        return _Flow(self.allowed & allowed, self.depth + 1)

    def line(self, nodes: Iterable[Node], marks: Marks) -> tuple[Node, ...]:
        """The words of a block that holds no block: a heading, a caption."""
        return _one_line(_Flow(frozenset()).read(nodes, marks))


def _respelled(element: Element) -> Element:
    tag = SPELLINGS.get(element.tag, element.tag)
    if tag in {"div", "section", "aside"}:
        kind = tidy(element.attributes.get("data-kind", "")).lower()
        tag = "section" if kind == QUESTION else "aside" if kind in ASIDE_KINDS else "div"
    return element if tag == element.tag else replace(element, tag=tag)


def _marked(element: Element, marks: Marks) -> Marks:
    if element.tag != "a":
        return with_mark(marks, element.tag)
    address = re.sub(r"\s", "%20", tidy(element.attributes.get("href", "")))
    return with_mark(marks, "a", address) if LINK_ADDRESS.fullmatch(address) else marks


def _one_line(blocks: Sequence[Element]) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for block in blocks:
        nodes.extend([" ", *block.children] if nodes else block.children)
    breakless = [" " if isinstance(node, Element) and node.tag == "br" else node for node in nodes]
    return _merged(breakless)


def _merged(nodes: Iterable[Node]) -> tuple[Node, ...]:
    merged: list[Node] = []
    for node in nodes:
        if isinstance(node, str) and merged and isinstance(merged[-1], str):
            merged[-1] += node
        else:
            merged.append(node)
    return tuple(merged)


def _cite(flow: _Flow, element: Element, marks: Marks) -> None:
    """A citation has no words of its own; what stood in it stays as text, unless it was only the number."""
    keys = [_key(key) for key in tidy(element.attributes.get("data-key", "")).split()]
    if keys:
        flow.runs.append(Run(atom=Element("cite", {"data-key": " ".join(dict.fromkeys(keys))})))
    if not keys or not _LABEL.fullmatch(_bare(element)):
        flow.visit(element.children, marks)


def _bare(element: Element) -> str:
    return "".join(child if isinstance(child, str) else "x" for child in element.children)


def _key(key: str) -> str:
    return key if CITATION_KEY.fullmatch(key) else unresolved_key(key)


def _break(flow: _Flow, element: Element, marks: Marks) -> None:
    flow.runs.append(Run(atom=Element("br")))


def _image(flow: _Flow, element: Element, marks: Marks) -> None:
    if flow.may_hold("figure") and (image := _safe_image(element)):
        flow.end_paragraph()
        flow.blocks.append(Element("figure", {}, (image,)))


def _safe_image(element: Element) -> Element | None:
    address = tidy(element.attributes.get("src", ""))
    if not IMAGE_ADDRESS.fullmatch(address):
        return None
    return Element("img", {"src": address, "alt": tidy(element.attributes.get("alt", ""))})


def _heading(flow: _Flow, element: Element, marks: Marks) -> None:
    if words := flow.line(element.children, marks):
        flow.blocks.append(Element(element.tag, {}, words))


def _list(flow: _Flow, element: Element, marks: Marks) -> None:
    items: list[Element] = []
    for group in _item_groups(element):
        blocks = flow.inner(_IN_ITEM).read(group.children, marks)
        nested = group.tag != "li" and all(block.tag in LISTS for block in blocks)
        if nested and items and blocks:
            items[-1] = replace(items[-1], children=_unwrapped([*_as_blocks(items[-1]), *blocks]))
        elif blocks:
            items.append(Element("li", {}, _unwrapped(blocks)))
    if items:
        flow.blocks.append(Element(element.tag, _start(element), tuple(items)))


def _item_groups(element: Element) -> Iterator[Element]:
    """The items, and whatever stands between items as an item without a tag."""
    for item, group in groupby(element.children, key=_is_item):
        members = tuple(group)
        if item:
            yield from (child for child in members if isinstance(child, Element))
        else:
            yield Element("", {}, members)


def _as_blocks(item: Element) -> tuple[Element, ...]:
    words = tuple(child for child in item.children if isinstance(child, str) or child.tag not in BLOCKS)
    blocks = tuple(child for child in item.elements() if child.tag in BLOCKS)
    return (Element("p", {}, words), *blocks) if words else blocks


def _unwrapped(blocks: Sequence[Element]) -> tuple[Node, ...]:
    """The only paragraph of an item or cell needs no tag; several do."""
    first_only = [block.tag for block in blocks].count("p") == 1 and blocks[0].tag == "p"
    return (*blocks[0].children, *blocks[1:]) if first_only else tuple(blocks)


def _start(element: Element) -> dict[str, str]:
    start = span(element.attributes.get("start", ""), smallest=0, largest=9999)
    return {"start": str(start)} if element.tag == "ol" and start not in (None, 1) else {}


def _is_item(node: Node) -> bool:
    return isinstance(node, Element) and node.tag == "li"


def _with_lists(nodes: Iterable[Node]) -> Iterator[Node]:
    """Items that stand in no list get one."""
    for loose, group in groupby(nodes, key=_is_item):
        members = tuple(group)
        yield from (Element("ul", {}, members),) if loose else members


def _table(flow: _Flow, element: Element, marks: Marks) -> None:
    caption: tuple[Node, ...] = ()
    rows: list[Row] = []
    for part in element.elements():
        if part.tag == "caption":
            caption = (*caption, " ", *part.children)
        for row in [part] if part.tag == "tr" else part.elements():
            rows.append(Row(part.tag == "thead", _cells(flow, row, marks)))
    words = flow.line(caption, marks)
    filled = [row for row in rows if row.cells]
    if filled:
        flow.blocks.append(table(words, *header_rows(filled)))
    elif words:
        flow.blocks.append(Element("p", {}, words))


def _cells(flow: _Flow, row: Element, marks: Marks) -> tuple[Element, ...]:
    return tuple(
        replace(cell, children=_unwrapped(flow.inner(_IN_CELL).read(cell.children, marks)))
        for cell in row.elements()
        if row.tag == "tr" and cell.tag in CELLS
    )


def _quote(flow: _Flow, element: Element, marks: Marks) -> None:
    if blocks := flow.inner(_IN_CELL).read(element.children, marks):
        flow.blocks.append(Element("blockquote", {}, blocks))


def _figure(flow: _Flow, element: Element, marks: Marks) -> None:
    """An image with its caption. A table in a figure, as some editors write it, stands on its own."""
    captions = [child for child in element.elements() if child.tag == "figcaption"]
    caption = flow.line([node for part in captions for node in (" ", *part.children)], marks)
    inner = _Flow(flow.allowed, flow.depth)
    blocks = list(inner.read([child for child in element.children if child not in captions], marks))
    if caption and blocks and blocks[-1].tag == "figure":
        blocks[-1] = replace(blocks[-1], children=(*blocks[-1].children, Element("figcaption", {}, caption)))
    elif caption:
        blocks.append(Element("p", {}, caption))
    flow.blocks.extend(blocks)


def _question(flow: _Flow, element: Element, marks: Marks) -> None:
    """A pair needs its question: without a heading in front it is no pair."""
    blocks = flow.inner(BLOCKS - {"section"}).read(element.children, marks)
    if not blocks or blocks[0].tag not in HEADINGS:
        flow.blocks.extend(blocks)
        return
    answer = (replace(block, tag="h4") if block.tag in HEADINGS else block for block in blocks[1:])
    children = (replace(blocks[0], tag="h3"), *answer)
    flow.blocks.append(Element("section", {"data-kind": QUESTION}, children))


def _aside(flow: _Flow, element: Element, marks: Marks) -> None:
    if blocks := flow.inner(BLOCKS).read(element.children, marks):
        kind = tidy(element.attributes["data-kind"]).lower()
        flow.blocks.append(Element("aside", {"data-kind": kind}, blocks))


_Reader = Callable[[_Flow, Element, Marks], None]
_INLINE: dict[str, _Reader] = {"cite": _cite, "br": _break, "img": _image}
_BLOCK: dict[str, _Reader] = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(LISTS, _list),
    "table": _table,
    "blockquote": _quote,
    "figure": _figure,
    "section": _question,
    "aside": _aside,
}
