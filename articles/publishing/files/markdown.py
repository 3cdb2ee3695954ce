"""A text as CommonMark with tables and front matter. Boxes, pairs, figures and joined cells stay HTML, which Markdown allows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.publishing.files.edition import Edition
from articles.text.labels import label
from articles.text.reading import elements
from articles.text.tree import Element, Node, serialise
from articles.text.vocabulary import BLOCKS, HEADINGS, LISTS

Numbers = Mapping[str, int]
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|~&])")
# What begins a block where it begins a line.
_OPENING: Final = re.compile(r"(?m)^(\s*)([#+=-]|\d{1,9}(?=[.)]))")
_SIGNS: Final = {"strong": "**", "em": "*"}


def as_markdown(edition: Edition) -> bytes:
    """UTF-8. What the copy is stands in the front matter and, to be seen, above the text."""
    with translation.override(edition.manifest.language):
        above = [f"> {line}" for line in (edition.running, edition.mark, *edition.notices) if line]
        parts = [
            "\n".join(_front_matter(edition)),
            "\n>\n".join(above),
            f"# {_words(edition.title)}",
            *_text(edition),
            *_references(edition),
            *_contributors(edition),
        ]
    return ("\n\n".join(parts) + "\n").encode()


def _front_matter(edition: Edition) -> Iterator[str]:
    """Values in the spelling of JSON, which is YAML too."""
    manifest = edition.manifest
    stated = {
        "title": manifest.title,
        "question": manifest.question,
        "slug": edition.slug,
        "type": edition.preview.type,
        "language": manifest.language,
        "audience": edition.audience.value,
        "written_for": edition.written_for,
        "edition": edition.label,
        "status": edition.mark,
        "authors": [byline.name for byline in manifest.contributors],
        "contributors": edition.bylines,
        "exported": f"{timezone.localdate():%Y-%m-%d}",
    }
    yield "---"
    yield from (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in stated.items() if value)
    yield "---"


def _text(edition: Edition) -> Iterator[str]:
    if edition.text.summary:
        yield f"## {_('The bottom line')}"
        yield from blocks(elements(edition.text.summary), edition.numbers)
        if edition.needs_heading_in_full:
            yield f"## {_('In full')}"
    yield from blocks(elements(edition.text.body), edition.numbers)


def _references(edition: Edition) -> Iterator[str]:
    if edition.works:
        yield f"## {_('References')}"
        yield "\n".join(f"{number}. {_words(work)}" for number, work in enumerate(edition.works, 1))


def _contributors(edition: Edition) -> Iterator[str]:
    """As a quotation: the file's words about the text, as those above it, are none of the text."""
    if edition.bylines:
        lines = [f"**{_('Who wrote this')}**", *(_words(line) for line in edition.bylines)]
        yield _prefixed("> ", "\n\n".join(lines))


def blocks(nodes: Iterable[Node], numbers: Numbers) -> Iterator[str]:
    """Each block as lines, without the blank line between them."""
    for node in nodes:
        if isinstance(node, str):
            yield _words(node)
        elif node.tag in HEADINGS:
            yield f"{'#' * int(node.tag[1])} {_one_line(_inline(node.children, numbers))}"
        elif node.tag in LISTS:
            yield _list(node, numbers)
        elif node.tag == "blockquote":
            yield _prefixed("> ", "\n\n".join(blocks(node.children, numbers)))
        elif node.tag == "table" and _is_plain(node):
            yield _table(node, numbers)
        elif node.tag == "p":
            yield _inline(node.children, numbers)
        else:
            yield serialise([_numbered(node, numbers)])


def _list(node: Element, numbers: Numbers) -> str:
    start = int(node.attributes.get("start", "1"))
    lines = []
    for number, item in enumerate(node.elements(), start):
        sign = f"{number}. " if node.tag == "ol" else "- "
        lines.append(_hanging(sign, _item(item, numbers)))
    return "\n".join(lines)


def _item(item: Element, numbers: Numbers) -> str:
    """Words in a row, then what stands in blocks below them."""
    words = [child for child in item.children if isinstance(child, str) or child.tag not in BLOCKS]
    below = [child for child in item.children if isinstance(child, Element) and child.tag in BLOCKS]
    first = [_inline(words, numbers)] if words else []
    between = "\n" if all(child.tag in LISTS for child in below) else "\n\n"
    return between.join([*first, *blocks(below, numbers)])


def _hanging(sign: str, text: str) -> str:
    first, *others = text.split("\n")
    return "\n".join([sign + first, *(f"{' ' * len(sign)}{line}" if line else "" for line in others)])


def _prefixed(sign: str, text: str) -> str:
    return "\n".join((sign + line).rstrip() for line in text.split("\n"))


def _is_plain(table: Element) -> bool:
    """One row of header cells above, and nothing but words in cells: what a table of Markdown can say."""
    parts = {part.tag: list(part.elements()) for part in table.elements()}
    head = parts.get("thead", [])
    rows = [*head, *parts.get("tbody", [])]
    cells = [cell for row in rows for cell in row.elements()]
    joined = any(cell.attributes.keys() & {"colspan", "rowspan"} for cell in cells)
    blocked = any(child.tag in BLOCKS for cell in cells for child in cell.elements())
    side = any(cell.tag == "th" for row in parts.get("tbody", []) for cell in row.elements())
    even = len({len(list(row.elements())) for row in rows}) == 1
    return len(head) == 1 and even and not (joined or blocked or side or "caption" in parts)


def _table(table: Element, numbers: Numbers) -> str:
    rows = [row for part in table.elements() for row in part.elements()]
    lines = [_row(_one_line(_inline(cell.children, numbers)) for cell in row.elements()) for row in rows]
    rule = _row("---" for _cell in rows[0].elements())
    return "\n".join([lines[0], rule, *lines[1:]])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _inline(nodes: Iterable[Node], numbers: Numbers) -> str:
    return _OPENING.sub(r"\1\\\2", _joined(nodes, numbers)) if nodes else ""


def _joined(nodes: Iterable[Node], numbers: Numbers) -> str:
    return "".join(_words(node) if isinstance(node, str) else _span(node, numbers) for node in nodes)


def _span(node: Element, numbers: Numbers) -> str:
    if node.tag == "cite":
        return _cited(node, numbers)
    if node.tag == "br":
        return "<br>"
    within = _joined(node.children, numbers)
    if node.tag == "a":
        return f"[{within}](<{node.attributes['href']}>)"
    if node.tag in _SIGNS and re.fullmatch(r"\w(?:.*\w)?", within, re.DOTALL) and not within.startswith("_"):
        return f"{_SIGNS[node.tag]}{within}{_SIGNS[node.tag]}" if _stands_alone(node) else _tagged(node.tag, within)
    return _tagged(node.tag, within)


def _stands_alone(node: Element) -> bool:
    """Signs of emphasis inside emphasis run together; inside a word they mean nothing. Tags always hold."""
    return all(isinstance(child, str) for child in node.children)


def _tagged(tag: str, within: str) -> str:
    return f"<{tag}>{within}</{tag}>"


def _cited(node: Element, numbers: Numbers) -> str:
    return label(numbers[key] for key in node.attributes["data-key"].split())


def _words(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _numbered(node: Element, numbers: Numbers) -> Element:
    """A block that stays HTML, its citations written out."""
    children: list[Node] = []
    for child in node.children:
        if isinstance(child, str):
            children.append(child)
        elif child.tag == "cite":
            children.append(_cited(child, numbers))
        else:
            children.append(_numbered(child, numbers))
    return Element(node.tag, node.attributes, tuple(children))
