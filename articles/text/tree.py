"""A text as a tree of elements, read from sanitised HTML and written in the dialect's one spelling."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from articles.text.vocabulary import BLOCKS, CELLS, VOID

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>|([^<]+)|<')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
# What the dialect writes is at most a third as deep; anything deeper is not writing but an attack on the stack.
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Element:
    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: "tuple[Node, ...]" = ()

    def elements(self) -> "Iterator[Element]":
        """The children that are elements, in order."""
        return (child for child in self.children if isinstance(child, Element))


Node = Element | str


def parse(markup: str) -> tuple[Node, ...]:
    """The tree of HTML that a serialiser wrote: balanced, attributes in double quotes, no comments."""
    growing = _Growing()
    for closing, tag, attributes, text in _TOKEN.findall(markup):
        if text:
            growing.add(html.unescape(text))
        elif tag in VOID:
            growing.add(Element(tag, _attributes(attributes)))
        elif closing:
            growing.close()
        elif tag:
            growing.open(Element(tag, _attributes(attributes)))
    return growing.finished()


@dataclass(slots=True)
class _Growing:
    branches: list[tuple[Element, list[Node]]] = field(default_factory=lambda: [(Element(""), [])])
    ignored: int = 0

    def add(self, node: Node) -> None:
        self.branches[-1][1].append(node)

    def open(self, element: Element) -> None:
        if len(self.branches) <= _DEEPEST:
            self.branches.append((element, []))
        else:
            self.ignored += 1
            self.add(" ")

    def close(self) -> None:
        if self.ignored:
            self.ignored -= 1
        elif len(self.branches) > 1:
            element, children = self.branches.pop()
            self.add(Element(element.tag, element.attributes, tuple(children)))

    def finished(self) -> tuple[Node, ...]:
        while len(self.branches) > 1:
            self.close()
        return tuple(self.branches[0][1])


def _attributes(source: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(source)}


def serialise(nodes: Iterable[Node]) -> str:
    """One block per line, nested lists not indented, so that a line number and a plain diff point at a sentence."""
    parts: list[str] = []
    after_inline = False
    for node in nodes:
        inline = isinstance(node, str) or node.tag not in BLOCKS
        if parts and not (inline and after_inline):
            parts.append("\n")
        parts.append(html.escape(node, quote=False) if isinstance(node, str) else _written(node))
        after_inline = inline
    return "".join(parts)


# Elements whose children are lines of their own.
_OPENED = frozenset({"ul", "ol", "table", "thead", "tbody", "section", "aside", "blockquote"})


def _written(element: Element) -> str:
    start = "".join(_attribute(name, value) for name, value in sorted(element.attributes.items()))
    tag = element.tag
    if tag in VOID:
        return f"<{tag}{start}>"
    if tag in _OPENED:
        inner = "\n" + "".join(_written(child) + "\n" for child in element.elements())
    else:
        inner = serialise(element.children)
        if tag in CELLS or tag == "tr":
            inner = inner.replace("\n", "")
        elif _ends_with_block(element):
            inner = inner + "\n" if _starts_inline(element) else f"\n{inner}\n"
    return f"<{tag}{start}>{inner}</{tag}>"


def _attribute(name: str, value: str) -> str:
    return f' {name}="{html.escape(value, quote=False).replace(chr(34), "&quot;")}"'


def _starts_inline(element: Element) -> bool:
    first = element.children[0]
    return isinstance(first, str) or first.tag not in BLOCKS


def _ends_with_block(element: Element) -> bool:
    last = element.children[-1] if element.children else ""
    return isinstance(last, Element) and last.tag in BLOCKS
