"""Lists as text processors leave them: levels side by side, paragraphs with bullets, numbers that were typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml.etree import _Element as Element

from articles.importing import shapes
from articles.importing.html.words import words_of
from articles.importing.nodes import Item, ListNode, Node, Paragraph

_LEVEL_CLASS = re.compile(r"(?:^|\s)lst-(\S{1,60})-(\d)(?:\s|$)")
_WORD_LEVEL = re.compile(r"mso-list:\s*+\S{1,80}\s++level(\d)")
_WORD_NUMBER = re.compile(r"^\s*(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]")
_TYPED_BULLET = re.compile(rf"^(?:<[^<>]*>)*([{re.escape(shapes.SOLID_BULLETS)}◦○▫◇–-])(?:</[^<>]*>)*[\s ]+(?=\S)")
_TIGHT_BULLET = re.compile(r"^([•●■▪◆➢➤►◦○])(?=\S)")
_TYPED_NUMBER = re.compile(r"^\(?(\d{1,2})[.)][\s ]+(?=\S)")
_HOLLOW = "◦○▫◇–-"
_FEWEST_NUMBERED = 2


def level_of(element: Element) -> tuple[str, int]:
    """Name and depth of a list that Google Docs wrote side by side with those around it; ("", 0) for any other."""
    found = _LEVEL_CLASS.search(element.get("class") or "")
    return (found[1], int(found[2])) if found else ("", 0)


def word_level(element: Element) -> int:
    """1 to 9 for a paragraph that Word's HTML says is an item; 0 for any other."""
    found = _WORD_LEVEL.search(element.get("style") or "")
    return int(found[1]) if found else 0


def word_is_numbered(element: Element) -> bool:
    """By the number or bullet that Word wrote in front, marked as nothing to be read."""
    ignored = (span for span in element.iter("span") if "mso-list:ignore" in (span.get("style") or "").lower())
    return any(_WORD_NUMBER.match(words_of(span)) for span in ignored)


def put(nodes: list[Node], below: ListNode, depth: int) -> None:
    """Into the last item at that depth of the list that stands last; as a list of its own where there is none."""
    last = nodes[-1] if nodes else None
    if isinstance(last, ListNode):
        nodes[-1] = _put(last, below, depth)
    else:
        nodes.append(below)


def _put(holder: ListNode, below: ListNode, depth: int) -> ListNode:
    if depth <= 0 or not holder.items:
        return replace(holder, items=(*holder.items, *below.items))
    last = holder.items[-1]
    if last.below and (depth > 1 or last.below[-1].ordered == below.ordered):
        lists = (*last.below[:-1], _put(last.below[-1], below, depth - 1))
    else:
        lists = (*last.below, below)
    return replace(holder, items=(*holder.items[:-1], replace(last, below=lists)))


def with_typed_lists(nodes: Sequence[Node]) -> list[Node]:
    """Paragraphs that begin with a bullet, or count up from 1, are items."""
    found: list[Node] = []
    typed: ListNode | None = None
    numbered = _numbered(nodes)
    for index, node in enumerate(nodes):
        item = _bulleted(node) if isinstance(node, Paragraph) else None
        if index in numbered and isinstance(node, Paragraph):
            item = (_TYPED_NUMBER.sub("", node.html, count=1), 0)
        if item is None or not isinstance(node, Paragraph):
            found.append(node)
            typed = None
            continue
        html, depth = item
        one = ListNode(node.line, (Item(node.line, html),), ordered=index in numbered)
        if typed is not None and typed.ordered == one.ordered and found and isinstance(found[-1], ListNode):
            put(found, one, depth)
        else:
            found.append(one)
            typed = one
    return found


def _bulleted(node: Paragraph) -> tuple[str, int] | None:
    found = _TYPED_BULLET.match(node.html) or _TIGHT_BULLET.match(node.html)
    if not found:
        return None
    return node.html[: found.start(1)] + node.html[found.end() :], 1 if found[1] in _HOLLOW and found[
        1
    ] not in "–-" else 0


def _numbered(nodes: Sequence[Node]) -> frozenset[int]:
    """Places of paragraphs that count up from 1, at least two that follow each other."""
    found: set[int] = set()
    run: list[int] = []
    for index, node in enumerate(nodes):
        number = _TYPED_NUMBER.match(node.html) if isinstance(node, Paragraph) else None
        if number and int(number[1]) == len(run) + 1:
            run.append(index)
            continue
        found.update(run if len(run) >= _FEWEST_NUMBERED else ())
        run = [index] if number and int(number[1]) == 1 else []
    found.update(run if len(run) >= _FEWEST_NUMBERED else ())
    return frozenset(found)
