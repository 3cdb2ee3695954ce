"""The parts of a text while it is being imported: a small tree between the source's lines and the dialect's HTML."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import TypeAlias

_TAG = re.compile(r"<[^<>]*>")


def words(html: str) -> str:
    """Inline HTML without its tags."""
    return unescape(_TAG.sub("", html))


@dataclass(frozen=True)
class Heading:
    """`level` is 0 while the source does not say it; `number` is "2", "1.3" or "Step 4" when it is numbered."""

    line: int
    html: str
    level: int = 0
    number: str = ""

    @property
    def text(self) -> str:
        return words(self.html)


@dataclass(frozen=True)
class Paragraph:
    line: int
    html: str

    @property
    def text(self) -> str:
        return words(self.html)


@dataclass(frozen=True)
class Item:
    line: int
    html: str
    below: "tuple[ListNode, ...]" = ()


@dataclass(frozen=True)
class ListNode:
    line: int
    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Quote:
    line: int
    parts: "tuple[Node, ...]"


@dataclass(frozen=True)
class Markup:
    """HTML that goes to the dialect as it is: a table, or HTML that stood in the source."""

    line: int
    html: str


@dataclass(frozen=True)
class Question:
    line: int
    html: str
    answer: "tuple[Node, ...]" = ()


@dataclass(frozen=True)
class Card:
    line: int
    kind: str
    parts: "tuple[Node, ...]"


Change: TypeAlias = Callable[[int, str], str]
Node: TypeAlias = Heading | Paragraph | ListNode | Quote | Markup | Question | Card


def walk(nodes: Sequence[Node]) -> Iterator[Node | Item]:
    """Every node and list item, in the order of the text."""
    for node in nodes:
        yield node
        match node:
            case ListNode():
                yield from _walk_items(node)
            case Quote() | Card():
                yield from walk(node.parts)
            case Question():
                yield from walk(node.answer)


def _walk_items(node: ListNode) -> Iterator[Node | Item]:
    for item in node.items:
        yield item
        yield from walk(item.below)


def change_text(nodes: Sequence[Node], change: Change, change_markup: Change) -> tuple[Node, ...]:
    """The same tree with `change(line, html)` applied to every running text, and the other one to tables."""
    return tuple(_changed(node, change, change_markup) for node in nodes)


def _changed(node: Node, change: Change, change_markup: Change) -> Node:
    match node:
        case Paragraph():
            return replace(node, html=change(node.line, node.html))
        case ListNode():
            return _changed_list(node, change)
        case Quote() | Card():
            return replace(node, parts=change_text(node.parts, change, change_markup))
        case Question():
            return replace(node, answer=change_text(node.answer, change, change_markup))
        case Markup():
            return replace(node, html=change_markup(node.line, node.html))
        case _:
            return node


def _changed_list(node: ListNode, change: Change) -> ListNode:
    return replace(node, items=tuple(_changed_item(item, change) for item in node.items))


def _changed_item(item: Item, change: Change) -> Item:
    html = change(item.line, item.html)
    return replace(item, html=html, below=tuple(_changed_list(below, change) for below in item.below))
