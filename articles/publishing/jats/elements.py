"""Elements of JATS, with its namespaces."""

from __future__ import annotations

import re

from lxml import etree

XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
HREF = f"{{{XLINK}}}href"
LANG = f"{{{XML}}}lang"

_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Child = etree._Element | str | None


def element(tag: str, *children: Child, **attributes: str) -> etree._Element:
    """`attributes` with "_" for "-"; those that are empty, and children that are None, are left out."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value}
    made = etree.Element(tag, named)
    append(made, *children)
    return made


def append(parent: etree._Element, *children: Child) -> None:
    """Text goes where a reader would meet it: into the element, or behind its last child."""
    for child in children:
        if isinstance(child, str):
            _say(parent, _printable(child))
        elif child is not None:
            parent.append(child)


def filled(tag: str, text: str, **attributes: str) -> etree._Element | None:
    """None for no text."""
    return element(tag, text, **attributes) if text else None


def linked(made: etree._Element, address: str) -> etree._Element:
    made.set(HREF, _printable(address))
    return made


def _say(parent: etree._Element, words: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words


def _printable(text: str) -> str:
    """Without what XML 1.0 has no place for (production 2): most control characters, halves of pairs, two that are none."""
    return _NO_CHARACTER.sub("", text)
