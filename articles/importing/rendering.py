"""Nodes to the canonical HTML of the dialect; says when the dialect lost a word on the way."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from articles.importing.imported import Unsure
from articles.importing.nodes import Card, Heading, Item, ListNode, Markup, Node, Paragraph, Question, Quote, words
from articles.text.dialect import canonical

_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")


def render(nodes: Sequence[Node]) -> tuple[str, tuple[Unsure, ...]]:
    html = "\n".join(_html(node) for node in nodes)
    body = canonical(html)
    return body, _lost(html, body)


def _html(node: Node) -> str:
    match node:
        case Heading():
            return f"<h{node.level}>{node.html}</h{node.level}>"
        case Paragraph():
            return f"<p>{node.html}</p>"
        case ListNode():
            return _list(node)
        case Markup():
            return node.html
        case Quote():
            return f"<blockquote>{_all(node.parts)}</blockquote>"
        case Question():
            return f'<section data-kind="question"><h3>{node.html}</h3>{_all(node.answer)}</section>'
        case Card():
            return f'<aside data-kind="{node.kind}">{_all(node.parts)}</aside>'


def _all(nodes: Sequence[Node]) -> str:
    return "".join(_html(node) for node in nodes)


def _list(node: ListNode) -> str:
    items = "".join(_item(item) for item in node.items)
    if not node.ordered:
        return f"<ul>{items}</ul>"
    start = f' start="{node.start}"' if node.start != 1 else ""
    return f"<ol{start}>{items}</ol>"


def _item(item: Item) -> str:
    return f"<li>{item.html}{''.join(_list(below) for below in item.below)}</li>"


def _lost(before: str, after: str) -> tuple[Unsure, ...]:
    old, new = _words(before), _words(after)
    if old == new:
        return ()
    at = next((index for index, (one, two) in enumerate(zip(old, new, strict=False)) if one != two), len(new))
    passage = " ".join(old[max(at - 4, 0) : at + 8])
    return (Unsure(0, passage, _("Some words could not be taken as they stand. Please compare this passage.")),)


def _words(html: str) -> list[str]:
    return _WORD.findall(words(_TAG.sub(" ", html)))
