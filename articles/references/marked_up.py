"""Records of an XML file, cut out of it one by one and parsed alone: one that is broken costs itself, and nothing is fetched.

No document type is read, so an entity can neither be expanded nor point anywhere; lxml's limits for sizes stay on.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from lxml import etree

from articles.references.works import Refused
from articles.text.plain import lowered, raised

LONGEST_RECORD = 2_000_000
_NAMESPACES = (
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML"'
    ' xmlns:ali="http://www.niso.org/schemas/ali/1.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_OWN_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
# Where a file was indented, the line break before a raised sign is not in the text.
_INDENTED = re.compile(r"\s{0,20}\n\s{0,60}(?=<(?:sub|sup)>)")
_SHORTEST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Part:
    """`element` is parsed; `line` is where it begins."""

    line: int
    element: etree._Element


def parts(pieces: Iterable[str], names: tuple[str, ...]) -> Iterator[Part | Refused]:
    """Every element of these names that is not inside another of them, in order."""
    for line, found in _Cutting(names).cut(pieces):
        yield _parsed(line, found) if isinstance(found, str) else found


class _Cutting:
    """One pass over the pieces; holds one record at a time."""

    def __init__(self, names: tuple[str, ...]) -> None:
        either = "|".join(names)
        self._first = re.compile(rf"<({either})(?=[\s>])")
        self._next = re.compile(rf"</({either})\s{{0,10}}>|<({either})(?=[\s>])")
        self._kept = ""
        self._line = 1
        self._is_open = False
        self._looked_to = 0

    def cut(self, pieces: Iterable[str]) -> Iterator[tuple[int, str | Refused]]:
        for piece in pieces:
            self._kept += piece
            yield from self._complete()
        if self._is_open:
            yield self._line, Refused(self._line, _("The file ends in the middle of this record."))

    def _complete(self) -> Iterator[tuple[int, str | Refused]]:
        while True:
            if not self._is_open:
                first = self._first.search(self._kept)
                if first is None:
                    self._drop(max(len(self._kept) - _SHORTEST_KEPT, 0))
                    return
                self._drop(first.start())
                self._is_open, self._looked_to = True, len(first[0])
            end = self._next.search(self._kept, self._looked_to)
            if end is None:
                self._looked_to = max(len(self._kept) - _SHORTEST_KEPT, 1)
                if len(self._kept) > LONGEST_RECORD:
                    yield self._line, Refused(self._line, _("The record is too long; it is probably damaged."))
                    self._close(len(self._kept))
                return
            if end[1]:
                yield self._line, self._kept[: end.end()]
                self._close(end.end())
            else:
                yield self._line, Refused(self._line, _("The record has no end: another begins inside it."))
                self._close(end.start())

    def _close(self, at: int) -> None:
        self._drop(at)
        self._is_open = False

    def _drop(self, length: int) -> None:
        self._line += self._kept.count("\n", 0, length)
        self._kept = self._kept[length:]


def _parsed(line: int, record: str) -> Part | Refused:
    words = _ENTITY.sub(_letter, _NO_XML.sub("", _INDENTED.sub("", record)))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        whole = etree.fromstring(f"<whole {_NAMESPACES}>{words}</whole>", parser)
    except etree.XMLSyntaxError as error:
        return Refused(line + max((error.lineno or 1) - 1, 0), _("The XML of this record is broken."))
    return Part(line, whole[0])


def _letter(entity: re.Match[str]) -> str:
    """A name of HTML is its letter; another stays, and no parser knows it."""
    code = html.entities.name2codepoint.get(entity[1])
    return entity[0] if code is None or entity[1] in _OWN_ENTITIES else chr(code)


def words(element: etree._Element | None) -> str:
    """The text of an element, raised and lowered signs as S11 writes them."""
    return "" if element is None else "".join(_words(element))


def _words(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            inside = "".join(_words(child))
            name = etree.QName(child).localname
            yield raised(inside) if name == "sup" else lowered(inside) if name == "sub" else inside
        yield child.tail or ""


def at(element: etree._Element, path: str) -> str:
    """The words of the first element at a path; "" where there is none."""
    return words(element.find(path))


def all_at(element: etree._Element, path: str) -> list[str]:
    return [words(found) for found in element.findall(path)]
