"""The list of references of a page, and notes at its end, taken out of its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from articles.importing import reference_list
from articles.importing.entries import is_type_label
from articles.importing.lines import Line
from articles.importing.nodes import Heading, Item, ListNode, Node, Paragraph, words
from articles.importing.reference_list import ReferenceList, names_references

_LINK = re.compile(r'<a href="([^"<>]*)">([^<>]*(?:<(?!/?a[ >])[^<>]*>[^<>]*)*)</a>')
_IDENTIFYING = re.compile(r"(?:doi\.org/10\.|pubmed|ncbi\.nlm\.nih\.gov/p|^https?://)", re.IGNORECASE)
_BREAK = re.compile(r"<br>")
_NUMBER = re.compile(r"^\[?(\d{1,3})[\].)]?\s+(?=\S)")


def split_off(nodes: Sequence[Node], notes: Sequence[str]) -> tuple[list[Node], ReferenceList]:
    """The rest, and the references: those below a heading that names them, else the notes of the document."""
    place = next((at for at in reversed(range(len(nodes))) if _is_heading(nodes[at])), None)
    if place is None:
        return list(nodes), _of_notes(notes)
    end = _end(nodes, place)
    found = reference_list.split_off(list(_lines(nodes[place:end])))
    if not found.references:
        return list(nodes), _of_notes(notes)
    rest = [line.number for line in found.rest if not line.is_blank]
    kept = [node for node in nodes[place:end] if node.line in rest]
    return [*nodes[:place], *kept, *nodes[end:]], found


def has_list(headings: Sequence[str]) -> bool:
    return any(names_references(heading) for heading in headings)


def _is_heading(node: Node) -> bool:
    return isinstance(node, Heading | Paragraph) and names_references(node.text)


def _end(nodes: Sequence[Node], place: int) -> int:
    """Up to the next heading that is none of the list's own groups."""
    first = nodes[place]
    level = first.level if isinstance(first, Heading) else 0
    for at in range(place + 1, len(nodes)):
        node = nodes[at]
        if isinstance(node, Heading) and not (node.level > level and is_type_label(node.text)):
            return at
    return len(nodes)


def _lines(nodes: Sequence[Node]) -> Iterator[Line]:
    for node in nodes:
        match node:
            case Heading():
                yield _line(node.line, node.text if names_references(node.text) else f"### {node.text}")
            case ListNode():
                yield from (_line(item.line or node.line, entry) for item, entry in _entries(node))
            case Paragraph():
                yield from (_line(node.line, part) for part in _BREAK.split(node.html) if part.strip())
                yield _line(node.line, "")
            case _:
                yield _line(node.line, "")


def _entries(node: ListNode) -> Iterator[tuple[Item, str]]:
    for number, item in enumerate(node.items, start=node.start):
        own = _NUMBER.match(words(item.html))
        text = _BREAK.sub(" ", item.html)
        yield item, text if own else f"{number}. {text}" if node.ordered else f"• {text}"


def _line(number: int, html: str) -> Line:
    text = " ".join(unescape(words(_LINK.sub(_with_address, html))).split())
    return Line(number, 0, text, text)


def _with_address(found: re.Match[str]) -> str:
    """An identifier that only the link knows goes into the entry's words."""
    address, said = unescape(found[1]), found[2]
    if not _IDENTIFYING.search(address) or address.removeprefix("https://").removeprefix("http://") in words(said):
        return said
    return f"{said} {address}" if "doi.org/" in address or "ncbi.nlm" in address else said


def _of_notes(notes: Sequence[str]) -> ReferenceList:
    if not notes:
        return ReferenceList((), ())
    lines = [
        _line(0, "References"),
        *(_line(n, f"{n}. {_BREAK.sub(' ', note)}") for n, note in enumerate(notes, start=1)),
    ]
    return reference_list.split_off(lines)
